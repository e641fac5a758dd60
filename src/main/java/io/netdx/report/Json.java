package io.netdx.report;

import java.io.IOException;
import java.util.Iterator;
import java.util.Map;

/** Writes a tree as indented JSON. By hand: a library's start-up would be most of a small report's time. */
public final class Json {

    private static final char[] HEX = "0123456789abcdef".toCharArray();

    private final Appendable out;

    private Json(Appendable out) {
        this.out = out;
    }

    /**
     * Writes the document and a line feed.
     *
     * @throws IOException if {@code out} throws it
     */
    public static void write(Tree tree, Appendable out) throws IOException {
        new Json(out).value(tree, 0);
        out.append('\n');
    }

    private void value(Tree tree, int depth) throws IOException {
        if (tree instanceof Tree.Obj object) {
            fields(object, depth);
        } else if (tree instanceof Tree.Seq list) {
            items(list.items().iterator(), depth);
        } else if (tree instanceof Tree.Stream<?> stream) {
            items(items(stream), depth);
        } else if (tree instanceof Tree.Text text) {
            quote(text.value(), out);
        } else if (tree instanceof Tree.Num number) {
            out.append(number.value().toPlainString());
        } else if (tree instanceof Tree.Bool flag) {
            out.append(flag.value() ? "true" : "false");
        } else {
            out.append("null");
        }
    }

    private void fields(Tree.Obj object, int depth) throws IOException {
        Iterator<Map.Entry<String, Tree>> fields = object.fields().entrySet().iterator();
        if (!fields.hasNext()) {
            out.append("{}");
            return;
        }
        out.append('{');
        while (fields.hasNext()) {
            Map.Entry<String, Tree> field = fields.next();
            newLine(depth + 1);
            quote(field.getKey(), out);
            out.append(": ");
            value(field.getValue(), depth + 1);
            out.append(fields.hasNext() ? "," : "");
        }
        newLine(depth);
        out.append('}');
    }

    static <T> Iterator<Tree> items(Tree.Stream<T> stream) {
        return stream.from().stream().<Tree>map(stream.each()).iterator();
    }

    private void items(Iterator<Tree> items, int depth) throws IOException {
        if (!items.hasNext()) {
            out.append("[]");
            return;
        }
        out.append('[');
        while (items.hasNext()) {
            newLine(depth + 1);
            value(items.next(), depth + 1);
            out.append(items.hasNext() ? "," : "");
        }
        newLine(depth);
        out.append(']');
    }

    private void newLine(int depth) throws IOException {
        out.append('\n');
        for (int i = 0; i < depth; i++) {
            out.append("  ");
        }
    }

    /** A double-quoted string that is right in JSON and in YAML. */
    public static void quote(String text, Appendable out) throws IOException {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c == '\n') {
                out.append("\\n");
            } else if (unprintable(c)) {
                out.append("\\u").append(HEX[c >> 12]).append(HEX[c >> 8 & 15]).append(HEX[c >> 4 & 15]).append(HEX[c & 15]);
            } else {
                out.append(c);
            }
        }
        out.append('"');
    }

    private static boolean unprintable(char c) {
        return c < ' ' || c >= 0x7f && c < 0xa0 || c == 0x2028 || c == 0x2029 || c >= 0xfffe;
    }
}
