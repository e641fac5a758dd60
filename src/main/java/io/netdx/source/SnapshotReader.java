package io.netdx.source;

import io.netdx.cluster.ClusterBuilder;
import io.netdx.fact.Condition;
import io.netdx.fact.Container;
import io.netdx.fact.Coverage;
import io.netdx.fact.Event;
import io.netdx.fact.Fact;
import io.netdx.fact.Node;
import io.netdx.fact.ObjectRef;
import io.netdx.fact.Plain;
import io.netdx.fact.Pod;
import io.netdx.fact.Provenance;
import io.netdx.fact.Signature;
import io.netdx.source.decode.DocumentReader;
import io.netdx.source.decode.DocumentSink;
import io.netdx.source.decode.ListSeen;
import io.netdx.source.decode.OwnDocument;
import io.netdx.source.host.HostDecoder;
import io.netdx.source.host.HostInventory;
import io.netdx.source.host.SharedValues;
import io.netdx.source.metric.MetricReader;
import io.netdx.source.metric.Scrape;
import io.netdx.source.signature.SignatureScanner;
import io.netdx.source.signature.SignatureTable;
import io.netdx.source.transcript.TranscriptReader;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/**
 * Reads a snapshot of any layout, streaming, into a {@link Snapshot}. What a file is comes from its path where producers agree
 * on one, else from its content.
 */
public final class SnapshotReader implements EntryVisitor, DocumentSink {

    private static final int MAX_PROBLEMS = 1000;

    private final Limits limits;
    private final ClusterBuilder builder = new ClusterBuilder();
    private final CoverageLedger ledger = new CoverageLedger();
    private final TreeSet<Problem> problems = new TreeSet<>();
    private final SignatureTable table;
    private final SignatureScanner texts;
    private final Lane lane;
    private final PodLogs podLogs;
    private final List<SignatureScanner> nodeLogs = new ArrayList<>();
    private final HostInventory inventory = new HostInventory();
    private final SharedValues shared = new SharedValues();
    private final TranscriptReader transcript;
    private final MetricReader metrics;
    /** The user named this very file: whatever text it is, somebody means something by it. */
    private boolean named;
    /** A transcript was given by its name. */
    private boolean typed;
    private final List<Waiting> waiting = new ArrayList<>();
    private int waitingBytes = 16 << 20;
    private final Overlay overlay = new Overlay();
    private final Kustomizations kustomizations = new Kustomizations();
    /** Waiting for others that are the same. */
    private final List<Event> events = new ArrayList<>();
    private int files;
    /** Objects, lists, versions and own documents so far: a file without any is no part of a snapshot. */
    private long recognised;

    private SnapshotReader(Limits limits, SignatureTable table, Lane lane) {
        this.limits = limits;
        this.lane = lane;
        this.table = table;
        this.texts = new SignatureScanner(table);
        this.podLogs = new PodLogs(table, lane);
        this.metrics = new MetricReader(limits, this::fact, this::problem);
        this.transcript = new TranscriptReader(limits, table, metrics, this);
    }

    /**
     * Reads what the user named.
     *
     * @param paths folders, archives, files, or {@code -} for standard input; together they are one cluster
     * @throws SourceException where nothing could be read
     */
    public static Snapshot read(List<String> paths, InputStream stdin, Limits limits, SignatureTable table) {
        return read(paths, stdin, limits, table, UnaryOperator.identity());
    }

    /** @param way of the files to the reader: what looks at them first, or changes them */
    public static Snapshot read(List<String> paths, InputStream stdin, Limits limits, SignatureTable table, UnaryOperator<EntryVisitor> way) {
        return read(paths, stdin, limits, table, way, new Lane());
    }

    /** As {@link #read(List, InputStream, Limits, SignatureTable)}, on the thread of the caller alone: one of many, that all have work to do. */
    public static Snapshot readAlone(List<String> paths, InputStream stdin, Limits limits, SignatureTable table) {
        return read(paths, stdin, limits, table, UnaryOperator.identity(), Lane.alone());
    }

