package io.netdx.engine;

import io.netdx.catalog.Catalog;
import io.netdx.catalog.CatalogCodec;
import io.netdx.cluster.Cluster;
import io.netdx.fact.Fact;
import io.netdx.pack.Packed;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * Rules of a user, compiled.
 *
 * @param catalog their causes and findings alone
 * @param index   what each rule needs and produces
 * @param looksAt types of objects that they look at themselves, which are no facts for the rules of the house
 * @param loader  that finds their classes, and ours
 * @param stamp   differs where anything of them differs; empty for none
 */
public record OwnRules(Catalog catalog, List<RuleIndex.Entry> index, List<Class<? extends Fact>> looksAt, ClassLoader loader, String stamp) {

    public static final String CATALOG = "/catalog.bin";
    public static final String INDEX = "/rules.bin";
    public static final String LOOKS_AT = "/facts.bin";

    public static final OwnRules NONE = new OwnRules(new Catalog(new TreeMap<>(), new TreeMap<>()), List.of(), List.of(), OwnRules.class.getClassLoader(), "");

    /**
     * What was compiled into a folder.
     *
     * @throws IOException if something in it is missing
     */
    public static OwnRules load(Path compiled) throws IOException {
        List<Class<? extends Fact>> types = new ArrayList<>();
        for (String name : packed(compiled, LOOKS_AT).texts()) {
            try {
                types.add(Class.forName(name).asSubclass(Fact.class));
            } catch (ClassNotFoundException | ClassCastException e) {
                throw new IOException(name + " is no fact", e);
            }
        }
        return new OwnRules(CatalogCodec.read(packed(compiled, CATALOG)), RuleIndex.read(packed(compiled, INDEX)), List.copyOf(types), loader(compiled),
                compiled.getFileName().toString());
    }

    /** Never closed: rules are loaded when facts need them, until the end. */
    private static ClassLoader loader(Path compiled) throws MalformedURLException {
        return new URLClassLoader(new URL[] {compiled.toUri().toURL()}, OwnRules.class.getClassLoader());
    }

    private static Packed packed(Path folder, String name) throws IOException {
        return Packed.of(Files.readAllBytes(Path.of(folder + name)));
    }

    /** Objects of a cluster that only these rules look at. */
    List<Fact> facts(Cluster cluster) {
        List<Fact> facts = new ArrayList<>();
        looksAt.forEach(type -> facts.addAll(cluster.all(type)));
        return facts;
    }
}
