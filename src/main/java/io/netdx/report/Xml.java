package io.netdx.report;

import io.netdx.fact.Plain;

/** Text within XML and HTML. */
public final class Xml {

    private Xml() {
    }

    /** One line, safe between tags and in quoted attributes. */
    public static String line(String text) {
        return escaped(Plain.line(text));
    }

    /** As {@link #line}, but line feeds stay. */
    public static String block(String text) {
        return escaped(Plain.block(text));
    }

    private static String escaped(String clean) {
        StringBuilder out = new StringBuilder(clean.length() + 16);
        for (int i = 0; i < clean.length(); i++) {
            char c = clean.charAt(i);
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                // no characters in XML
                case '\ufffe', '\uffff' -> out.append('?');
                default -> out.append(c);
            }
        }
        return out.toString();
    }
}
