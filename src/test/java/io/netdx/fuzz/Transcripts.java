package io.netdx.fuzz;

import io.netdx.source.Limits;
import io.netdx.source.metric.MetricReader;
import io.netdx.source.signature.SignatureTable;
import io.netdx.source.transcript.TranscriptReader;
import java.io.IOException;
import java.util.Set;

/** Terminal logs, pasted tables and descriptions, maps of commands to their outputs. */
public final class Transcripts {

    static final int TERMINAL = 0;
    static final int MAP = 1;

    private static final SignatureTable TABLE = SignatureTable.load();

    private Transcripts() {
    }

    public static void fuzzerTestOneInput(byte[] data) throws IOException {
        Choice choice = Choice.of(data, 2);
        Told.same(told -> {
            MetricReader metrics = new MetricReader(Limits.DEFAULT, told::fact, told::problem);
            TranscriptReader reader = new TranscriptReader(Limits.DEFAULT, TABLE, metrics, told);
            if (choice.way() == TERMINAL) {
                reader.terminal("terminal.log", choice.stream());
            } else {
                reader.map("commands.json", choice.stream());
            }
            reader.finish(Set.of(), true, true);
            reader.coverage().forEach(told::add);
            metrics.finish();
        });
    }
}
