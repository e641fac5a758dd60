package io.netdx.cli;

import io.netdx.catalog.Catalog;
import io.netdx.catalog.Cause;
import io.netdx.catalog.Severity;
import io.netdx.reason.Judgement;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Severities in place of the catalogue's. They are put on a judgement that is made: harm is for its owner to say, belief is not.
 *
 * @param levels by cause, alias or family; the narrowest of them holds
 */
record Severities(Map<String, Severity> levels) {

    static final Severities NONE = new Severities(Map.of());

    /** @throws UsageException for what is no cause, alias or family */
    Severities known(Supplier<Catalog> catalog) {
        for (String id : levels.keySet()) {
            if (catalog.get().all().stream().noneMatch(c -> c.id().equals(id) || c.aliases().contains(id) || c.family().equals(id))) {
                throw new UsageException("a severity is given for " + id + ", which is no cause; netdx rules list shows them all");
            }
        }
        return this;
    }

    Judgement of(Judgement judgement) {
        return levels.isEmpty() ? judgement : judgement.showing(judgement.diagnoses().stream().map(d -> d.with(d.cause().with(of(d.cause())))).toList(),
                judgement.unexplained(), judgement.next());
    }

    private Severity of(Cause cause) {
        if (levels.containsKey(cause.id())) {
            return levels.get(cause.id());
        }
        return cause.aliases().stream().filter(levels::containsKey).findFirst().map(levels::get)
                .orElse(levels.getOrDefault(cause.family(), cause.severity()));
    }
}
