package io.netdx.fuzz;

import io.netdx.report.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * Writes what fuzzing begins with into {@code target/fuzz/TARGET/seeds}: documents, logs, host files and scrapes of the cases, and the texts that tests of
 * decoders quote.
 */
final class Seeds {

    private static final Pattern QUOTED = Pattern.compile("\"\"\"\\n(.*?)\"\"\"", Pattern.DOTALL);
    private static final int LONGEST = 6000;

    private final Path folder;
    private int written;

    private Seeds(Path folder) {
        this.folder = folder;
    }

    /** @param args the target */
    public static void main(String[] args) throws IOException {
        new Seeds(Files.createDirectories(Path.of("target/fuzz", args[0], "seeds"))).write(args[0]);
    }

    private void write(String target) throws IOException {
        switch (target) {
            case "Documents" -> {
                for (Map<?, ?> object : documents("facts/healthy/quiet.yaml", "facts/healthy/istio.yaml", "facts/healthy/calico.yaml")) {
                    add(Documents.JSON, json(object));
                    add(Documents.ANY, json(object));
                }
                for (Path file : sampled()) {
                    add(Documents.YAML, Files.readString(file));
                    add(Documents.ANY, Files.readString(file));
                }
                quoted("source/decode", Documents.JSON, Documents.YAML, Documents.ANY);
                quoted("source", Documents.ANY);
            }
            case "Transcripts" -> {
                quoted("source/transcript", Transcripts.TERMINAL, Transcripts.MAP);
                quoted("cli", Transcripts.TERMINAL);
            }
            case "Logs" -> {
                for (Map<?, ?> log : own("Log")) {
                    text(String.valueOf(log.get("text")));
                }
                for (String quoted : quoted("source/signature")) {
                    text(quoted);
                }
            }
            case "Metrics" -> {
                for (Map<?, ?> scrape : own("Metrics")) {
                    text(String.valueOf(scrape.get("text")));
                }
                for (String quoted : quoted("source/metric")) {
                    text(quoted);
                }
            }
            case "HostFiles" -> {
                for (Map<?, ?> file : own("HostFile")) {
                    for (int i = 0; i < HostFiles.NAMES.size(); i++) {
                        String name = HostFiles.NAMES.get(i);
                        if (String.valueOf(file.get("file")).startsWith(name.substring(0, name.lastIndexOf('.')))) {
                            add(i, String.valueOf(file.get("text")));
                        }
                    }
                }
                for (int i = 0; i < HostFiles.NAMES.size(); i++) {
                    quoted("source/host", i);
                }
            }
            case "Archives" -> {
                String list = "{\"kind\": \"PodList\", \"apiVersion\": \"v1\", \"items\": [{\"metadata\": {\"name\": \"a\", \"namespace\": \"b\"}}]}";
                for (int way = 0; way < 8; way++) {
                    add(way, "pods.json\0" + list + "\0cluster-resources/pods/shop.json\0" + list + "\0../x.json\0" + list);
                    add(way, "Da/\0\0La/l\0../pods.json\0Hhard\0pods.json\0Ppipe\0\0pods.json\0" + list);
                    add(way, "sos/host/ip_route\0default via 10.0.0.1 dev eth0\n\0logs/shop/cart-0/web.log\0error\n");
                }
                add(Archives.RAW, list);
            }
            case "Pages" -> {
                for (Path file : sampled()) {
                    StringBuilder list = new StringBuilder("{\"kind\": \"List\", \"metadata\": {\"continue\": \"x\"}, \"items\": [");
                    String before = "";
                    for (Map<?, ?> object : documents(file.toString())) {
                        list.append(before).append(json(object));
                        before = ", ";
                    }
                    add(written, list.append("]}").toString());
                }
            }
            case "Pipeline" -> {
                for (int i = 0; i < Edits.count(); i += 3) {
                    byte[] edits = new byte[2 + 3 * (1 + i % 20)];
                    new Random(i).nextBytes(edits);
                    edits[0] = (byte) (i >> 8);
                    edits[1] = (byte) i;
                    Files.write(folder.resolve("case" + i), edits);
                }
            }
            default -> throw new IllegalArgumentException("no target " + target);
        }
    }

    private void text(String text) throws IOException {
        Files.writeString(folder.resolve("seed" + written++), text.substring(0, Math.min(LONGEST, text.length())));
    }

    private void add(int way, String text) throws IOException {
        byte[] bytes = text.substring(0, Math.min(LONGEST, text.length())).getBytes(StandardCharsets.UTF_8);
        Files.write(folder.resolve("seed" + written++), Choice.input(way, bytes));
    }

    private void quoted(String of, int... ways) throws IOException {
        for (String text : quoted(of)) {
            for (int way : ways) {
                add(way, text);
            }
        }
    }

    /** The texts that the tests of a package quote. */
    private static List<String> quoted(String of) throws IOException {
        List<String> texts = new ArrayList<>();
        try (Stream<Path> files = Files.list(Path.of("src/test/java/io/netdx", of))) {
            for (Path file : files.filter(f -> f.toString().endsWith(".java")).sorted().toList()) {
                Matcher quoted = QUOTED.matcher(Files.readString(file));
                while (quoted.find()) {
                    texts.add(quoted.group(1).replace("\\u", "\\\\u").stripIndent().translateEscapes());
                }
            }
        }
        return texts;
    }

    /** One small case of each cause. */
    private static List<Path> sampled() throws IOException {
        List<Path> sampled = new ArrayList<>();
        try (Stream<Path> files = Files.walk(Path.of("facts/cases"))) {
            for (Path file : files.filter(f -> f.toString().endsWith(".yaml")).sorted().toList()) {
                boolean known = !sampled.isEmpty() && sampled.get(sampled.size() - 1).getParent().equals(file.getParent());
                if (!known && Files.size(file) < LONGEST) {
                    sampled.add(file);
                }
            }
        }
        return sampled;
    }

    private static List<Map<?, ?>> own(String kind) throws IOException {
        List<Map<?, ?>> own = new ArrayList<>();
        try (Stream<Path> files = Files.walk(Path.of("facts/cases"))) {
            for (Path file : files.filter(f -> f.getFileName().toString().startsWith("positive") && f.toString().endsWith(".yaml")).sorted().toList()) {
                documents(file.toString()).stream().filter(d -> kind.equals(d.get("kind"))).forEach(own::add);
            }
        }
        return own;
    }

    private static List<Map<?, ?>> documents(String... files) throws IOException {
        List<Map<?, ?>> documents = new ArrayList<>();
        for (String file : files) {
            for (Object document : new Load(LoadSettings.builder().build()).loadAllFromString(Files.readString(Path.of(file)))) {
                if (document instanceof Map<?, ?> map) {
                    documents.add(map);
                }
            }
        }
        return documents;
    }

    private static String json(Object value) throws IOException {
        StringBuilder out = new StringBuilder();
        json(value, out);
        return out.toString();
    }

    private static void json(Object value, StringBuilder out) throws IOException {
        if (value instanceof Map<?, ?> map) {
            String before = "{";
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                out.append(before);
                Json.quote(String.valueOf(entry.getKey()), out);
                out.append(": ");
                json(entry.getValue(), out);
                before = ", ";
            }
            out.append(map.isEmpty() ? "{}" : "}");
        } else if (value instanceof List<?> list) {
            String before = "[";
            for (Object item : list) {
                out.append(before);
                json(item, out);
                before = ", ";
            }
            out.append(list.isEmpty() ? "[]" : "]");
        } else if (value instanceof String text) {
            Json.quote(text, out);
        } else {
            out.append(value);
        }
    }
}
