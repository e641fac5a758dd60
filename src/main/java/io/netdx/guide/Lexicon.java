package io.netdx.guide;

import io.netdx.catalog.Catalog;
import io.netdx.catalog.Cause;
import io.netdx.catalog.Yaml;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Understands complaints: phrases of {@code facts/knowledge/complaints.yaml} tell which findings are present, and words that few causes' titles
 * have make those causes a little more likely. The same words give the same complaint, always.
 */
public final class Lexicon {

    /** A word tells nothing of a cause when more titles than this have it. */
    private static final int COMMON = 12;
    /** Most that a title's words are worth: people name what they suspect, not what it is. */
    private static final double MOST = 3;
    private static final double A_WORD = 1.5;
    private static final Pattern WORD = Pattern.compile("[a-z][a-z0-9-]{2,}");
    private static final String NAME = "(?:the |my |our |service |svc |deployment |pod |svc/|deploy/)*([a-z0-9][a-z0-9./:-]*[a-z0-9])";
    private static final Pattern CALL = Pattern.compile(NAME + " (?:cannot|can't|can not|could not|couldn't|does not|doesn't|do not|don't|fails to|is unable to|unable to) "
            + "(?:reach|connect to|connect|resolve|talk to|call|find|get to|access) " + NAME);

    private final List<Entry> entries;
    private final Map<String, Set<String>> causesByWord = new TreeMap<>();

    /** A line of the menu. */
    public record Entry(String id, String says, List<String> present, List<String> words, Map<String, Double> weights) {
    }

    Lexicon(Yaml table, Catalog catalog) {
        entries = table.rows("complaints").stream().map(row -> new Entry(row.text("id"), row.text("says"),
                Observation.known(row, "present", catalog.findings()), row.texts("words"), Observation.weights(row))).toList();
        for (Cause cause : catalog.all()) {
            for (String word : words(cause.title())) {
                causesByWord.computeIfAbsent(word, w -> new TreeSet<>()).add(cause.id());
            }
        }
        causesByWord.values().removeIf(causes -> causes.size() > COMMON);
    }

    public List<Entry> menu() {
        return entries;
    }

    /** @param said a sentence, or the id of a line of the menu */
    public Complaint understand(String said) {
        String words = " " + said.strip().toLowerCase(Locale.ROOT) + " ";
        List<Entry> heard = entries.stream().filter(e -> e.id().equals(words.strip()) || e.words().stream().anyMatch(words::contains)).toList();
        // "connection", "down" and the like say less than what else was said
        List<Entry> kept = heard.size() > 1 ? heard.stream().filter(e -> !e.id().equals("unreachable") || certain(e, words)).toList() : heard;
        Set<String> present = new TreeSet<>();
        Map<String, Double> weights = new HashMap<>();
        kept.forEach(e -> {
            present.addAll(e.present());
            e.weights().forEach((name, weight) -> weights.merge(name, weight, Math::max));
        });
        return new Complaint(said.strip(), kept.stream().map(Entry::id).toList(), List.copyOf(present), Map.copyOf(weights), names(words), boosts(words));
    }

    /** The first phrases of an entry are certain, the last only hints. */
    private static boolean certain(Entry entry, String words) {
        return entry.words().stream().limit(13).anyMatch(words::contains);
    }

    private Map<String, Double> boosts(String said) {
        Map<String, Double> boosts = new TreeMap<>();
        for (String word : words(said)) {
            causesByWord.getOrDefault(word, Set.of()).forEach(cause -> boosts.merge(cause, A_WORD, (a, b) -> Math.min(a * b, MOST)));
        }
        return Map.copyOf(boosts);
    }

    private static Set<String> words(String text) {
        Set<String> words = new TreeSet<>();
        Matcher m = WORD.matcher(text.toLowerCase(Locale.ROOT));
        while (m.find()) {
            words.add(m.group());
        }
        return words;
    }

    /** Who calls whom, where the sentence says so. */
    private static Map<String, String> names(String said) {
        Map<String, String> names = new LinkedHashMap<>();
        Matcher m = CALL.matcher(said);
        if (m.find()) {
            put(names, "client", m.group(1));
            put(names, "target", m.group(2));
        }
        return Map.copyOf(names);
    }

    /** {@code shop/cart}, {@code cart.shop:80} and {@code cart}: namespace, name and port, as far as they are there. */
    static void put(Map<String, String> names, String role, String said) {
        String name = said;
        int colon = name.lastIndexOf(':');
        if (colon > 0 && name.substring(colon + 1).matches("\\d{1,5}")) {
            names.put("port", name.substring(colon + 1));
            name = name.substring(0, colon);
        }
        List<String> parts = new ArrayList<>(List.of(name.split("/")));
        String last = parts.get(parts.size() - 1);
        if (parts.size() > 1) {
            names.put(role + "Namespace", parts.get(parts.size() - 2));
        } else if (last.matches("[a-z0-9-]+\\.[a-z0-9-]+(\\.svc.*)?")) {
            names.put(role + "Namespace", last.split("\\.")[1]);
            last = last.split("\\.")[0];
        }
        names.put(role, last);
    }
}
