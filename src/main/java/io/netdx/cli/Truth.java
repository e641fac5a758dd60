package io.netdx.cli;

import io.netdx.catalog.Cause;
import io.netdx.fact.ObjectRef;
import io.netdx.reason.Judgement;
import io.netdx.source.SourceException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * What is wrong in a labelled case: {@code truth.yaml} of netdx's own, or {@code metadata.json} with a label and an object.
 *
 * @param label  for the table by class; the first cause where the case has no label of its own
 * @param roots  for each root cause, ids and aliases of which any one is right; empty for a healthy case
 * @param object {@code Kind namespace/name}, or {@code app/name}, {@code node/name}, {@code namespace/name}
 */
record Truth(String label, List<Set<String>> roots, List<String> objects) {

    private static final int CASE_DEPTH = 4;
    private static final List<String> FILES = List.of("truth.yaml", "truth.json", "metadata.json");

    /**
     * Folders below, at most two levels deep, that hold a truth; and case files that say all that is wrong in them.
     *
     * @throws SourceException where there are none
     */
    static List<Path> cases(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new SourceException(folder + ": no such folder; name a folder of labelled cases");
        }
        try (Stream<Path> all = Files.walk(folder, CASE_DEPTH)) {
            List<Path> cases = all.filter(c -> folder.relativize(c).getNameCount() <= 2 && labelled(c) || caseFile(c)).sorted().toList();
            if (cases.isEmpty()) {
                throw new SourceException(folder + ": holds no case with a truth.yaml; name a folder of labelled cases");
            }
            return cases;
        } catch (IOException e) {
            throw new UncheckedIOException("listing " + folder, e);
        }
    }

    private static boolean labelled(Path folder) {
        return Files.isRegularFile(folder.resolve("truth.yaml")) || Files.isRegularFile(folder.resolve("metadata.json"));
    }

    private static boolean caseFile(Path file) {
        if (!file.toString().endsWith(".yaml") || !Files.isRegularFile(file)) {
            return false;
        }
        try (InputStream in = Files.newInputStream(file)) {
            String head = new String(in.readNBytes(200), StandardCharsets.UTF_8);
            return head.startsWith("apiVersion: netdx/v1") && head.contains("kind: Case")
                    && decides(expectation(file));
        } catch (IOException e) {
            throw new UncheckedIOException("reading " + file, e);
        }
    }

    /** A case that only denies one cause does not say what is wrong. */
    private static boolean decides(Map<?, ?> expect) {
        return expect.get("top") != null || expect.get("any") != null || expect.get("only") != null || "healthy".equals(expect.get("verdict"));
    }

    /** What the first document of a case file expects. */
    private static Map<?, ?> expectation(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            Map<?, ?> head = (Map<?, ?>) new Load(LoadSettings.builder().build()).loadAllFromInputStream(in).iterator().next();
            return head.get("expect") instanceof Map<?, ?> expect ? expect : Map.of();
        } catch (IOException e) {
            throw new UncheckedIOException("reading " + file, e);
        }
    }

    private static Truth ofCase(Path file) {
        Map<?, ?> expect = expectation(file);
        for (String key : List.of("top", "any", "only")) {
            if (expect.get(key) != null) {
                Object subject = expect.get("subject");
                return new Truth(expect.get(key).toString(), List.of(Set.of(expect.get(key).toString())),
                        subject == null ? List.of() : List.of(subject.toString()));
            }
        }
        return new Truth("healthy", List.of(), List.of());
    }

    /** What a diagnosis of the case may see: everything but the truth, and but {@code without}. */
    static List<String> inputs(Path one, List<String> without) {
        if (Files.isRegularFile(one)) {
            return List.of((one.endsWith("case.yaml") ? one.getParent() : one).toString());
        }
        if (Files.isRegularFile(one.resolve("truth.yaml"))) {
            return List.of(one.toString());
        }
        try (Stream<Path> all = Files.list(one)) {
            return all.filter(p -> !FILES.contains(p.getFileName().toString()) && !without.contains(p.getFileName().toString()))
                    .map(Path::toString).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException("listing " + one, e);
        }
    }

    /** @param causes ids by label, for cases with labels of their own */
    static Truth of(Path one, Map<?, ?> causes) {
        if (Files.isRegularFile(one)) {
            return ofCase(one);
        }
        if (!Files.isRegularFile(one.resolve("truth.yaml"))) {
            Map<?, ?> result = (Map<?, ?>) load(one.resolve("metadata.json")).get("result");
            String label = result.get("root_cause").toString();
            if (!(causes.get(label) instanceof List<?> ids)) {
                throw new SourceException(one + ": its label " + label + " has no causes; name a file of labels with --labels");
            }
            Set<String> any = new TreeSet<>();
            ids.forEach(id -> any.add(id.toString()));
            return new Truth(label, List.of(any), List.of(result.get("fault_object").toString()));
        }
        List<Set<String>> roots = new ArrayList<>();
        List<String> objects = new ArrayList<>();
        if (load(one.resolve("truth.yaml")).get("root") instanceof List<?> list) {
            for (Object root : list) {
                roots.add(causes(((Map<?, ?>) root).get("cause")));
                Map<?, ?> subject = (Map<?, ?>) ((Map<?, ?>) root).get("subject");
                Object namespace = subject.get("namespace");
                objects.add(subject.get("kind") + " " + (namespace == null || namespace.toString().isEmpty() ? "" : namespace + "/")
                        + subject.get("name"));
            }
        }
        return new Truth(roots.isEmpty() ? "healthy" : roots.get(0).iterator().next(), roots, objects);
    }

    /** What somebody complains of, in their words; of a case that has none, that a call fails. */
    static String complaint(Path one) {
        String none = "unreachable";
        if (Files.isRegularFile(one)) {
            return none;
        }
        Map<?, ?> truth = load(one.resolve(FILES.get(0)));
        if (truth.get("complaint") != null) {
            return truth.get("complaint").toString();
        }
        return truth.get("root") instanceof List<?> roots && !roots.isEmpty() && roots.get(0) instanceof Map<?, ?> root && root.get("complaint") != null
                ? root.get("complaint").toString() : none;
    }

    /** What is to blame, and what suffers from it, as far as the truth says. */
    Set<String> suffering(Path one) {
        Set<String> all = new TreeSet<>(objects);
        if (Files.isRegularFile(one.resolve(FILES.get(0))) && load(one.resolve(FILES.get(0))).get("affected") instanceof List<?> affected) {
            affected.forEach(a -> all.add(a.toString()));
        }
        return all;
    }

    /** One id, or a list of which any is right. */
    private static Set<String> causes(Object said) {
        Set<String> ids = new LinkedHashSet<>();
        (said instanceof List<?> list ? list : List.of(said)).forEach(id -> ids.add(id.toString()));
        return ids;
    }

    static Map<?, ?> load(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            if (new Load(LoadSettings.builder().build()).loadFromInputStream(in) instanceof Map<?, ?> map) {
                return map;
            }
        } catch (IOException | YamlEngineException e) {
            throw new SourceException(file + ": not one YAML document that can be read; see netdx evaluate --help");
        }
        throw new SourceException(file + ": no YAML map; see netdx evaluate --help");
    }

    /** One of the ids is the cause's, or an alias of it. */
    static boolean names(Cause cause, Set<String> ids) {
        return ids.contains(cause.id()) || cause.aliases().stream().anyMatch(ids::contains);
    }

    /** The diagnosis blames, or counts among what is affected, the object of the truth. */
    boolean sameObject(Judgement.Diagnosis d) {
        return objects.stream().anyMatch(o -> o.indexOf(' ') > 0 ? o.equals(d.subject().toString())
                : Stream.concat(Stream.of(d.subject()), d.affected().stream()).anyMatch(ref -> called(ref, o)));
    }

    private static boolean called(ObjectRef ref, String object) {
        String kind = object.substring(0, object.indexOf('/'));
        String name = object.substring(object.indexOf('/') + 1);
        return switch (kind) {
            case "namespace" -> ref.namespace().equals(name) || ref.name().equals(name);
            case "node" -> ref.name().equals(name);
            default -> ref.name().equals(name) || ref.name().startsWith(name + "-");
        };
    }
}
