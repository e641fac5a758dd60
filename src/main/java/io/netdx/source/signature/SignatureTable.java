package io.netdx.source.signature;

import io.netdx.pack.Packed;
import io.netdx.pack.Packing;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The known texts with what finds their anchors. Immutable but for patterns compiled on first use. */
public final class SignatureTable {

    /** Recognises nothing. */
    public static final SignatureTable EMPTY = new SignatureTable(List.of());

    static final String RESOURCE = "/META-INF/netdx/signatures.bin";

    private record Content(List<SignatureRow> rows, AnchorMatcher anchors) {
        Content {
            rows = List.copyOf(rows);
        }
    }

    private final Supplier<Content> source;
    private volatile Optional<Content> content = Optional.empty();

    SignatureTable(List<SignatureRow> rows) {
        this(() -> new Content(rows, new AnchorMatcher(rows)));
    }

    private SignatureTable(Supplier<Content> source) {
        this.source = source;
    }

    /** The table that the build compiled. It is read when it is first used, or by {@link #ready}. */
    public static SignatureTable load() {
        return new SignatureTable(() -> read(Packed.resource(RESOURCE)));
    }

    static SignatureTable of(Packed in) {
        return new SignatureTable(() -> read(in));
    }

    /** Reads the table if that was not done yet; for another thread than the one that will need it. */
    public SignatureTable ready() {
        content();
        return this;
    }

    private Content content() {
        Optional<Content> known = content;
        if (known.isEmpty()) {
            synchronized (this) {
                known = content;
                if (known.isEmpty()) {
                    known = Optional.of(source.get());
                    content = known;
                }
            }
        }
        return known.get();
    }

    private static Content read(Packed in) {
        SignatureRow[] rows = new SignatureRow[in.number()];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = new SignatureRow(in.text(), in.text(), in.text(), in.texts(), in.texts(), in.text(), in.texts());
        }
        List<SignatureRow> all = List.of(rows);
        return new Content(all, new AnchorMatcher(all, in.numbers()));
    }

    static void write(List<SignatureRow> rows, Packing out) {
        out.number(rows.size());
        for (SignatureRow row : rows) {
            out.text(row.id());
            out.text(row.mode());
            out.text(row.port());
            out.texts(row.where());
            out.texts(row.anchors());
            out.text(row.regex());
            out.texts(row.names());
        }
        out.numbers(AnchorMatcher.windows(rows));
    }

    List<SignatureRow> rows() {
        return content().rows();
    }

    AnchorMatcher anchors() {
        return content().anchors();
    }
}
