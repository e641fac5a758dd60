package io.netdx.engine;

import io.netdx.catalog.Catalog;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What each compiled rule needs and produces, written by the build. A rule whose positive patterns have no fact to match cannot
 * fire; not building its part of the network is what keeps the start fast.
 */
final class RuleIndex {

    static final String RESOURCE = "/META-INF/netdx/rules.index";

    /**
     * One rule.
     *
     * @param stem     folder and file: the id of the cause that it belongs to, or {@code symptom/…}
     * @param owner    class that holds the method
     * @param method   static method that makes the rule's model
     * @param needs    keys of its positive patterns: {@code Type} or {@code Type:discriminator}
     * @param produces keys of what its consequence inserts
     */
    record Entry(String stem, String owner, String method, List<String> needs, List<String> produces) {
    }

    private final List<Entry> entries;

    private RuleIndex(List<Entry> entries) {
        this.entries = entries;
    }

    static RuleIndex load() {
        try (InputStream in = RuleIndex.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException("the build left out " + RESOURCE);
            }
            List<Entry> entries = new ArrayList<>();
            BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] parts = line.split("\t", -1);
                entries.add(new Entry(parts[0], parts[1], parts[2], list(parts[3]), list(parts[4])));
            }
            return new RuleIndex(entries);
        } catch (IOException e) {
            throw new UncheckedIOException("reading " + RESOURCE, e);
        }
    }

    private static List<String> list(String commas) {
        return commas.isEmpty() ? List.of() : List.of(commas.split(","));
    }

    /** Without the rules of causes that the catalogue lacks. */
    RuleIndex of(Catalog catalog) {
        return new RuleIndex(entries.stream().filter(e -> e.stem().startsWith("symptom/") || catalog.cause(e.stem()).isPresent()).toList());
    }

    /** Rules that can fire where facts of these keys exist, with everything that they in turn make possible. */
    List<Entry> possible(Set<String> present) {
        Set<String> keys = new HashSet<>(present);
        List<Entry> open = new ArrayList<>(entries);
        List<Entry> chosen = new ArrayList<>();
        boolean grown = true;
        while (grown) {
            grown = false;
            for (int i = open.size() - 1; i >= 0; i--) {
                Entry entry = open.get(i);
                if (keys.containsAll(entry.needs())) {
                    open.remove(i);
                    chosen.add(entry);
                    keys.addAll(entry.produces());
                    grown = true;
                }
            }
        }
        chosen.sort(java.util.Comparator.comparing(Entry::owner).thenComparing(Entry::method));
        return chosen;
    }

    List<Entry> entries() {
        return List.copyOf(entries);
    }
}
