package io.netdx.model.policy;

import io.netdx.fact.LabelSelector;
import java.util.HashMap;
import java.util.Map;

/** Equal selectors become one instance, so that what was found out about one holds for all. */
final class Selectors {

    private final Map<LabelSelector, Selector> interned = new HashMap<>();

    Selector of(LabelSelector selector) {
        return interned.computeIfAbsent(selector, Selector::new);
    }
}
