package io.netdx.model.path;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Single settings out of configuration files that lie in ConfigMaps as text; enough for what kubeadm and its like write. */
public final class FlatYaml {

    private FlatYaml() {
    }

    /** The scalar behind {@code key:}, at any depth, without quotes; empty if there is none. */
    public static String value(String text, String key) {
        return text.lines().map(String::strip).filter(l -> l.startsWith(key + ":")).findFirst().map(l -> bare(l.substring(key.length() + 1))).orElse("");
    }

    /** A list behind {@code key:}, in either notation. */
    public static List<String> list(String text, String key) {
        List<String> found = new ArrayList<>();
        boolean inside = false;
        for (String raw : text.split("\n")) {
            String line = raw.strip();
            if (line.startsWith(key + ":")) {
                String rest = line.substring(key.length() + 1).strip();
                if (!rest.isEmpty()) {
                    return Arrays.stream(rest.replace("[", "").replace("]", "").split(",")).map(FlatYaml::bare).filter(s -> !s.isEmpty()).toList();
                }
                inside = true;
            } else if (inside && line.startsWith("- ")) {
                found.add(bare(line.substring(2)));
            } else if (inside && !line.isEmpty()) {
                break;
            }
        }
        return List.copyOf(found);
    }

    private static String bare(String text) {
        String value = text.strip();
        int comment = value.indexOf(" #");
        value = comment >= 0 ? value.substring(0, comment).strip() : value;
        boolean quoted = value.length() > 1 && (value.startsWith("\"") && value.endsWith("\"") || value.startsWith("'") && value.endsWith("'"));
        return quoted ? value.substring(1, value.length() - 1) : value;
    }
}
