package io.netdx.source;

import io.netdx.source.decode.DocumentReader;
import io.netdx.source.decode.OwnDocument;
import io.netdx.source.decode.RawObject;
import io.netdx.source.decode.RawReader;
import io.netdx.source.decode.RawSink;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Reads a snapshot as it was taken: whole objects and the logs of pods, streaming, no facts. {@link SnapshotReader} says what the same
 * snapshot covers and what of it could not be read.
 */
public final class RawSnapshot implements EntryVisitor {

    private final Limits limits;
    private final Receiver receiver;
    private final Overlay overlay = new Overlay();
    private final RawSink sink = new Sink();

    /** Receives what a snapshot holds. */
    public interface Receiver {

        void object(RawObject object);

        /** Server version, where a document states it. */
        void version(String gitVersion);

        /**
         * The log of a container.
         *
         * @param namespace empty where the file's path does not say it; then {@code pod} may go on with the container's name
         * @param container {@code *} where the file holds all containers
         * @param path      of the file
         * @param lines     used during the call only
         */
        void log(String namespace, String pod, String container, boolean previous, String path, InputStream lines) throws IOException;

        /** Commands and what they printed: text, of which no object can be made. */
        void transcript();

        /**
         * What a kubelet or a pod answered, which is no object.
         *
         * @param node  empty where it was no node that was asked
         * @param file  name of the file, below the node's folder
         * @param bytes used during the call only
         */
        default void figures(String node, String file, InputStream bytes) throws IOException {
            // whoever wants objects alone has no use for it
        }
    }

    private RawSnapshot(Limits limits, Receiver receiver) {
        this.limits = limits;
        this.receiver = receiver;
    }

    /**
     * Reads what the user named.
     *
     * @param paths folders, archives, files, or {@code -} for standard input; together they are one cluster
     * @throws SourceException where nothing could be read
     */
    public static void read(List<String> paths, InputStream stdin, Limits limits, Receiver receiver) {
        RawSnapshot snapshot = new RawSnapshot(limits, receiver);
        for (String path : paths) {
            Entries.walk(path, stdin, limits, snapshot);
            boolean file = !path.equals("-") && new File(path).isFile();
            for (Optional<String> base = snapshot.overlay.next(); base.isPresent(); base = snapshot.overlay.next()) {
                Optional<Path> found = file ? Overlay.find(Path.of(path), base.get()) : Optional.empty();
                found.ifPresent(f -> Entries.walk(f.toString(), InputStream.nullInputStream(), limits, snapshot));
            }
        }
    }

    @Override
    public void entry(String path, InputStream bytes) throws IOException {
        Layout.Role role = Layout.of(path);
        InputStream utf8 = TextEncoding.utf8(bytes);
        if (role instanceof Layout.PodLog log) {
            Content content = Content.of(utf8);
            if (content.type() == Content.Type.DUMP) {
                // a dump's file of a pod: the logs of its containers between marks
                documents(path, content.stream(), Optional.empty(), "");
            } else {
                log(log, path, content.stream());
            }
        } else if (role instanceof Layout.NamespaceList list) {
            documents(path, utf8, list.kind(), list.namespace());
        } else if (role instanceof Layout.HostFile host) {
            receiver.figures(host.node(), host.name(), utf8);
        } else if (role instanceof Layout.Other other) {
            documents(path, utf8, other.kind(), "");
        }
    }

    private void log(Layout.PodLog log, String path, InputStream utf8) throws IOException {
        receiver.log(log.namespace(), log.pod(), log.container(), log.previous(), path, utf8);
    }

    private void documents(String path, InputStream utf8, Optional<String> kind, String namespace) throws IOException {
        Content content = Content.of(utf8);
        RawReader reader = new RawReader(limits, sink, path, kind, namespace);
        switch (content.type()) {
            case JSON, DUMP -> new DumpReader(parts(reader, path)).read(content.stream());
            case YAML -> reader.yaml(content.stream());
            case TRANSCRIPT, COMMANDS -> receiver.transcript();
            case METRICS -> receiver.figures("", path, content.stream());
            default -> { }
        }
    }

    private DumpReader.Parts parts(RawReader reader, String path) {
        return new DumpReader.Parts() {
            @Override
            public Optional<DocumentReader.Rest> document(InputStream in, int linesBefore) {
                return reader.json(in, linesBefore);
            }

            @Override
            public void log(Layout.PodLog log, int linesBefore, InputStream lines) throws IOException {
                RawSnapshot.this.log(log, path, lines);
            }

            @Override
            public void stdoutForm() {
                // only what is complete depends on it
            }
        };
    }

    @Override
    public void problem(Problem problem) {
        // the reading of facts meets the same problem, and tells it
    }

    private final class Sink implements RawSink {

        @Override
        public void object(RawObject object) {
            String name = object.namespace().isEmpty() ? object.name() : object.namespace() + "/" + object.name();
            if (!overlay.hides(object.kind(), name)) {
                receiver.object(object);
            }
        }

        @Override
        public void problem(Problem problem) {
            RawSnapshot.this.problem(problem);
        }

        @Override
        public void version(String gitVersion) {
            receiver.version(gitVersion);
        }

        @Override
        public void own(OwnDocument document) {
            if (document.kind().equals("Case")) {
                overlay.head(document);
                return;
            }
            InputStream text = new ByteArrayInputStream(document.text().getBytes(StandardCharsets.UTF_8));
            try {
                if (document.kind().equals("Log") && !overlay.hides("Log", document.namespace() + "/" + document.name())) {
                    log(new Layout.PodLog(document.namespace(), document.name(), document.part(), false), "", text);
                } else if ((document.kind().equals("HostFile") || document.kind().equals("Metrics"))
                        && !overlay.hides(document.kind(), document.name() + "/" + document.part())) {
                    receiver.figures(document.name(), document.part(), text);
                }
            } catch (IOException e) {
                throw new UncheckedIOException("reading from memory", e);
            }
        }
    }
}
