package io.netdx.source.pseudonym;

import io.netdx.cluster.Cluster;
import io.netdx.source.EntryVisitor;
import io.netdx.source.Limits;
import io.netdx.source.Problem;
import io.netdx.source.RawSnapshot;
import io.netdx.source.Snapshot;
import io.netdx.source.SnapshotReader;
import io.netdx.source.decode.RawObject;
import io.netdx.source.signature.SignatureTable;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.function.Function;

/**
 * Pseudonyms for one snapshot. Names are gathered in a first reading, and replaced in a second: a log may stand before the list that says
 * that one of its words is a name. Words that netdx compares with something stay, so that the diagnoses do; a name of such words alone
 * ({@code kube-system}, {@code coredns}) tells nothing of anybody and stays too. What was not recognised as a name stays: passwords in
 * settings, people in the text of a log.
 */
public final class Anonymizer {

    private final Rewriting rewriting;

    private Anonymizer(Names names, PublicWords known, byte[] secret) {
        Key key = new Key(secret.length > 0 ? secret : ofTheSnapshot(names));
        rewriting = new Rewriting(known, new Pseudonyms(names.words(), known, key), new Addresses(key, known.addresses(), names.ranges()));
    }

    /**
     * Reads a snapshot for its names.
     *
     * @param paths  as for {@link SnapshotReader#read}; not standard input, which cannot be read twice
     * @param more   names, such as that of the cluster
     * @param secret the same secret gives the same pseudonyms in several snapshots; where it is empty, the snapshot's own names are the secret,
     *               and who guesses them all can see that the guess was right
     * @throws io.netdx.source.SourceException where nothing could be read
     */
    public static Anonymizer of(List<String> paths, List<String> more, Limits limits, SignatureTable table, byte[] secret) {
        PublicWords known = PublicWords.load();
        Names names = new Names(known);
        more.forEach(names::name);
        Snapshot plain = SnapshotReader.read(paths, InputStream.nullInputStream(), limits, table, to -> gathering(to, names));
        return of(plain.cluster(), names, paths, limits, known, secret);
    }

    private static Anonymizer of(Cluster cluster, Names names, List<String> paths, Limits limits, PublicWords known, byte[] secret) {
        names.cluster(cluster);
        RawSnapshot.read(paths, InputStream.nullInputStream(), limits, new RawSnapshot.Receiver() {
            @Override
            public void object(RawObject object) {
                names.object(object);
            }

            @Override
            public void version(String gitVersion) {
                // names nobody
            }

            @Override
            public void log(String namespace, String pod, String container, boolean previous, String path, InputStream lines) {
                names.name(namespace);
                names.name(pod);
                names.name(container);
            }

            @Override
            public void transcript() {
                // the facts of it are in the cluster
            }
        });
        return new Anonymizer(names, known, secret);
    }

    private static byte[] ofTheSnapshot(Names names) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(String.join("\n", names.words()).getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has it", e);
        }
    }

    /** A text, a name or a path with pseudonyms in it. */
    public String of(String text) {
        return rewriting.of(text);
    }

    /** Hands the files on with pseudonyms in them and in their paths. */
    public EntryVisitor over(EntryVisitor to) {
        return through(to, this::of, rewriting::of);
    }

    private static EntryVisitor gathering(EntryVisitor to, Names names) {
        return through(to, path -> path, text -> {
            names.text(text);
            return text.toString();
        });
    }

    private static EntryVisitor through(EntryVisitor to, Function<String, String> paths, Function<CharSequence, String> texts) {
        return new EntryVisitor() {
            @Override
            public void entry(String path, InputStream bytes) throws IOException {
                to.entry(paths.apply(path), new FilterInputStream(new Blocks(bytes, texts)) {
                    @Override
                    public void close() {
                        // belongs to whoever opened it
                    }
                });
            }

            @Override
            public void problem(Problem problem) {
                to.problem(new Problem(paths.apply(problem.place()), paths.apply(problem.what()), problem.limit()));
            }

            @Override
            public void lost() {
                to.lost();
            }
        };
    }
}
