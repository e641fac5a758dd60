package io.netdx.catalog;

import java.util.Locale;

/** Harm if the diagnosis is true. Ordered from least to most. */
public enum Severity {
    INFO, LOW, MEDIUM, HIGH, CRITICAL;

    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
