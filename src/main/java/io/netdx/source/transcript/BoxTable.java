package io.netdx.source.transcript;

import java.util.ArrayList;
import java.util.List;

/** A table between lines of pluses and minuses, as calicoctl draws it; a cell that goes on in the next line is joined. */
final class BoxTable {

    private BoxTable() {
    }

    /** Rows of cells, headings first; none where there is no such table. */
    static List<List<String>> rows(List<String> lines) {
        List<List<String>> rows = new ArrayList<>();
        for (String line : lines) {
            String text = line.strip();
            if (!text.startsWith("|") || !text.endsWith("|") || text.length() < 3) {
                continue;
            }
            List<String> cells = new ArrayList<>();
            for (String cell : text.substring(1, text.length() - 1).split("\\|", -1)) {
                cells.add(cell.strip());
            }
            boolean goesOn = !rows.isEmpty() && cells.size() == rows.get(rows.size() - 1).size() && cells.get(0).isEmpty();
            if (goesOn) {
                List<String> row = rows.get(rows.size() - 1);
                for (int i = 0; i < cells.size(); i++) {
                    row.set(i, (row.get(i) + " " + cells.get(i)).strip());
                }
            } else {
                rows.add(cells);
            }
        }
        return rows;
    }
}
