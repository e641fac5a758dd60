package io.netdx.source.transcript;

import io.netdx.fact.Coverage;
import io.netdx.fact.Fact;
import io.netdx.fact.Figure;
import io.netdx.fact.HostFact;
import io.netdx.fact.KubeObject;
import io.netdx.fact.Measurement;
import io.netdx.fact.ObjectRef;
import io.netdx.fact.Provenance;
import io.netdx.fact.Signature;
import io.netdx.source.Problem;
import io.netdx.source.decode.DocumentSink;
import io.netdx.source.decode.ListSeen;
import io.netdx.source.decode.ObjectDecoder;
import io.netdx.source.decode.OwnDocument;
import io.netdx.source.signature.SignatureTable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;

/** What the commands have shown so far, and what follows from it at the end. */
final class TranscriptState {

    private static final int MAX_OBJECTS = 500_000;

    private static final Pattern AGENT = Pattern.compile(
            "(?:kube-proxy|calico-node|canal|cilium|kube-flannel|flannel|antrea-agent|kube-router|weave-net|aws-node|ovnkube-node|ovn-controller|speaker)(?:-.*)?");

    private final DocumentSink sink;
    private final Map<ObjectRef, Draft> drafts = new TreeMap<>();
    private final Map<ObjectRef, Fact> manifests = new TreeMap<>();
    private final Map<ObjectRef, Fact> live = new TreeMap<>();
    private final List<Fact> pending = new ArrayList<>();
    private final SeenEvents events = new SeenEvents();
    private final Listing listing = new Listing();
    private final PastedLogs logs;
    private final TreeMap<String, Fact> hosts = new TreeMap<>();
    private final TreeMap<String, Set<String>> wholeHosts = new TreeMap<>();
    private final TreeMap<String, Set<ObjectRef>> selected = new TreeMap<>();
    private final List<Echoed> echoes = new ArrayList<>();
    private final List<Tested> tests = new ArrayList<>();
    private final List<Signature> drops = new ArrayList<>();
    private final List<Coverage> coverage = new ArrayList<>();
    private boolean measured;
    private Instant now = Instant.EPOCH;
    private boolean liveDocument;
    private int used;

    private record Echoed(ObjectRef client, Echo echo, String place, int line) {
    }

    private record Tested(ObjectRef client, ClientTest test, String place, int line) {
    }

    TranscriptState(SignatureTable table, DocumentSink sink) {
        this.sink = sink;
        this.logs = new PastedLogs(table);
    }

    int used() {
        return used;
    }

    void usedOne() {
        used++;
    }

    void draft(Draft draft) {
        used++;
        Draft known = drafts.get(draft.ref());
        if (known == null || draft.described()) {
            if (drafts.size() < MAX_OBJECTS || known != null) {
                drafts.put(draft.ref(), draft);
            }
        } else if (!known.described()) {
            known.merge(draft);
        }
    }

    void event(ObjectRef ref, Described section, String place) {
        events.section(ref, section, place);
        listing.seen("Event");
    }

    List<ObjectRef> events(Table table, String namespace, String place) {
        used++;
        return events.table(table, namespace, place);
    }

    /** @param whole namespace that was listed completely, or {@link Coverage#ALL} */
    void listed(String kind, Optional<String> whole, List<ObjectRef> refs, boolean certain) {
        whole.ifPresentOrElse(ns -> listing.listed(kind, ns, refs), () -> listing.seen(kind));
        if (certain && refs.isEmpty() && whole.isPresent()) {
            used++;
            coverage.add(new Coverage(kind, whole.get(), Coverage.State.COMPLETE, ""));
        }
    }

    /** A command listed these for a selector. */
    void selected(String selector, List<ObjectRef> refs) {
        selected.computeIfAbsent(selector, s -> new TreeSet<>()).addAll(refs);
    }

    void denied(String kind, String why) {
        used++;
        listing.denied(kind, why);
    }

    /** Notes the times that a described object carries: the newest is the moment of the transcript. */
    void moment(Described d) {
        see(Ages.time(d.value()));
        if (d.key().isEmpty() && d.text().contains(", ")) {
            for (String cell : DescribedObjects.COLUMNS.split(d.text().strip())) {
                see(Ages.time(cell));
            }
        }
        d.children().forEach(this::moment);
    }

    private void see(Instant time) {
        now = time.isAfter(now) ? time : now;
    }

    void log(ObjectRef owner, String place, List<String> lines, boolean whole) {
        logs.scan(owner, place, lines, whole);
    }

    void unit(HostFact.HostService unit) {
        used++;
        hosts.put("HostService " + unit.node() + " " + unit.name(), unit);
    }

    void host(String node, List<Fact> facts, List<String> whole) {
        used++;
        facts.forEach(f -> hosts.putIfAbsent(f.toString(), f));
        whole.forEach(kind -> wholeHosts.computeIfAbsent(kind, k -> new TreeSet<>()).add(node));
    }

