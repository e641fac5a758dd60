package io.netdx.model;

import io.netdx.fact.Container;
import java.util.List;

/** Amounts as the API writes them. */
final class Quantities {

    private Quantities() {
    }

    /** CPU limits together; 0 where a container has none, as the pod then has no limit. */
    static double cores(List<Container> containers) {
        double sum = 0;
        for (Container c : containers) {
            double limit = c.init() ? 0 : cores(c.limits().getOrDefault("cpu", ""));
            if (limit <= 0 && !c.init()) {
                return 0;
            }
            sum += limit;
        }
        return sum;
    }

    /** {@code 500m}, {@code 0.5} or {@code 2}; 0 for anything else. */
    private static double cores(String quantity) {
        try {
            return quantity.endsWith("m") ? Integer.parseInt(quantity.substring(0, quantity.length() - 1)) / 1000.0
                    : quantity.isEmpty() ? 0 : Double.parseDouble(quantity);
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
