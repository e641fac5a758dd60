package io.netdx.train;

import io.netdx.simulate.inject.Truth;
import io.netdx.source.Kinds;
import io.netdx.source.Limits;
import io.netdx.source.RawSnapshot;
import io.netdx.source.SourceException;
import io.netdx.source.decode.RawObject;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * A real cluster as it was collected. It can be looked at, and nothing in it can be changed or tried. Of each list and log, what an expert
 * may judge who saw it alone can be written as a snapshot. For one thread at a time.
 */
public final class Frozen implements Site {

    /** Bytes of all objects and logs, which stay in memory. */
    private static final long MOST = 96L << 20;
    private static final int LONGEST_LOG = 1 << 18;
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]*");

    /** Labels that tell a pod from others of its workload. */
    private static final Set<String> OF_ONE_POD = Set.of("statefulset.kubernetes.io/pod-name", "apps.kubernetes.io/pod-index", "batch.kubernetes.io/job-completion-index");

    private record Kept(String namespace, byte[] json) {
    }

    private final Imported imported;
    private final SortedMap<String, List<Kept>> objects = new TreeMap<>();
    private final SortedMap<String, String> logs = new TreeMap<>();
    private final SortedMap<String, String> hosts = new TreeMap<>();
    /** By pod. */
    private final Map<String, String> workloads = new HashMap<>();
    private String version = "";
    private long held;
    private Instant now = Scenario.NOW;

    private Frozen(Imported imported) {
        this.imported = imported;
    }

    /**
     * Reads the snapshot.
     *
     * @throws SourceException where nothing can be read, or too much
     */
    static Frozen read(Imported imported) throws IOException {
        Frozen frozen = new Frozen(imported);
        RawSnapshot.read(List.of(imported.archive().toString()), InputStream.nullInputStream(), Limits.DEFAULT, frozen.new Reading());
        return frozen;
    }

    private final class Reading implements RawSnapshot.Receiver {

        @Override
        public void object(RawObject object) {
            if (NAME.matcher(object.kind()).matches()) {
                byte[] json = json(object);
                hold(json.length);
                if (object.kind().equals("Pod")) {
                    Map<String, String> shared = new TreeMap<>(object.labels());
                    shared.keySet().removeAll(OF_ONE_POD);
                    workloads.put(object.namespace() + "/" + object.name(), shared.isEmpty() ? "Pod/" + object.namespace() + "/" + object.name() : object.namespace() + shared);
                }
                objects.computeIfAbsent(object.kind(), k -> new ArrayList<>()).add(new Kept(object.namespace(), json));
            }
        }

        @Override
        public void version(String gitVersion) {
            version = gitVersion.compareTo(version) > 0 ? gitVersion : version;
        }

        @Override
        public void log(String namespace, String pod, String container, boolean previous, String path, InputStream lines) throws IOException {
            String name = container.equals("*") ? "all" : container;
            if (!previous && List.of(namespace, pod, name).stream().allMatch(n -> NAME.matcher(n).matches())) {
                String text = new String(lines.readNBytes(LONGEST_LOG), StandardCharsets.UTF_8);
                hold(text.length());
                logs.put(namespace + "/" + pod + "/" + name, text);
            }
        }

        @Override
        public void transcript() {
            // what others saw stays with them
        }

        @Override
        public void figures(String node, String file, InputStream bytes) throws IOException {
            if (NAME.matcher(node).matches()) {
                String text = new String(bytes.readNBytes(LONGEST_LOG), StandardCharsets.UTF_8);
                hold(text.length());
                hosts.put(node + "/" + file, text);
            }
        }
    }

    private void hold(int bytes) {
        held += bytes;
        if (held > MOST) {
            throw new SourceException("the snapshot is too large to be trained on (more than " + (MOST >> 20) + " MiB); take one of the namespaces concerned");
        }
    }

    private static byte[] json(RawObject object) {
        ByteArrayOutputStream json = new ByteArrayOutputStream(object.fields().length + 80);
        String group = object.apiVersion().matches("[A-Za-z0-9./-]+") ? "\"apiVersion\":\"" + object.apiVersion() + "\"," : "";
        json.writeBytes(("{" + group + "\"kind\":\"" + object.kind() + "\",").getBytes(StandardCharsets.UTF_8));
        json.write(object.fields(), 1, object.fields().length - 1);
        return json.toByteArray();
    }

    @Override
    public List<Truth> truths() {
        return imported.truths();
    }

    /** Of the trainee's clock, which goes on though nothing happens. */
    @Override
    public Instant now() {
        return now;
    }

    @Override
    public void advance(Duration by) {
        now = now.plus(by);
    }

    /** The file as it was collected: it may hold more than lists and logs. */
    @Override
    public Evidence whole() {
        return folder -> Files.copy(imported.archive(), folder.resolve("snapshot"));
    }

    @Override
    public Evidence part(Seen seen) {
        return folder -> {
            for (Map.Entry<String, List<Kept>> list : objects.entrySet()) {
                if (seen.any(list.getKey())) {
                    write(folder.resolve("resources"), list.getKey(), list.getValue(), kept -> kept.namespace().isEmpty() || seen.has(list.getKey(), kept.namespace()));
                }
            }
            for (Map.Entry<String, String> log : logs.entrySet()) {
                if (seen.hasLog(log.getKey())) {
                    Path file = folder.resolve("logs").resolve(log.getKey() + ".log");
                    Files.createDirectories(file.getParent());
                    Files.writeString(file, log.getValue());
                }
            }
            if (version.matches("[A-Za-z0-9.+-]+")) {
                Files.writeString(folder.resolve("version.json"), "{\"serverVersion\": {\"gitVersion\": \"" + version + "\"}}\n");
            }
        };
    }

    private static void write(Path folder, String kind, List<Kept> all, Predicate<Kept> wanted) throws IOException {
        Files.createDirectories(folder);
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(folder.resolve(Kinds.plural(kind.toLowerCase(Locale.ROOT)) + ".json")))) {
            String separator = "{\"apiVersion\":\"v1\",\"kind\":\"List\",\"items\":[\n";
            for (Kept kept : all.stream().filter(wanted).toList()) {
                out.write(separator.getBytes(StandardCharsets.UTF_8));
                out.write(kept.json());
                separator = ",\n";
            }
            out.write((separator.startsWith(",") ? "\n]}\n" : separator + "]}\n").getBytes(StandardCharsets.UTF_8));
        }
    }

    @Override
    public SortedMap<String, String> logs() {
        return Collections.unmodifiableSortedMap(logs);
    }

    @Override
    public String workload(String namespace, String pod) {
        return workloads.getOrDefault(namespace + "/" + pod, "Pod/" + namespace + "/" + pod);
    }

    @Override
    public boolean holds(String kind) {
        return objects.containsKey(kind);
    }

    @Override
    public Map<String, String> machine(String node) {
        Map<String, String> files = new TreeMap<>();
        hosts.subMap(node + "/", node + "/" + Character.MAX_VALUE).forEach((file, text) -> files.put(file.substring(node.length() + 1), text));
        return files;
    }

    /** How many objects it has. */
    public int count() {
        return objects.values().stream().mapToInt(List::size).sum();
    }
}
