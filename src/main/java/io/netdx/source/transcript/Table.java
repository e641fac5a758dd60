package io.netdx.source.transcript;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A table as kubectl prints it: columns stand where their headings stand. Where somebody's editor or browser has put tabs between the
 * cells, each row is as many cells as there are headings.
 *
 * @param headings in order
 * @param rows     those that fit the headings
 * @param misfits  rows that do not: cut off or wrapped by the terminal
 */
record Table(List<String> headings, List<Row> rows, int misfits) {

    /** A row; cells are trimmed, {@code <none>} and {@code <unset>} are empty. */
    record Row(Map<String, String> cells, int line) {
        String get(String heading) {
            return cells.getOrDefault(heading, "");
        }
    }

    private static final Pattern HEADING = Pattern.compile("[A-Z][A-Z0-9()/%_-]*(?:(?:cores|bytes)\\))?(?: [A-Z][A-Z0-9()/%_-]*)*");
    private static final Pattern HEADER = Pattern.compile(HEADING.pattern() + "(?:(?: {2,}| ?\\t[\\t ]*)" + HEADING.pattern() + ")+[\\t ]*");
    private static final Pattern TAB = Pattern.compile(" ?\\t ?");
    private static final Pattern GAP = Pattern.compile(" ?\\t[\\t ]*| {2,}");

    /** Whether a line is the header of a table. */
    static boolean header(String line) {
        return line.length() < 4000 && HEADER.matcher(line).matches();
    }

    /**
     * Reads from the header on, to the end or to a blank line.
     *
     * @param lines the header first
     * @param first line of the header
     */
    static Table of(List<String> lines, int first) {
        List<String> headings = new ArrayList<>();
        List<Integer> starts = new ArrayList<>();
        Matcher m = HEADING.matcher(lines.get(0));
        while (m.find()) {
            headings.add(m.group());
            starts.add(m.start());
        }
        boolean tabs = lines.get(0).indexOf('\t') >= 0;
        List<Row> rows = new ArrayList<>();
        int misfits = 0;
        for (int i = 1; i < lines.size(); i++) {
            List<String> cells = tabs ? tabbed(lines.get(i), starts.size()) : cells(lines.get(i), starts);
            boolean empty = cells.isEmpty() || cells.get(0).isEmpty() || cells.get(0).indexOf(' ') >= 0 && !headings.get(0).contains(" ");
            if (empty) {
                misfits++;
                continue;
            }
            Map<String, String> row = new LinkedHashMap<>();
            for (int c = 0; c < headings.size(); c++) {
                String cell = cells.get(c);
                row.put(headings.get(c), cell.equals("<none>") || cell.equals("<unset>") ? "" : cell);
            }
            rows.add(new Row(row, first + i));
        }
        return new Table(List.copyOf(headings), rows, misfits);
    }

    /** Cells by column; where a long cell pushed the others to the right, by the gaps between them. Empty if neither fits. */
    private static List<String> cells(String line, List<Integer> starts) {
        boolean fits = true;
        for (int c = 1; c < starts.size() && starts.get(c) < line.length(); c++) {
            fits &= line.charAt(starts.get(c) - 1) == ' ';
        }
        if (!fits) {
            String[] gaps = line.strip().split(" {2,}");
            return gaps.length == starts.size() ? List.of(gaps) : List.of();
        }
        List<String> cells = new ArrayList<>();
        for (int c = 0; c < starts.size(); c++) {
            int from = Math.min(line.length(), starts.get(c));
            int to = c + 1 < starts.size() ? Math.min(line.length(), starts.get(c + 1)) : line.length();
            cells.add(line.substring(from, to).strip());
        }
        // a name alone is a row that the terminal wrapped
        return cells.subList(1, cells.size()).stream().allMatch(String::isEmpty) ? List.of() : cells;
    }

    /** Between two tabs a cell may be empty; several tabs may also only fill up a column. */
    private static List<String> tabbed(String line, int columns) {
        for (Pattern between : List.of(TAB, GAP)) {
            String[] cells = between.split(line.stripTrailing());
            if (cells.length == columns) {
                return List.of(cells);
            }
        }
        return List.of();
    }

    boolean has(String heading) {
        return headings.contains(heading);
    }
}
