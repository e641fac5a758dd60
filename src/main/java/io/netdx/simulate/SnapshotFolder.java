package io.netdx.simulate;

import io.netdx.simulate.behave.JsonList;
import io.netdx.simulate.behave.Shown;
import io.netdx.source.Kinds;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes a case as a folder: {@code resources/*.json}, {@code logs/namespace/pod/container.log}, {@code nodes/node/*}, {@code truth.yaml}. */
public final class SnapshotFolder {

    private SnapshotFolder() {
    }

    /** @throws IOException where the folder cannot be written */
    public static void write(Simulation simulation, Path folder) throws IOException {
        write(simulation.shown(), folder);
        Files.writeString(file(folder, "truth.yaml"), truth(simulation), StandardCharsets.UTF_8);
    }

    /** What a cluster shows, without a word of what is wrong. */
    public static void write(Shown shown, Path folder) throws IOException {
        for (var list : shown.lists().entrySet()) {
            try (InputStream json = JsonList.of(list.getValue().get()); OutputStream out = Files.newOutputStream(file(folder, "resources/" + Kinds.plural(list.getKey().toLowerCase(Locale.ROOT))
                    + ".json"))) {
                json.transferTo(out);
            }
        }
        for (Map.Entry<String, String> log : shown.logs().entrySet()) {
            Files.writeString(file(folder, "logs/" + log.getKey() + ".log"), log.getValue());
        }
        for (Map.Entry<String, String> host : shown.hosts().entrySet()) {
            Files.writeString(file(folder, "nodes/" + host.getKey()), host.getValue());
        }
        Files.writeString(file(folder, "version.json"), "{\"serverVersion\": {\"gitVersion\": \"" + shown.version() + "\"}}\n");
    }

    private static Path file(Path folder, String name) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return file;
    }

    /** What nobody notices stands apart: a diagnosis may name it as a risk, and must not raise an alarm. */
    private static String truth(Simulation simulation) {
        return "case: " + simulation.name() + "\nroot:" + roots(simulation, false) + "latent:" + roots(simulation, true) + "affected: ["
                + String.join(", ", simulation.affected()) + "]\ncluster: {cni: "
                + simulation.profile().cni().name().toLowerCase(Locale.ROOT) + ", proxy: " + simulation.profile().proxy() + ", nodes: " + simulation.profile().nodes()
                + ", mesh: " + simulation.profile().mesh() + "}\n";
    }

    private static String roots(Simulation simulation, boolean latent) {
        String roots = simulation.truths().stream().filter(t -> t.latent() == latent).map(t -> "- cause: [" + String.join(", ", t.causes()) + "]\n  subject: {kind: "
                + t.subject().kind() + ", namespace: '" + t.subject().namespace() + "', name: " + t.subject().name() + "}\n  complaint: '" + t.complaint().replace("'", "''")
                + "'\n").collect(Collectors.joining());
        return roots.isEmpty() ? " []\n" : "\n" + roots;
    }
}
