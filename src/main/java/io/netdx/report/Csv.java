package io.netdx.report;

import io.netdx.fact.Plain;
import java.io.IOException;
import java.util.List;

/** Lines of comma-separated values (RFC 4180, but with line feeds alone, which every reader takes and {@code cut} and {@code awk} need). */
public final class Csv {

    /** What spreadsheets take for the beginning of a formula; the last four are what some of them fold to it. */
    private static final String FORMULA = "=+-@\uff1d\uff0b\uff0d\uff20";

    private Csv() {
    }

    public static void line(List<String> cells, Appendable out) throws IOException {
        for (int i = 0; i < cells.size(); i++) {
            out.append(i == 0 ? "" : ",").append(cell(cells.get(i)));
        }
        out.append('\n');
    }

    /** One cell, on one line. Spreadsheets run what begins like a formula, behind blanks too: it is marked as text. */
    public static String cell(String text) {
        String plain = Plain.line(text);
        String bare = plain.stripLeading();
        String safe = !bare.isEmpty() && FORMULA.indexOf(bare.charAt(0)) >= 0 ? "'" + plain : plain;
        boolean quoted = safe.indexOf(',') >= 0 || safe.indexOf('"') >= 0 || safe.startsWith(" ") || safe.endsWith(" ");
        return quoted ? '"' + safe.replace("\"", "\"\"") + '"' : safe;
    }
}