    private static Snapshot read(List<String> paths, InputStream stdin, Limits limits, SignatureTable table, UnaryOperator<EntryVisitor> way, Lane own) {
        try (Lane lane = own) {
            SnapshotReader reader = new SnapshotReader(limits, table, lane);
            EntryVisitor visitor = way.apply(reader);
            for (String path : paths) {
                reader.named = path.equals("-") || new File(path).isFile();
                Entries.walk(path, stdin, limits, visitor);
                reader.bases(path, visitor);
            }
            return reader.finish(String.join(", ", paths));
        }
    }

    /**
     * Reads a running cluster.
     *
     * @throws SourceException where it could not be reached, or nothing of it could be read
     */
    public static Snapshot read(Feed feed, Limits limits, SignatureTable table) {
        try (Lane lane = new Lane()) {
            SnapshotReader reader = new SnapshotReader(limits, table, lane);
            feed.objects(reader);
            feed.rest(reader.builder.added(Pod.class), reader.builder.added(Node.class), reader);
            Snapshot read = reader.finish(feed.name());
            return new Snapshot(read.name(), Format.LIVE, read.cluster(), read.problems(), read.files());
        } catch (IOException e) {
            throw new SourceException(feed.name() + ": " + Plain.line(String.valueOf(e.getMessage())));
        }
    }

    /**
     * Adds what tests from inside of a cluster have shown.
     *
     * @param pods       that the tests ran in, as the API server shows them
     * @param transcript the commands with their output
     */
    public static Snapshot tested(Snapshot read, List<byte[]> pods, byte[] transcript, List<Coverage> coverage, SignatureTable table) {
        try (Lane lane = new Lane()) {
            SnapshotReader reader = new SnapshotReader(Limits.DEFAULT, table, lane);
            reader.named = true;
            for (byte[] pod : pods) {
                reader.entry("probe pod.json", new ByteArrayInputStream(pod));
            }
            reader.entry("probes.json", new ByteArrayInputStream(transcript));
            reader.transcript.finish(reader.builder.refs(), false, true);
            List<Fact> facts = new ArrayList<>(reader.builder.added(Pod.class));
            facts.addAll(reader.builder.added(Signature.class));
            TreeSet<Problem> problems = new TreeSet<>(read.problems());
            problems.addAll(reader.problems);
            return new Snapshot(read.name(), read.format(), read.cluster().plus(facts, coverage), List.copyOf(problems), read.files() + 1);
        } catch (IOException e) {
            throw new UncheckedIOException("reading from memory", e);
        }
    }

    /**
     * Adds output that somebody pasted: a terminal's text, or documents. What is said of a kind there counts besides what was read.
     *
     * @param pasted each with its command before it, where that is known
     * @return what was read, as it was, where nothing in the text is of any use
     */
    public static Snapshot pasted(Snapshot read, List<byte[]> pasted, Limits limits, SignatureTable table) {
        try (Lane lane = new Lane()) {
            SnapshotReader reader = new SnapshotReader(limits, table, lane);
            reader.named = true;
            for (int i = 0; i < pasted.size(); i++) {
                reader.entry("answer " + (i + 1), new ByteArrayInputStream(pasted.get(i)));
            }
            Snapshot more = reader.finish("answers");
            TreeSet<Problem> problems = new TreeSet<>(read.problems());
            problems.addAll(more.problems());
            return new Snapshot(read.name(), read.format(), read.cluster().plus(more.cluster()), List.copyOf(problems), read.files() + more.files());
        } catch (SourceException e) {
            return read;
        } catch (IOException e) {
            throw new UncheckedIOException("reading from memory", e);
        }
    }

    /** Reads what a case builds on. */
    private void bases(String path, EntryVisitor visitor) {
        for (Optional<String> base = overlay.next(); base.isPresent(); base = overlay.next()) {
            Optional<Path> file = named && !path.equals("-") ? Overlay.find(Path.of(path), base.get()) : Optional.empty();
            if (file.isEmpty()) {
                problem(new Problem(Plain.line(new File(path).getName()), "the case builds on healthy/" + Plain.line(base.get()) + ".yaml, which is not near it; "
                        + "give the case file by its path"));
                return;
            }
            Entries.walk(file.get().toString(), InputStream.nullInputStream(), limits, visitor);
        }
    }

