package io.netdx.source.signature;

import io.netdx.pack.Packed;
import io.netdx.pack.Packing;
import java.util.List;

/** The known texts with the automaton that finds their anchors. Immutable but for patterns compiled on first use. */
public final class SignatureTable {

    /** Recognises nothing. */
    public static final SignatureTable EMPTY = new SignatureTable(List.of());

    static final String RESOURCE = "/META-INF/netdx/signatures.bin";

    private final List<SignatureRow> rows;
    private final AnchorMatcher anchors;

    SignatureTable(List<SignatureRow> rows) {
        this(rows, new AnchorMatcher(rows));
    }

    private SignatureTable(List<SignatureRow> rows, AnchorMatcher anchors) {
        this.rows = List.copyOf(rows);
        this.anchors = anchors;
    }

    /** The table that the build compiled. */
    public static SignatureTable load() {
        return read(Packed.resource(RESOURCE));
    }

    static SignatureTable read(Packed in) {
        SignatureRow[] rows = new SignatureRow[in.number()];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = new SignatureRow(in.text(), in.text(), in.texts(), in.texts(), in.text(), in.texts());
        }
        return new SignatureTable(List.of(rows), new AnchorMatcher(AnchorTrie.read(in)));
    }

    static void write(List<SignatureRow> rows, Packing out) {
        out.number(rows.size());
        for (SignatureRow row : rows) {
            out.text(row.id());
            out.text(row.mode());
            out.texts(row.where());
            out.texts(row.anchors());
            out.text(row.regex());
            out.texts(row.names());
        }
        AnchorTrie.of(rows).write(out);
    }

    List<SignatureRow> rows() {
        return rows;
    }

    AnchorMatcher anchors() {
        return anchors;
    }
}
