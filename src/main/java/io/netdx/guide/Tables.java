package io.netdx.guide;

import io.netdx.catalog.Catalog;
import io.netdx.catalog.Yaml;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/** What people complain of, and what anybody can look at: tables of {@code facts/knowledge}. */
public final class Tables {

    private final List<Observation> observations;
    private final Lexicon lexicon;

    private Tables(List<Observation> observations, Lexicon lexicon) {
        this.observations = observations;
        this.lexicon = lexicon;
    }

    /** As they are packed. */
    public static Tables load(Catalog catalog) {
        return new Tables(Observation.of(yaml("observations.yaml"), catalog.findings()), new Lexicon(yaml("complaints.yaml"), catalog));
    }

    private static Yaml yaml(String name) {
        try (InputStream in = Tables.class.getResourceAsStream("/io/netdx/knowledge/" + name)) {
            if (in == null) {
                throw new IllegalStateException("the build left out " + name);
            }
            return Yaml.load(in, name);
        } catch (IOException e) {
            throw new UncheckedIOException("reading " + name, e);
        }
    }

    public Lexicon lexicon() {
        return lexicon;
    }

    List<Observation> observations() {
        return observations;
    }
}
