package io.netdx.report.html;

import io.netdx.report.Xml;
import java.util.Locale;

/** Markup under construction. Names of elements and attributes are ours; every text and every value is escaped here. */
final class Html {

    private final StringBuilder out = new StringBuilder();

    @Override
    public String toString() {
        return out.toString();
    }

    /** Begins an element; {@code attributes} are names and values by turns. An empty value leaves the bare name. */
    Html open(String element, String... attributes) {
        out.append('<').append(element);
        for (int i = 0; i < attributes.length; i += 2) {
            out.append(' ').append(attributes[i]);
            if (!attributes[i + 1].isEmpty()) {
                out.append("=\"").append(Xml.line(attributes[i + 1])).append('"');
            }
        }
        out.append('>');
        return this;
    }

    Html close(String element) {
        out.append("</").append(element).append('>');
        return this;
    }

    /** One line of text. */
    Html text(String text) {
        out.append(Xml.line(text));
        return this;
    }

    /** Text whose line feeds matter. */
    Html block(String text) {
        out.append(Xml.block(text));
        return this;
    }

    /** A whole element that holds a text. */
    Html element(String element, String text, String... attributes) {
        return open(element, attributes).text(text).close(element);
    }

    /** A line end, where a person who reads the source wants one. */
    Html line() {
        out.append('\n');
        return this;
    }

    /** Our own markup, as it is. */
    Html add(Html part) {
        out.append(part.out);
        return this;
    }

    /** A length in pictures: at most one decimal, whatever the locale. */
    static String px(double value) {
        long tenths = Math.round(value * 10);
        return tenths % 10 == 0 ? String.valueOf(tenths / 10) : String.format(Locale.ROOT, "%.1f", tenths / 10.0);
    }
}
