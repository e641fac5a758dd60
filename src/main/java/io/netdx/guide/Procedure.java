package io.netdx.guide;

/** In which order tests are asked for. */
public enum Procedure {
    /** The test that tells most a minute. */
    ADAPTIVE,
    /** The source document's layers, then its quick wins, then tests of the likeliest cause. */
    LAYERED
}
