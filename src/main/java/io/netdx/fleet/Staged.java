package io.netdx.fleet;

import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** What tasks hand over, a row a snapshot; everything else is derived from it. */
final class Staged {

    static final String AUDITED = "audited";
    static final String REUSED = "reused";
    static final String FAILED = "failed";

    /** The record of a reused one is that of the run before. */
    static final StructType SCHEMA = new StructType()
            .add("cluster", DataTypes.StringType, false)
            .add("source", DataTypes.StringType, false)
            .add("content", DataTypes.StringType, false)
            .add("bytes", DataTypes.LongType, false)
            .add("state", DataTypes.StringType, false)
            .add("record", DataTypes.BinaryType, false);

    private Staged() {
    }
}
