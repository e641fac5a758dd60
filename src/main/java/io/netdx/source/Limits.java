package io.netdx.source;

import java.io.Serializable;
import java.util.Arrays;

/** Bounds on hostile input: what each {@link Limit} is set to. */
public final class Limits implements Serializable {

    private static final long serialVersionUID = 1;

    public static final Limits DEFAULT = new Limits();

    private final long[] values = new long[Limit.values().length];

    private Limits() {
        for (Limit limit : Limit.values()) {
            values[limit.ordinal()] = limit.standard();
        }
    }

    /** These with another value for one of them, which must be between its least and its most. */
    public Limits with(Limit limit, long value) {
        if (value < limit.least() || value > limit.most()) {
            throw new IllegalArgumentException(limit.label() + " is from " + limit.least() + " to " + limit.most());
        }
        Limits changed = new Limits();
        System.arraycopy(values, 0, changed.values, 0, values.length);
        changed.values[limit.ordinal()] = value;
        return changed;
    }

    public int entries() {
        return number(Limit.ENTRIES);
    }

    public long entryBytes() {
        return values[Limit.FILE_SIZE.ordinal()];
    }

    public long totalBytes() {
        return values[Limit.TOTAL_SIZE.ordinal()];
    }

    public int ratio() {
        return number(Limit.RATIO);
    }

    public int archiveDepth() {
        return number(Limit.ARCHIVE_DEPTH);
    }

    public int nesting() {
        return number(Limit.NESTING);
    }

    public int nodes() {
        return number(Limit.VALUES);
    }

    public int aliasNodes() {
        return number(Limit.ALIAS_VALUES);
    }

    public int stringLength() {
        return number(Limit.STRING_LENGTH);
    }

    public int lines() {
        return number(Limit.LINES);
    }

    private int number(Limit limit) {
        return (int) values[limit.ordinal()];
    }

    @Override
    public String toString() {
        return Arrays.toString(values);
    }
}