    /** Loads what reading YAML needs; beside the reading of other files it costs a cold start nothing. */
    public static void warmUp() {
        InputStream nothing = new ByteArrayInputStream("kind: Nothing\n".getBytes(StandardCharsets.UTF_8));
        try (Lane lane = new Lane()) {
            SnapshotReader reader = new SnapshotReader(Limits.DEFAULT, SignatureTable.EMPTY, lane);
            new DocumentReader(Limits.DEFAULT, reader, "", Optional.empty(), "").yaml(nothing);
        }
    }

    @Override
    public void entry(String path, InputStream bytes) throws IOException {
        Layout.Role role = Layout.of(path);
        ledger.path(path, role);
        InputStream utf8 = TextEncoding.utf8(bytes);
        if (role instanceof Layout.PodLog log) {
            files++;
            podLogs.scan(log, path, utf8);
        } else if (role instanceof Layout.NodeLog log) {
            nodeLog(log.node(), path, utf8);
        } else if (role instanceof Layout.HostFile host) {
            hostFile(host.node(), host.name(), path, utf8);
        } else if (role instanceof Layout.Errors errors) {
            ledger.errors(errors.kind(), new String(utf8.readNBytes(64 << 10), StandardCharsets.UTF_8));
        } else if (role instanceof Layout.NamespaceList list) {
            documents(path, utf8, list.kind(), list.namespace());
        } else {
            documents(path, utf8, ((Layout.Other) role).kind(), "");
        }
    }

    private void nodeLog(String node, String place, InputStream utf8) {
        files++;
        SignatureScanner scanner = new SignatureScanner(table);
        ObjectRef ref = ObjectRef.ofNode(node);
        lane.read(utf8, in -> scanner.scan(ref, place, in), in -> scanner.scan(ref, place, 0, in, lane));
        nodeLogs.add(scanner);
    }

    private void hostFile(String node, String name, String place, InputStream utf8) throws IOException {
        inventory.saw(node, name, place);
        if (HostDecoder.kindsOf(name).isEmpty()) {
            scraped(node, place, utf8);
            return;
        }
        HostDecoder.Reading reading = HostDecoder.decode(node, name, place, utf8, shared, this::fact, this::problem);
        files += reading == HostDecoder.Reading.FOREIGN ? 0 : 1;
        if (reading == HostDecoder.Reading.COMPLETE) {
            HostDecoder.kindsOf(name).forEach(kind -> ledger.host(kind, node));
        }
    }

    /** What is to be done with a file once it is its turn. */
    private interface Reading {
        void of(InputStream in) throws IOException;
    }

    /**
     * A transcript among other files adds what those do not hold; they are read first. What does not fit the memory set aside for that, and
     * what the user named, is read at once.
     */
    private void later(InputStream stream, Reading reading) throws IOException {
        byte[] bytes = named ? new byte[0] : stream.readNBytes(waitingBytes);
        waitingBytes -= bytes.length;
        if (named || waitingBytes == 0) {
            reading.of(new SequenceInputStream(new ByteArrayInputStream(bytes), stream));
        } else {
            waiting.add(new Waiting(bytes, reading));
        }
    }

    private record Waiting(byte[] bytes, Reading reading) {
    }

    private void transcripts(Set<ObjectRef> elsewhere) {
        if (!elsewhere.isEmpty() && !typed && !waiting.isEmpty()) {
            Set<String> complete = new HashSet<>();
            for (Coverage c : ledger.statements(ledger.format())) {
                if (c.complete() && c.namespace().equals(Coverage.ALL)) {
                    complete.add(c.kind());
                }
            }
            transcript.beside(complete::contains);
        }
        for (Waiting w : waiting) {
            try {
                w.reading().of(new ByteArrayInputStream(w.bytes()));
            } catch (IOException e) {
                throw new UncheckedIOException("reading from memory", e);
            }
        }
    }

