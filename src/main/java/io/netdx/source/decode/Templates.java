package io.netdx.source.decode;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Manifests that somebody else's values have yet to fill in, as those of Helm charts: YAML only by accident, and even where it is some, a name
 * such as <code>web-{{ .Release.Name }}</code> is none. Texts with braces that are nothing of the kind, as in alerts and in arguments, are no templates.
 */
final class Templates {

    static final String TOLD = "a template, which helm template or its like has to fill in first; left out";

    private static final String OPEN = "{{";
    /** What only charts ask for. */
    private static final Pattern CHART = Pattern.compile("\\{\\{-?\\s*(?:\\(*\\s*)(?:\\.(?:Values|Release|Chart|Capabilities)\\b|(?:include|tpl|toYaml)\\s)");

    private Templates() {
    }

    /** Whether an object says who it is, or what it is, by a template; annotations and data may hold any text. */
    static boolean in(Tree object) {
        Tree metadata = object.at("metadata");
        return object.text("kind").contains(OPEN) || metadata.text("name").contains(OPEN) || metadata.text("namespace").contains(OPEN)
                || metadata.map("labels").toString().contains(OPEN) || chart(object.at("spec"));
    }

    private static boolean chart(Tree value) {
        for (Map.Entry<String, Tree> field : value.fields().entrySet()) {
            if (field.getKey().contains(OPEN) && CHART.matcher(field.getKey()).find() || !field.getKey().equals("annotations") && chart(field.getValue())) {
                return true;
            }
        }
        return value.type() == Tree.Type.SCALAR && value.text().contains(OPEN) && CHART.matcher(value.text()).find() || value.items().stream().anyMatch(Templates::chart);
    }

    /** Notes whether braces of templates went by. */
    static final class Marks extends FilterInputStream {

        private int last;
        private boolean seen;

        Marks(InputStream in) {
            super(in);
        }

        boolean seen() {
            return seen;
        }

        @Override
        public int read() throws IOException {
            int b = in.read();
            note(b);
            return b;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int n = in.read(buffer, offset, length);
            for (int i = offset; i < offset + n && !seen; i++) {
                note(buffer[i]);
            }
            return n;
        }

        private void note(int b) {
            seen |= b == '{' && last == '{';
            last = b;
        }

        @Override
        public boolean markSupported() {
            return false;
        }
    }
}
