package io.netdx.engine;

import io.netdx.catalog.Catalog;
import io.netdx.pack.Packed;
import io.netdx.pack.Packing;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What each compiled rule needs and produces, written by the build. A rule whose positive patterns have no fact to match cannot
 * fire; not building its part of the network is what keeps the start fast.
 */
public final class RuleIndex {

    /** Texts of facts of the model, of which a pattern may demand one: a rule about crashes needs no network where nothing crashes. */
    public static final List<String> DISCRIMINATORS = List.of("kind", "mistake", "mode", "why");

    public static final String RESOURCE = "/META-INF/netdx/rules.bin";

    /**
     * One rule.
     *
     * @param stem     folder and file: the id of the cause that it belongs to, or {@code symptom/…}
     * @param owner    class that holds the method
     * @param method   static method that makes the rule's model
     * @param needs    keys of its positive patterns: {@code Type} or {@code Type:discriminator}
     * @param produces keys of what its consequence inserts
     */
    public record Entry(String stem, String owner, String method, List<String> needs, List<String> produces) {
    }

    private final List<Entry> entries;

    private RuleIndex(List<Entry> entries) {
        this.entries = entries;
    }

    static RuleIndex load() {
        return new RuleIndex(read(Packed.resource(RESOURCE)));
    }

    static List<Entry> read(Packed in) {
        Entry[] entries = new Entry[in.number()];
        for (int i = 0; i < entries.length; i++) {
            entries[i] = new Entry(in.text(), in.text(), in.text(), in.texts(), in.texts());
        }
        return List.of(entries);
    }

    /** For the build, and for what else compiles rules. */
    public static void write(List<Entry> entries, Path classes, String resource) {
        Packing out = new Packing();
        out.number(entries.size());
        for (Entry entry : entries) {
            out.text(entry.stem());
            out.text(entry.owner());
            out.text(entry.method());
            out.texts(entry.needs());
            out.texts(entry.produces());
        }
        out.write(classes, resource);
    }

    /** Without the rules of causes that the catalogue lacks. */
    RuleIndex of(Catalog catalog) {
        return new RuleIndex(entries.stream().filter(e -> e.stem().startsWith("symptom/") || catalog.cause(e.stem()).isPresent()).toList());
    }

    /** With rules of others. */
    RuleIndex with(List<Entry> more) {
        return more.isEmpty() ? this : new RuleIndex(Stream.concat(entries.stream(), more.stream()).toList());
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
