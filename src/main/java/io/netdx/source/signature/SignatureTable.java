package io.netdx.source.signature;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** The known texts with the automaton that finds their anchors. Immutable but for patterns compiled on first use. */
public final class SignatureTable {

    /** Recognises nothing. */
    public static final SignatureTable EMPTY = new SignatureTable(List.of());

    static final String RESOURCE = "/META-INF/netdx/signatures.bin";

    private final List<SignatureRow> rows;
    private final AnchorMatcher anchors;

    SignatureTable(List<SignatureRow> rows) {
        this.rows = List.copyOf(rows);
        this.anchors = new AnchorMatcher(rows);
    }

    /** The table that the build compiled. */
    public static SignatureTable load() {
        try (InputStream in = SignatureTable.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException("the build left out " + RESOURCE);
            }
            DataInputStream data = new DataInputStream(new BufferedInputStream(in, 1 << 16));
            List<SignatureRow> rows = new ArrayList<>();
            for (int n = data.readInt(); n > 0; n--) {
                rows.add(new SignatureRow(data.readUTF(), data.readUTF(), list(data), list(data), data.readUTF()));
            }
            return new SignatureTable(rows);
        } catch (IOException e) {
            throw new UncheckedIOException("reading " + RESOURCE, e);
        }
    }

    static void write(List<SignatureRow> rows, DataOutputStream out) throws IOException {
        out.writeInt(rows.size());
        for (SignatureRow row : rows) {
            out.writeUTF(row.id());
            out.writeUTF(row.mode());
            list(row.where(), out);
            list(row.anchors(), out);
            out.writeUTF(row.regex());
        }
    }

    private static void list(List<String> list, DataOutputStream out) throws IOException {
        out.writeShort(list.size());
        for (String item : list) {
            out.writeUTF(item);
        }
    }

    private static List<String> list(DataInputStream in) throws IOException {
        List<String> list = new ArrayList<>();
        for (int n = in.readShort(); n > 0; n--) {
            list.add(in.readUTF());
        }
        return list;
    }

    List<SignatureRow> rows() {
        return rows;
    }

    AnchorMatcher anchors() {
        return anchors;
    }
}
