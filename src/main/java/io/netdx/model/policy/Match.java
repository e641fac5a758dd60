package io.netdx.model.policy;

/** Whether a selector, a peer or a rule matches. UNKNOWN where it hangs on something that was not seen or cannot be read. */
enum Match {
    NO, UNKNOWN, YES;

    static Match of(boolean matches) {
        return matches ? YES : NO;
    }

    /** Both must match. */
    Match and(Match other) {
        return ordinal() < other.ordinal() ? this : other;
    }

    /** One is enough. */
    Match or(Match other) {
        return ordinal() > other.ordinal() ? this : other;
    }
}
