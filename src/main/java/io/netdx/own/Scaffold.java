package io.netdx.own;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes a cause that works, to be changed into the one that is wanted: rules, words and cases. */
public final class Scaffold {

    private static final List<String> CASES = List.of("positive.yaml", "near-miss.yaml", "unknown.yaml", "fp-nobody-calls.yaml");
    private static final Path HEALTHY = Path.of("cases", "healthy", "quiet.yaml");

    private Scaffold() {
    }

    /**
     * Writes the files of a cause, and a healthy cluster for its cases unless there is one.
     *
     * @param folder of rules; made where it is not there
     * @param id     {@code family/slug}
     * @return what was written, in order
     * @throws FileAlreadyExistsException if one of the cause's files is there; nothing is written then
     */
    public static List<Path> write(Path folder, String id) throws IOException {
        Map<Path, String> texts = new LinkedHashMap<>();
        // the build takes files that end in .drl away
        texts.put(folder.resolve(id + ".drl"), text("rule.drl.txt", id));
        texts.put(folder.resolve(id + ".yaml"), text("rule.yaml", id));
        for (String name : CASES) {
            texts.put(folder.resolve("cases").resolve(id).resolve(name), text(name, id));
        }
        for (Path file : texts.keySet()) {
            if (Files.exists(file)) {
                throw new FileAlreadyExistsException(file.toString());
            }
        }
        if (!Files.exists(folder.resolve(HEALTHY))) {
            texts.put(folder.resolve(HEALTHY), text("quiet.yaml", id));
        }
        for (Map.Entry<Path, String> file : texts.entrySet()) {
            Files.createDirectories(file.getKey().getParent());
            Files.writeString(file.getKey(), file.getValue());
        }
        return new ArrayList<>(texts.keySet());
    }

    private static String text(String name, String id) throws IOException {
        try (InputStream in = Scaffold.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the build left out " + name);
            }
            String slug = id.substring(id.indexOf('/') + 1);
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("${id}", id).replace("${slug}", slug)
                    .replace("${family}", id.substring(0, id.indexOf('/')));
        }
    }
}
