package io.netdx.report;

import java.io.IOException;
import java.util.Iterator;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Writes a tree as block-style YAML, laid out as {@code kubectl -o yaml} does. */
public final class Yaml {

    /** Read as something else than text by YAML 1.1 or 1.2. */
    private static final Set<String> WORDS = Set.of("null", "true", "false", "yes", "no", "on", "off", "y", "n");

    private final Appendable out;

    private Yaml(Appendable out) {
        this.out = out;
    }

    /**
     * Writes the document, ending in a line feed.
     *
     * @throws IOException if {@code out} throws it
     */
    public static void write(Tree tree, Appendable out) throws IOException {
        new Yaml(out).block(tree, 0, true);
    }

    /** Writes a node that starts at the cursor: at {@code depth} if {@code onOwnLine}, else behind {@code key:}. */
    private void block(Tree tree, int depth, boolean onOwnLine) throws IOException {
        if (tree instanceof Tree.Obj object && !object.fields().isEmpty()) {
            fields(object, depth, onOwnLine);
        } else if (tree instanceof Tree.Seq list && !list.items().isEmpty()) {
            items(list.items().iterator(), depth, onOwnLine);
        } else if (tree instanceof Tree.Stream<?> stream && !stream.from().isEmpty()) {
            items(Json.items(stream), depth, onOwnLine);
        } else {
            out.append(onOwnLine ? "" : " ");
            scalar(tree);
            out.append('\n');
        }
    }

    private void fields(Tree.Obj object, int depth, boolean onOwnLine) throws IOException {
        boolean atCursor = onOwnLine;
        if (!onOwnLine) {
            out.append('\n');
        }
        for (Map.Entry<String, Tree> field : object.fields().entrySet()) {
            indent(atCursor ? 0 : depth);
            atCursor = false;
            text(field.getKey());
            out.append(':');
            // kubectl does not indent the items of a field's list.
            block(field.getValue(), list(field.getValue()) ? depth : depth + 2, false);
        }
    }

    private static boolean list(Tree tree) {
        return tree instanceof Tree.Seq || tree instanceof Tree.Stream<?>;
    }

    private void items(Iterator<Tree> items, int depth, boolean onOwnLine) throws IOException {
        boolean atCursor = onOwnLine;
        if (!onOwnLine) {
            out.append('\n');
        }
        while (items.hasNext()) {
            indent(atCursor ? 0 : depth);
            atCursor = false;
            out.append("- ");
            block(items.next(), depth + 2, true);
        }
    }

    private void indent(int columns) throws IOException {
        for (int i = 0; i < columns; i++) {
            out.append(' ');
        }
    }

    private void scalar(Tree tree) throws IOException {
        if (tree instanceof Tree.Text text) {
            text(text.value());
        } else if (tree instanceof Tree.Num number) {
            out.append(number.value().toPlainString());
        } else if (tree instanceof Tree.Bool flag) {
            out.append(flag.value() ? "true" : "false");
        } else if (tree instanceof Tree.Obj) {
            out.append("{}");
        } else {
            out.append(list(tree) ? "[]" : "null");
        }
    }

    private void text(String value) throws IOException {
        if (bare(value)) {
            out.append(value);
        } else {
            Json.quote(value, out);
        }
    }

    /** True for text that no reader takes for anything else: starts with a letter or a slash, holds no syntax. */
    private static boolean bare(String value) {
        if (value.isEmpty() || !letter(value.charAt(0)) && value.charAt(0) != '/') {
            return false;
        }
        int last = value.length() - 1;
        for (int i = 0; i <= last; i++) {
            char c = value.charAt(i);
            boolean endOrSpace = i == last || value.charAt(i + 1) == ' ';
            if (c < ' ' || c > '~' || c == '#' || c == ':' && endOrSpace || c == ' ' && i == last) {
                return false;
            }
        }
        return !(value.length() <= 5 && WORDS.contains(value.toLowerCase(Locale.ROOT)));
    }

    private static boolean letter(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
    }
}
