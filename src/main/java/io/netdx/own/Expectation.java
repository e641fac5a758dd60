package io.netdx.own;

import io.netdx.reason.Judgement;
import io.netdx.reason.Judgement.Diagnosis;
import io.netdx.report.DiagnosisReport;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * What the first document of a case expects of its diagnosis: {@code top} with its {@code subject}; {@code any}: the cause is among the
 * active diagnoses, with its subject; {@code only}: no other active root; {@code latent}; {@code absent}: no active diagnosis;
 * {@code unlisted}: none at all, not even a latent one; {@code unknown}: the cause could not be judged; {@code verdict}.
 */
public record Expectation(SortedMap<String, String> of) {

    private static final Set<String> KEYS = Set.of("top", "subject", "any", "only", "latent", "absent", "unlisted", "unknown", "verdict", "complaint");

    /**
     * Reads it.
     *
     * @throws IllegalArgumentException in words that follow the name of the file
     */
    public static Expectation read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            Iterator<Object> documents = new Load(LoadSettings.builder().setLabel(file.toString()).build()).loadAllFromInputStream(in).iterator();
            Object head = documents.hasNext() ? documents.next() : Map.of();
            Object expect = head instanceof Map<?, ?> map ? map.get("expect") : null;
            if (!(expect instanceof Map<?, ?> map) || map.isEmpty()) {
                throw new IllegalArgumentException("expects nothing; its first document says what, under expect");
            }
            SortedMap<String, String> of = new TreeMap<>();
            map.forEach((key, value) -> of.put(Objects.toString(key), Objects.toString(value)));
            of.keySet().stream().filter(key -> !KEYS.contains(key)).findFirst().ifPresent(key -> {
                throw new IllegalArgumentException("expect has no field " + key);
            });
            return new Expectation(of);
        } catch (YamlEngineException e) {
            throw new IllegalArgumentException("is no YAML: " + e.getMessage().lines().findFirst().orElse(""), e);
        }
    }

    /** Whether it says that a cause is not there. */
    public boolean denies(String cause) {
        return cause.equals(of.get("absent")) || cause.equals(of.get("unlisted"));
    }

    /** Whether it says that a cause is there. */
    public boolean affirms(String cause) {
        return List.of("top", "any", "only", "latent").stream().anyMatch(key -> cause.equals(of.get(key)));
    }

    /** What was expected and is not so; nothing where all is as expected. */
    public List<String> unmet(DiagnosisReport report) {
        Judgement judgement = report.judgement();
        List<Diagnosis> active = judgement.diagnoses().stream().filter(d -> d.state() == Judgement.State.ACTIVE && d.confidence() >= 0.5).toList();
        List<String> found = active.stream().map(d -> d.cause().id() + " on " + d.subject()).toList();
        List<String> unmet = new ArrayList<>();
        of.forEach((key, value) -> {
            String subject = value + " on " + of.getOrDefault("subject", "");
            boolean met = switch (key) {
                case "top" -> !found.isEmpty() && found.get(0).equals(subject);
                case "any" -> found.contains(subject);
                case "only" -> active.stream().filter(d -> d.role() != Judgement.Role.CONSEQUENCE).map(d -> d.cause().id()).toList().equals(List.of(value));
                case "latent" -> judgement.diagnoses().stream().anyMatch(d -> d.state() == Judgement.State.LATENT && d.cause().id().equals(value));
                case "absent" -> active.stream().noneMatch(d -> d.cause().id().equals(value));
                case "unlisted" -> judgement.diagnoses().stream().noneMatch(d -> d.cause().id().equals(value));
                case "unknown" -> judgement.notEvaluated().stream().anyMatch(n -> n.cause().equals(value));
                case "verdict" -> judgement.verdict().name().toLowerCase(Locale.ROOT).equals(value);
                default -> true;
            };
            if (!met) {
                unmet.add("expects " + key + " " + (key.equals("top") || key.equals("any") ? subject : value) + ", and finds "
                        + (found.isEmpty() ? "no active diagnosis" : String.join(", ", found)) + "; verdict " + judgement.verdict().name().toLowerCase(Locale.ROOT));
            }
        });
        report.problems().forEach(problem -> unmet.add("holds what cannot be used: " + problem));
        return unmet;
    }
}
