package io.netdx.fuzz;

import io.netdx.fact.Fact;
import io.netdx.fact.NetworkPolicy;
import io.netdx.fact.Plain;
import io.netdx.fact.Pod;
import io.netdx.fact.Service;
import io.netdx.source.Limits;
import io.netdx.source.Problem;
import io.netdx.source.Snapshot;
import io.netdx.source.SnapshotReader;
import io.netdx.source.SourceException;
import io.netdx.source.decode.DocumentSink;
import io.netdx.source.decode.ListSeen;
import io.netdx.source.decode.OwnDocument;
import io.netdx.source.signature.SignatureTable;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/** What a decoder told, in its order. */
final class Told implements DocumentSink {

    private final List<Object> all = new ArrayList<>();

    /** A decoder that reads one input. */
    interface Decoder {
        void read(Told told) throws IOException;
    }

    /** Reads the same twice: it must tell the same, and what people will see of it must be plain. */
    static void same(Decoder decoder) throws IOException {
        Told first = new Told();
        decoder.read(first);
        Told second = new Told();
        decoder.read(second);
        if (!first.all.equals(second.all)) {
            throw new AssertionError("told differently the second time: " + first.all + " and " + second.all);
        }
    }

    void add(Object told) {
        all.add(told);
    }

    /** Reads a whole snapshot. */
    void snapshot(String path, InputStream stdin, Limits limits) {
        try {
            Snapshot snapshot = SnapshotReader.read(List.of(path), stdin, limits, SignatureTable.EMPTY);
            snapshot.problems().forEach(this::problem);
            snapshot.problems().forEach(problem -> plain(problem.place()));
            all.add(snapshot.cluster().coverage());
            all.add(snapshot.cluster().all(Pod.class));
            all.add(snapshot.cluster().all(Service.class));
            all.add(snapshot.cluster().all(NetworkPolicy.class));
        } catch (SourceException e) {
            plain(e.getMessage());
            all.add(e.getMessage());
        }
    }

    @Override
    public void fact(Fact fact) {
        all.add(fact);
    }

    @Override
    public void list(ListSeen list) {
        all.add(list);
    }

    @Override
    public void problem(Problem problem) {
        plain(problem.what());
        all.add(problem);
    }

    @Override
    public void version(String gitVersion) {
        all.add(gitVersion);
    }

    @Override
    public void own(OwnDocument document) {
        all.add(document);
    }

    static void plain(String shown) {
        if (!Plain.block(shown).equals(shown)) {
            throw new AssertionError("not plain: " + shown);
        }
    }
}
