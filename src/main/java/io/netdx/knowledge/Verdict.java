package io.netdx.knowledge;

import java.util.Locale;

/**
 * What upstream sources say to a claim. PARTLY: true with a correction. UNVERIFIABLE: an opinion, a private incident, or a number
 * without a public source.
 */
public enum Verdict {
    CONFIRMED, PARTLY, CONTRADICTED, UNVERIFIABLE;

    /** {@code confirmed}, as it stands in the file. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** True where the document must not be shown without what upstream says. */
    public boolean corrected() {
        return this == PARTLY || this == CONTRADICTED;
    }
}
