package io.netdx.advise;

/** Whether a change concerns the cluster, and what shows it; empty text where it is unknown. */
record Tell(Outcome outcome, String what) {

    static final Tell UNKNOWN = new Tell(Outcome.UNKNOWN, "");

    enum Outcome { PRESENT, ABSENT, UNKNOWN }

    static Tell present(String what) {
        return new Tell(Outcome.PRESENT, what);
    }

    static Tell absent(String what) {
        return new Tell(Outcome.ABSENT, what);
    }
}
