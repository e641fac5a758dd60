package io.netdx.knowledge;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A decision table.
 *
 * @param topic   advice that shows it, if one does
 * @param columns values that are shown of a row, in this order
 * @param rows    in the order of the file
 */
public record Table(String id, Optional<Topic> topic, String title, List<String> columns, List<Row> rows) {

    /**
     * A row.
     *
     * @param claims claims that it holds
     * @param source address, for what is not from the document; may be empty
     * @param values shown ones and those that advice computes with
     */
    public record Row(String id, List<String> claims, String source, Map<String, String> values) {

        /** Empty where the row has no such value. */
        public String value(String name) {
            return values.getOrDefault(name, "");
        }

        /**
         * A figure.
         *
         * @throws IllegalArgumentException where the row has none of this name
         */
        public long number(String name) {
            try {
                return Long.parseLong(value(name));
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException("row " + id + " has no figure " + name, e);
            }
        }
    }

    public Optional<Row> row(String row) {
        return rows.stream().filter(r -> r.id().equals(row)).findFirst();
    }

    /** How links name the row. */
    public String link(Row row) {
        return "table/" + id + "/" + row.id();
    }
}
