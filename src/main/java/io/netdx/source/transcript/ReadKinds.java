package io.netdx.source.transcript;

import io.netdx.source.Kinds;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a command reads of the API: who has seen all of that knows its output. */
public final class ReadKinds {

    /**
     * One kind that is read.
     *
     * @param namespace empty for all
     */
    public record Read(String kind, String namespace) {
    }

    private ReadKinds() {
    }

    /** Empty where it does, or shows, anything else too. */
    public static List<Read> of(String text) {
        List<Read> read = new ArrayList<>();
        for (String part : text.split("\\s*(?:;|&&|\\|\\|)\\s*")) {
            Command command = Command.of(part, "");
            List<Read> of = command.pod().isPresent() || !command.host().isEmpty() || !command.kubectl() ? List.of() : kubectl(command);
            if (of.isEmpty()) {
                return List.of();
            }
            read.addAll(of);
        }
        return read;
    }

    private static List<Read> kubectl(Command command) {
        String namespace = command.allNamespaces() ? "" : command.namespace();
        if (command.verb().equals("logs")) {
            return List.of(new Read("Log", namespace));
        }
        if (!command.verb().equals("get") && !command.verb().equals("describe")) {
            return List.of();
        }
        List<Read> read = new ArrayList<>();
        for (String resource : command.resources()) {
            Optional<String> kind = Kinds.ofResource(resource);
            if (kind.isEmpty() || kind.get().equals("Secret")) {
                return List.of();
            }
            read.add(new Read(kind.get(), namespace));
        }
        return read;
    }
}