    /** Figures that commands printed. */
    void figures(List<Fact> facts) {
        facts.forEach(f -> hosts.putIfAbsent(f.toString(), f));
        measured |= facts.stream().anyMatch(f -> f instanceof Measurement || f instanceof Figure);
    }

    /** The node that a pod of a network agent runs on, as far as commands have shown so far; other pods do not see their node. */
    Optional<String> nodeOf(String namespace, String target) {
        ObjectRef meant = PodNames.meant(namespace, target);
        return !AGENT.matcher(meant.name()).matches() ? Optional.empty() : new PodNames(drafts.values(), live.keySet(), selected).resolve(meant).map(drafts::get)
                .map(d -> d.tree().at("spec").text("nodeName")).filter(n -> !n.isEmpty());
    }

    /**
     * The node that a machine is: by its name, the name before the first dot, or its address. Where nodes are known and none of them is
     * it, it is somebody's own machine.
     */
    Optional<String> node(String machine, Set<ObjectRef> elsewhere) {
        TreeSet<String> names = new TreeSet<>();
        elsewhere.stream().filter(ref -> ref.kind().equals("Node")).forEach(ref -> names.add(ref.name()));
        live.keySet().stream().filter(ref -> ref.kind().equals("Node")).forEach(ref -> names.add(ref.name()));
        for (Draft d : drafts.values()) {
            boolean node = d.ref().kind().equals("Node");
            if (node) {
                names.add(d.ref().name());
            }
            if (node && d.tree().at("status").list("addresses").stream().anyMatch(a -> a.text("address").equals(machine))) {
                return Optional.of(d.ref().name());
            }
        }
        return names.isEmpty() || names.contains(machine) ? Optional.of(machine) : names.stream().filter(n -> n.startsWith(machine + ".")).findFirst();
    }

    /** A call that a tool made between pods that it made itself. */
    void failed(ObjectRef client, ClientTest test, String place, int line) {
        used++;
        visitor(client, place, line);
        tests.add(new Tested(client, test, place, line));
    }

    /** Packets from a pod; the name of a pod that they went to becomes its address once that is known. */
    void dropped(Drops.Flow flow, int count, String place, int line) {
        ObjectRef client = flow.from().indexOf('/') > 0 ? PodNames.qualified(flow.from()) : ObjectRef.of("Address", "", flow.from());
        used++;
        tests.add(new Tested(client, new ClientTest("timeout", flow.to(), flow.port(), false, count), place, line));
        if (flow.policy()) {
            drops.add(new Signature("hubble-drop", client, Map.of("to", flow.to(), "port", flow.port()), count, Instant.EPOCH, Instant.EPOCH, new Provenance(place, line, "")));
        }
    }

    /** A pod that was run for a test and is shown by no table: it existed, and nothing else is known of it. */
    void visitor(ObjectRef ref, String place, int line) {
        drafts.computeIfAbsent(ref, r -> new Draft("Pod", r.namespace(), r.name(), new Provenance(place, line, "")).set("Running", "status", "phase")
                .set(r.name(), "metadata", "labels", "run"));
    }

    void test(Command command, String namespace, String place, int line, List<String> lines) {
        used++;
        command.pod().ifPresent(exec -> ClientTest.of(command, lines).forEach(test -> {
            String ns = exec.namespace(namespace);
            String target = exec.target();
            if (command.text().contains(" run ") && !target.contains("/")) {
                visitor(ObjectRef.of("Pod", ns, target), place, line);
            }
            tests.add(new Tested(PodNames.meant(ns, target), test, place, line));
        }));
        command.pod().ifPresent(exec -> Pings.echo(command, String.join("\n", lines))
                .ifPresent(echo -> echoes.add(new Echoed(PodNames.meant(exec.namespace(namespace), exec.target()), echo, place, line))));
    }

    /** Receives objects of {@code -o yaml}: live ones count as they are, manifests only where nothing live is known. */
    DocumentSink documents() {
        pending.clear();
        liveDocument = false;
        return new DocumentSink() {
            @Override
            public void fact(Fact fact) {
                pending.add(fact);
            }

            @Override
            public void list(ListSeen list) {
                liveDocument |= list.status();
            }

            @Override
            public void problem(Problem problem) {
                sink.problem(problem);
            }

            @Override
            public void version(String gitVersion) {
                sink.version(gitVersion);
            }

            @Override
            public void own(OwnDocument document) {
                // a transcript quotes no files of netdx's own
            }
        };
    }

    /** Objects of the document just read. */
    List<ObjectRef> documentsRead() {
        used += pending.isEmpty() ? 0 : 1;
        for (Fact fact : pending) {
            if (fact instanceof KubeObject) {
                (liveDocument ? live : manifests).put(fact.ref(), fact);
            } else {
                sink.fact(fact);
            }
        }
        return liveDocument ? pending.stream().filter(f -> f instanceof KubeObject).map(Fact::ref).toList() : List.of();
    }

