package io.netdx.catalog;

import java.util.Collection;
import java.util.Optional;
import java.util.SortedMap;

/** The causes and finding types, by id. */
public record Catalog(SortedMap<String, Cause> causes, SortedMap<String, FindingType> findings) {

    public Optional<Cause> cause(String id) {
        return Optional.ofNullable(causes.get(id));
    }

    public Optional<FindingType> finding(String id) {
        return Optional.ofNullable(findings.get(id));
    }

    public Collection<Cause> all() {
        return causes.values();
    }
}
