package io.netdx.catalog;

import java.util.Collection;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The causes and finding types, by id. */
public record Catalog(SortedMap<String, Cause> causes, SortedMap<String, FindingType> findings) {

    public Optional<Cause> cause(String id) {
        return Optional.ofNullable(causes.get(id));
    }

    public Optional<FindingType> finding(String id) {
        return Optional.ofNullable(findings.get(id));
    }

    /** Without the causes that are still experiments: what runs unless somebody asks for more. */
    public Catalog enabled() {
        SortedMap<String, Cause> some = new TreeMap<>(causes);
        some.values().removeIf(cause -> !cause.enabled());
        return new Catalog(some, findings);
    }

    /** With the causes and findings of another, which has none of these. */
    public Catalog with(Catalog more) {
        if (more.causes.isEmpty() && more.findings.isEmpty()) {
            return this;
        }
        SortedMap<String, Cause> allCauses = new TreeMap<>(causes);
        allCauses.putAll(more.causes);
        SortedMap<String, FindingType> allFindings = new TreeMap<>(findings);
        allFindings.putAll(more.findings);
        return new Catalog(allCauses, allFindings);
    }

    public Collection<Cause> all() {
        return causes.values();
    }
}