    void finish(Set<ObjectRef> elsewhere, boolean alone, boolean named) {
        new Completion(drafts).complete();
        Set<ObjectRef> known = new TreeSet<>(live.keySet());
        drafts.forEach((ref, draft) -> {
            if (draft.described()) {
                known.add(ref);
            }
            if (!elsewhere.contains(ref) && !live.containsKey(ref)) {
                decode(draft);
            }
        });
        live.forEach((ref, fact) -> emit(fact, elsewhere));
        manifests.forEach((ref, fact) -> {
            if (!drafts.containsKey(ref) && !live.containsKey(ref)) {
                emit(fact, elsewhere);
                listing.seen(ref.kind());
            }
        });
        coverage.addAll(0, listing.statements(known));
        if (measured) {
            coverage.add(new Coverage("Metric", Coverage.ALL, Coverage.State.PARTIAL, "only what a command printed"));
        }
        if (alone) {
            see(logs.newest());
            events.events(now).forEach(sink::fact);
        }
        if (alone || named) {
            HostParts.join(hosts);
            hosts.values().forEach(sink::fact);
            wholeHosts.forEach((kind, nodes) -> nodes.forEach(node -> coverage.add(new Coverage(kind, node, Coverage.State.COMPLETE, ""))));
            texts(elsewhere);
        }
    }

    private void emit(Fact fact, Set<ObjectRef> elsewhere) {
        if (!elsewhere.contains(fact.ref())) {
            sink.fact(fact);
        }
    }

    private void decode(Draft draft) {
        try {
            sink.fact(ObjectDecoder.decode(draft.ref().kind(), draft.tree(), draft.source()));
        } catch (IllegalArgumentException | ClassCastException | UnsupportedOperationException e) {
            sink.problem(new Problem(draft.source().file() + ":" + draft.source().line(), draft.ref() + " has an unexpected shape, left out"));
        }
    }

    private void texts(Set<ObjectRef> elsewhere) {
        Set<ObjectRef> objects = new TreeSet<>(live.keySet());
        objects.addAll(elsewhere);
        PodNames names = new PodNames(drafts.values(), objects, selected);
        Function<ObjectRef, Optional<ObjectRef>> pod = names::resolve;
        logs.signatures(pod).forEach(sink::fact);
        drops.forEach(s -> pod.apply(s.ref()).ifPresent(ref -> sink.fact(new Signature(s.id(), ref, s.groups(), s.count(), s.first(), s.last(), s.source()))));
        for (Tested t : tests) {
            String host = t.test().host().indexOf('/') > 0 ? names.address(PodNames.qualified(t.test().host())) : t.test().host();
            boolean meant = !host.isEmpty() && (!t.test().ping() || names.has(host));
            pod.apply(t.client()).filter(ref -> meant).ifPresent(ref -> sink.fact(new Signature("client-test", ref, groups(t.test(), host), t.test().tries(), Instant.EPOCH,
                    Instant.EPOCH, new Provenance(t.place(), t.line(), ""))));
        }
        for (Echoed e : echoes) {
            Map<String, String> groups = Map.of("host", e.echo().host(), "bytes", Integer.toString(e.echo().bytes()), "back", Boolean.toString(e.echo().back()));
            pod.apply(e.client()).ifPresent(ref -> sink.fact(new Signature("echo-size", ref, groups, 1, Instant.EPOCH, Instant.EPOCH, new Provenance(e.place(), e.line(), ""))));
        }
        Set<ObjectRef> logged = new TreeSet<>(logs.pods(pod));
        Map<String, Boolean> complete = new HashMap<>();
        drafts.values().stream().filter(d -> d.ref().kind().equals("Pod") && d.tree().at("status").text("phase").equals("Running"))
                .forEach(d -> complete.merge(d.ref().namespace(), logged.contains(d.ref()), Boolean::logicalAnd));
        if (!logs.empty()) {
            new TreeMap<>(complete).forEach((ns, all) -> coverage.add(new Coverage("Log", ns, all ? Coverage.State.COMPLETE
                    : Coverage.State.PARTIAL, all ? "" : "logs of some pods only")));
            coverage.add(new Coverage("Log", Coverage.ALL, Coverage.State.PARTIAL, "logs of some pods only"));
        }
    }

    private static Map<String, String> groups(ClientTest test, String host) {
        Map<String, String> groups = new TreeMap<>();
        groups.put("mode", test.mode());
        groups.put("host", host);
        if (!test.port().isEmpty()) {
            groups.put("port", test.port());
        }
        return groups;
    }

    List<Coverage> coverage() {
        return coverage;
    }
}
