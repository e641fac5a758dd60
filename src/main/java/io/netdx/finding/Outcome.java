package io.netdx.finding;

/** How a check ended. "Not in the input" is never "not in the cluster". */
public enum Outcome { PRESENT, ABSENT, UNKNOWN, NOT_APPLICABLE }
