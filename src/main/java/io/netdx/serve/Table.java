package io.netdx.serve;

import io.netdx.source.decode.Tree;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The columns that {@code kubectl get} shows of a kind, as the API server computes them. */
final class Table {

    private final List<Column> columns;
    private final Cells cells;

    /**
     * A column.
     *
     * @param wide shown with {@code -o wide} only
     */
    record Column(String name, String type, String format, boolean wide) {
    }

    /** Computes a row. */
    interface Cells {
        List<Object> of(Tree object, Instant now);
    }

    private Table(List<Column> columns, Cells cells) {
        this.columns = columns;
        this.cells = cells;
    }

    /** @param names separated by blanks; a dash stands for a blank, what follows {@code |} is shown with {@code -o wide} only */
    static Table of(String names, Cells cells) {
        List<Column> columns = new ArrayList<>();
        boolean wide = false;
        for (String name : names.split(" ")) {
            if (name.equals("|")) {
                wide = true;
            } else {
                columns.add(new Column(name.replace('_', ' '), "string", name.equals("Name") ? "name" : "", wide));
            }
        }
        return new Table(columns, cells);
    }

    static Table of(List<Column> columns, Cells cells) {
        return new Table(columns, cells);
    }

    List<Object> cells(Tree object, Instant now) {
        return cells.of(object, now);
    }

    List<Object> definitions() {
        List<Object> all = new ArrayList<>();
        for (Column c : columns) {
            all.add(Json.object("name", c.name(), "type", c.type(), "format", c.format(), "description", "", "priority", c.wide() ? 1 : 0));
        }
        return all;
    }
}