    /** Beside the files of a node stand those that were scraped there. */
    private void scraped(String node, String place, InputStream utf8) throws IOException {
        Content content = Content.of(utf8);
        if (content.type() == Content.Type.METRICS) {
            files++;
            metrics.read(place, content.stream(), Scrape.of(node));
        }
    }

    private void documents(String path, InputStream utf8, Optional<String> kind, String namespace) throws IOException {
        if (Kustomizations.named(path)) {
            kustomizations.read(path, utf8, limits).ifPresent(this::problem);
            return;
        }
        Optional<Problem> patch = kustomizations.patch(path);
        if (patch.isPresent()) {
            problem(patch.get());
            return;
        }
        Content content = Content.of(utf8);
        long before = recognised;
        DocumentReader reader = new DocumentReader(limits, this, path, kind, namespace, lane.isAlone());
        switch (content.type()) {
            case JSON, DUMP -> {
                int blocks = new DumpReader(parts(reader, path)).read(content.stream());
                recognised += blocks;
                reader.finish();
            }
            case YAML -> reader.yaml(content.stream());
            case TRANSCRIPT -> {
                typed |= named;
                later(content.stream(), in -> transcript.terminal(path, in));
            }
            case TEXT -> {
                if (named) {
                    transcript.terminal(path, content.stream());
                }
            }
            case COMMANDS -> {
                typed |= named;
                later(content.stream(), in -> transcript.map(path, in));
            }
            case METRICS -> {
                files++;
                metrics.read(path, content.stream());
            }
            case BINARY -> {
                if (kind.isPresent()) {
                    problem(new Problem(path, "binary content where a list of objects was expected, left out"));
                }
            }
            default -> { }
        }
        files += recognised > before ? 1 : 0;
    }

    private DumpReader.Parts parts(DocumentReader reader, String path) {
        return new DumpReader.Parts() {
            @Override
            public Optional<DocumentReader.Rest> document(InputStream in, int linesBefore) {
                return reader.json(in, linesBefore);
            }

            @Override
            public void log(Layout.PodLog log, int linesBefore, InputStream lines) {
                podLogs.scan(log, path, linesBefore, lines);
            }

            @Override
            public void stdoutForm() {
                ledger.stdoutDump();
            }
        };
    }

    @Override
    public void fact(Fact fact) {
        recognised++;
        if (overlay.hides(fact)) {
            return;
        }
        ledger.fact(fact);
        if (fact instanceof Event event) {
            events.add(event);
            return;
        }
        builder.add(fact);
        if (fact instanceof Node node) {
            conditions(node.ref(), node.conditions(), node);
        } else if (fact instanceof Pod pod) {
            podTexts(pod);
        }
    }

    /**
     * Events count once, though a snapshot may hold each in two lists, as {@code v1} and as {@code events.k8s.io/v1}, or was taken twice: those
     * that say the same in two files are one, of the file that comes first by its name.
     */
    private void events() {
        Map<Event, String> first = new HashMap<>();
        events.forEach(event -> first.merge(placeless(event), event.source().file(), (a, b) -> a.compareTo(b) <= 0 ? a : b));
        for (Event event : events) {
            if (first.get(placeless(event)).equals(event.source().file())) {
                builder.add(event);
                texts.match(event.ref(), "event", event.message(), event.count(), event.first(), event.last(), event.source());
            }
        }
        events.clear();
    }

    private static Event placeless(Event e) {
        return new Event(e.ref(), e.type(), e.reason(), e.message(), e.count(), e.first(), e.last(), e.component(), e.host(), Provenance.NONE);
    }

    private void conditions(ObjectRef ref, List<Condition> conditions, Fact fact) {
        for (Condition c : conditions) {
            if (!c.message().isEmpty()) {
                texts.match(ref, "condition", c.message(), 1, c.since(), c.since(), fact.source());
            }
        }
    }

