package io.netdx.source.host;

import io.netdx.fact.HostFact;
import java.util.List;
import java.util.Locale;

/** {@code kubelet: active (running)}, and the table of {@code systemctl list-units}. */
final class ServicesDecoder implements LineDecoder {

    private final HostFile file;

    ServicesDecoder(HostFile file) {
        this.file = file;
    }

    @Override
    public boolean line(String line, int number) {
        int colon = line.indexOf(": ");
        if (colon > 0 && line.indexOf(' ') > colon) {
            List<String> state = Words.of(line.substring(colon + 2));
            return service(line.substring(0, colon).strip(), Words.at(state, 0), number);
        }
        // "● kubelet.service loaded active running kubelet: …": load state, active state, sub state.
        List<String> words = Words.of(line);
        int unit = words.isEmpty() || words.get(0).endsWith(".service") ? 0 : 1;
        if (Words.at(words, unit).endsWith(".service") && words.size() > unit + 2) {
            return service(words.get(unit), words.get(unit + 2), number);
        }
        return words.size() == 2 && isState(words.get(1)) && service(words.get(0), words.get(1), number);
    }

    private boolean service(String unit, String state, int line) {
        String name = unit.endsWith(".service") ? unit.substring(0, unit.length() - ".service".length()) : unit;
        String normal = normal(state.toLowerCase(Locale.ROOT));
        if (name.isEmpty() || normal.isEmpty()) {
            return false;
        }
        file.fact(new HostFact.HostService(file.node(), Words.cut(name), normal, file.at(line)));
        return true;
    }

    private static String normal(String state) {
        return switch (state) {
            case "running", "up" -> "active";
            case "dead", "stopped", "exited", "down" -> "inactive";
            default -> isState(state) ? state : "";
        };
    }

    private static boolean isState(String word) {
        return switch (word) {
            case "active", "inactive", "failed", "activating", "deactivating", "reloading", "unknown", "running", "dead",
                    "stopped" -> true;
            default -> false;
        };
    }
}