    private void podTexts(Pod pod) {
        conditions(pod.ref(), pod.conditions(), pod);
        for (Container container : pod.containers()) {
            container.state().ifPresent(s -> status(pod, s));
            container.lastState().ifPresent(s -> status(pod, s));
        }
    }

    private void status(Pod pod, Container.State state) {
        if (!state.message().isEmpty()) {
            Instant at = state.finished().equals(Instant.EPOCH) ? state.started() : state.finished();
            texts.match(pod.ref(), "status", state.message(), 1, at, at, pod.source());
        }
    }

    @Override
    public void list(ListSeen list) {
        recognised++;
        ledger.list(list);
    }

    @Override
    public void version(String gitVersion) {
        recognised++;
        builder.version(gitVersion);
    }

    @Override
    public void own(OwnDocument document) {
        recognised++;
        String place = document.kind().equals("Log") ? document.namespace() + "/" + document.name() : document.name() + "/" + document.part();
        if (!document.kind().equals("Case") && overlay.hides(document.kind(), place)) {
            return;
        }
        InputStream text = new ByteArrayInputStream(document.text().getBytes(StandardCharsets.UTF_8));
        switch (document.kind()) {
            case "Log" -> podLogs.scan(new Layout.PodLog(document.namespace(), document.name(), document.part(), false),
                    "log of " + document.namespace() + "/" + document.name(), text);
            case "HostFile", "Metrics" -> {
                if (document.kind().equals("HostFile") && document.part().endsWith(".log")) {
                    nodeLog(document.name(), document.part() + " on " + document.name(), text);
                    return;
                }
                try {
                    if (document.kind().equals("Metrics")) {
                        metrics.read(document.part(), text);
                    } else {
                        hostFile(document.name(), document.part(), document.part() + " on " + document.name(), text);
                    }
                } catch (IOException e) {
                    throw new UncheckedIOException("reading from memory", e);
                }
            }
            case "Collection" -> ledger.collection(document.collected(), document.forbidden(), document.uncollected());
            default -> {
                overlay.head(document);
                ledger.declared(overlay.collected(document.collected()), document.forbidden());
            }
        }
    }

    @Override
    public void problem(Problem problem) {
        problem.limit().ifPresent(limit -> ledger.cut(limit, problem));
        problems.add(problem);
        if (problems.size() > MAX_PROBLEMS) {
            // not merely the first ones: which are told must not depend on the order of reading
            problems.pollLast();
        }
    }

    @Override
    public void lost() {
        ledger.lost();
    }

    private Snapshot finish(String name) {
        lane.finish();
        events();
        podLogs.finish(builder, ledger);
        for (SignatureScanner scanner : nodeLogs) {
            scanner.signatures().forEach(this::fact);
            builder.seen(scanner.newest());
        }
        inventory.missing().forEach(missing -> {
            fact(missing);
            ledger.host(missing.what(), missing.node());
        });
        Set<ObjectRef> elsewhere = builder.refs();
        transcripts(elsewhere);
        boolean alone = elsewhere.isEmpty() && transcript.used() > 0;
        transcript.finish(elsewhere, alone, typed);
        events();
        files += transcript.used() > 0 ? 1 : 0;
        texts.signatures().forEach(builder::add);
        Format format = alone ? Format.TRANSCRIPT : ledger.format();
        ledger.afterCuts(transcript.coverage()).forEach(builder::cover);
        ledger.cut().ifPresent(builder::cut);
        metrics.finish();
        metrics.coverage().forEach(builder::cover);
        ledger.statements(format).forEach(builder::cover);
        if (files == 0) {
            throw new SourceException("nothing in " + name + " is a Kubernetes snapshot"
                    + (problems.isEmpty() ? "" : " (" + problems.first() + ")")
                    + "; give a folder or archive made by kubectl, must-gather or a support bundle");
        }
        return new Snapshot(name, format, builder.build(), List.copyOf(problems), files);
    }
}
