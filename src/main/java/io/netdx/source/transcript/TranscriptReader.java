package io.netdx.source.transcript;

import io.netdx.fact.Coverage;
import io.netdx.fact.Fact;
import io.netdx.fact.HostFact;
import io.netdx.fact.ObjectRef;
import io.netdx.fact.Plain;
import io.netdx.fact.Provenance;
import io.netdx.source.Kinds;
import io.netdx.source.Limits;
import io.netdx.source.Problem;
import io.netdx.source.decode.DocumentReader;
import io.netdx.source.decode.DocumentSink;
import io.netdx.source.decode.Metas;
import io.netdx.source.host.HostDecoder;
import io.netdx.source.host.SharedValues;
import io.netdx.source.metric.MetricReader;
import io.netdx.source.signature.SignatureTable;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads transcripts of one snapshot. Objects are gathered over all commands that show them and become facts at the end, in
 * {@link #finish}.
 */
public final class TranscriptReader implements Outputs.Visitor {

    private static final Pattern FORBIDDEN = Pattern.compile("Error from server \\(Forbidden\\): (.*)");
    private static final Pattern CANNOT = Pattern.compile(".*cannot \\w+ resource \"([^\"]+)\".*");
    private static final Pattern NOTICE = Pattern.compile("(?:Warning:|W\\d{4} |Error from server|error:|No resources found|Unable to|I\\d{4} |E\\d{4} ).*");
    private static final Pattern DOCUMENT = Pattern.compile("\\s*```.*|#!.*|#{2,6} .*|\\* .*\\S.*|={4,}");
    private static final Pattern READY = Pattern.compile("(\\d+/\\d+)?");
    private static final Pattern NAME = Pattern.compile("Name: {2,}\\S.*");
    /** {@code -o jsonpath='{.data.Corefile}'}. */
    private static final Pattern DATA = Pattern.compile("^jsonpath=\\{\\.data\\.((?:[\\w-]|\\\\\\.){1,200})\\}$");
    private static final Pattern READYZ = Pattern.compile("--raw[= ]['\"]?/(?:readyz|livez|healthz)\\b");
    private static final Set<String> BIRD = Set.of("birdcl", "birdc");
    private static final Set<String> AGENTS = Set.of("calicoctl", "cilium", "cilium-dbg", "hubble");
    /** Tools that tell of the network what no rule reads. */
    private static final Set<String> PASSED_OVER = Set.of("traceroute", "tracepath", "mtr", "istioctl", "linkerd", "tcpdump", "arping", "iperf3", "bridge", "ethtool", "birdcl6");
    private static final Pattern ARGUMENT = Pattern.compile("\"(\\w+)\"\\s*:\\s*\"([^\"]*)\"");

    private final Limits limits;
    private final DocumentSink sink;
    private final TranscriptState state;
    private final MetricReader metrics;
    private final SharedValues shared = new SharedValues();
    private final List<Outputs> deferred = new ArrayList<>();
    private Optional<Predicate<String>> covered = Optional.empty();
    private String current = "default";

    /** @param metrics receives what commands scraped */
    public TranscriptReader(Limits limits, SignatureTable table, MetricReader metrics, DocumentSink sink) {
        this.limits = limits;
        this.metrics = metrics;
        this.sink = sink;
        this.state = new TranscriptState(table, sink);
    }

    /**
     * What is read from now on stands beside files that hold the objects themselves: of its outputs count those that could add an
     * object. Most of a transcript is not even taken apart then.
     *
     * @param kinds of which the files hold all objects
     */
    public void beside(Predicate<String> kinds) {
        covered = Optional.of(kinds);
    }

    /** True where text begins like a terminal log or like output of kubectl; documents that quote some do not. */
    public static boolean startsLike(List<String> head) {
        if (head.stream().anyMatch(TranscriptReader::ofDocument)) {
            return false;
        }
        for (String raw : head) {
            String line = Screen.plain(raw);
            if (Command.ofLine(line).isPresent()) {
                return true;
            }
        }
        Optional<String> first = head.stream().map(Screen::plain).filter(l -> !l.isBlank() && !NOTICE.matcher(l).matches()).findFirst();
        return first.filter(l -> NAME.matcher(l).matches() || Table.header(l)
                && !TableObjects.kindOf(Table.of(List.of(l), 1)).isEmpty()).isPresent();
    }

    /** A line that no manifest has at its margin: a fence around something quoted, or a command. */
    public static boolean quotes(String line) {
        return Quoting.fence(line) || Command.ofLine(line).isPresent();
    }

    private static boolean ofDocument(String line) {
        // what such a line cannot do without; it spares most lines the pattern
        boolean may = !line.isEmpty() && "#*=".indexOf(line.charAt(0)) >= 0 || line.contains("```");
        return may && DOCUMENT.matcher(line).matches();
    }

    /** True where a JSON object has commands, or calls of tools, for keys. */
    public static boolean isCommandKey(String key) {
        return Command.ofKey(key).isPresent() || Outputs.isCall(key);
    }

    /** A terminal log. */
    public void terminal(String path, InputStream utf8) throws IOException {
        Outputs.terminal(path, utf8, limits, this, sink::problem);
    }

    /** A JSON map of commands to their output, or of names to lines of a log. */
    public void map(String path, InputStream utf8) {
        Outputs.map(path, utf8, limits, this, sink::problem);
    }

    /** Outputs that were understood. */
    public int used() {
        return state.used();
    }

    /**
     * Hands all facts on.
     *
     * @param elsewhere objects that other files of the snapshot hold; a transcript adds nothing to them
     * @param alone     nothing but transcripts was read
     * @param named     the user gave a transcript by its name: what was typed there belongs to the snapshot
     */
    public void finish(Set<ObjectRef> elsewhere, boolean alone, boolean named) {
        for (Outputs o : deferred) {
            Command c = o.command();
            Optional<String> node = c.pod().isEmpty() ? state.node(c.host(), elsewhere)
                    : c.pod().flatMap(exec -> state.nodeOf(exec.namespace("default"), exec.target()));
            node.ifPresent(n -> host(new Command(c.text(), n, Optional.empty(), c.words()), o.place(), o.first(), o.lines()));
            if (node.isEmpty() && c.pod().isEmpty() && HostCommands.file(c).isPresent()) {
                sink.problem(new Problem(o.place() + ":" + o.first(), "no node is called " + Plain.line(c.host()) + ": this output of " + c.tool() + " was left out"));
            }
        }
        state.finish(elsewhere, alone, named);
    }

    /** What the tools of network plugins print of themselves. */
    private void agent(Outputs output, List<String> lines) {
        Command command = output.command();
        Provenance source = output.source();
        List<String> words = command.words().stream().filter(w -> !w.startsWith("-")).toList();
        String sub = words.size() > 1 ? words.get(1) : "";
        List<Fact> facts = new ArrayList<>();
        if (command.tool().equals("calicoctl")) {
            if (sub.equals("node")) {
                CalicoOutputs.sessions(lines, nodeOf(command), source).ifPresent(state::draft);
            } else if (sub.equals("ipam")) {
                CalicoOutputs.pools(lines, source, facts::add);
            } else if (sub.equals("get") && words.size() > 2 && !words.get(2).startsWith("node")) {
                List<String> kubectl = new ArrayList<>(command.words());
                kubectl.set(0, "kubectl");
                objects(output.with(new Command(command.text(), command.host(), Optional.empty(), List.copyOf(kubectl)), lines));
            }
        } else if (BIRD.contains(command.tool()) && !command.text().contains("bird6")) {
            CalicoOutputs.protocols(lines, nodeOf(command), source).ifPresent(state::draft);
        } else if (sub.equals("status")) {
            CiliumOutputs.workloads(lines, command.namespace().isEmpty() ? "kube-system" : command.namespace(), source, state::draft);
            String node = nodeOf(command);
            CiliumOutputs.health(lines, node.isEmpty() ? command.pod().map(Command.Exec::target).orElse("") : node, output.place(), output.first(), facts::add);
        } else if (sub.equals("observe") || sub.equals("monitor")) {
            Drops.of(lines).forEach((flow, seen) -> state.dropped(flow, seen.count(), output.place(), output.first() + seen.line()));
        } else if (sub.equals("connectivity")) {
            CiliumOutputs.failures(lines, f -> state.failed(f.client(), new ClientTest("timeout", f.host(), f.port()), output.place(), output.first() + f.line()));
        }
        state.usedOne();
        state.figures(facts);
    }

    /** The node that an agent's tool ran on, by its shell or by the pod that it ran in; empty if unknown. */
    private String nodeOf(Command command) {
        return !command.host().isEmpty() ? command.host()
                : command.pod().flatMap(e -> state.nodeOf(e.namespace(namespace(command)), e.target())).orElse("");
    }

    public List<Coverage> coverage() {
        return state.coverage();
    }

    @Override
    public void lines(String name, String place, List<String> lines) {
        state.log(ObjectRef.of("Workload", "", name), place + ": " + name, lines, true);
    }

    @Override
    public void output(Outputs o) {
        Outputs output = o.command().words().isEmpty() && !o.key().isEmpty() ? called(o) : o;
        Command command = output.command();
        if (command.kubectl() && command.verb().equals("config") || command.tool().equals("kubens")) {
            namespaceChange(command);
            return;
        }
        if (command.verb().equals("rollout")) {
            Rollouts.stuck(output, namespace(command)).ifPresentOrElse(state::draft, () -> passedOver(output, "kubectl rollout"));
            return;
        }
        if (command.verb().equals("auth") || command.verb().equals("wait") || command.verb().equals("get") && READYZ.matcher(command.text()).find()) {
            passedOver(output, "kubectl " + command.verb());
            return;
        }
        List<String> lines = withoutNotices(output);
        if (lines.stream().allMatch(String::isBlank)) {
            // an error says why: only silence is to be noted
            if (output.lines().stream().allMatch(String::isBlank)) {
                nothing(command);
            }
        } else if (Scraped.is(lines)) {
            Scraped.read(command, namespace(command), output.place(), lines, metrics);
            state.usedOne();
        } else if (AGENTS.contains(command.tool()) || BIRD.contains(command.tool())) {
            agent(output, lines);
        } else if (covered.isPresent() && !adds(command, covered.get())) {
            state.usedOne();
        } else if (command.pod().isPresent() && HostCommands.file(command).isPresent()) {
            // only the pods of network agents see the node
            deferred.add(output.with(command, lines));
        } else if (!command.kubectl() && command.pod().isEmpty() && command.host().isEmpty() && !ClientTest.of(command, lines).isEmpty()) {
            state.usedOne();
            sink.problem(new Problem(output.place() + ":" + output.first(), "no pod is named for this " + command.tool() + ", left out; run it as: kubectl exec POD -- " + command.tool() + " …"));
        } else if (PASSED_OVER.contains(command.tool())) {
            passedOver(output, command.tool());
        } else if (command.pod().isPresent()) {
            state.test(command, namespace(command), output.place(), output.first(), lines);
        } else if (command.kubectl() && command.verb().startsWith("log")) {
            log(command, output.place(), lines);
        } else if (command.kubectl() || command.words().isEmpty()) {
            objects(output.with(command, lines));
        } else if (command.host().isEmpty()) {
            host(command, output.place(), output.first(), lines);
        } else {
            deferred.add(output.with(command, lines));
        }
    }

    private void passedOver(Outputs output, String what) {
        sink.problem(new Problem(output.place() + ":" + output.first(), "no rule reads what this " + what + " printed, left out"));
    }

    /** Whether the output may hold an object that no file does. */
    private static boolean adds(Command command, Predicate<String> covered) {
        if (command.pod().isPresent() || !command.words().isEmpty() && !command.kubectl() || command.verb().startsWith("log")) {
            return false;
        }
        List<String> resources = command.resources();
        return resources.isEmpty() || !resources.stream().allMatch(r -> Kinds.ofResource(r).filter(covered).isPresent());
    }

    private String namespace(Command command) {
        return command.namespace().isEmpty() ? current : command.namespace();
    }

    private void namespaceChange(Command command) {
        String ns = command.flag("-n", "--namespace");
        if (command.tool().equals("kubens") && command.words().size() == 2) {
            current = command.words().get(1);
        } else if (!ns.isEmpty()) {
            current = ns;
        }
    }

    /** {@code GetResources:{"resource_type":"pods","namespace":"shop"}} asks what a command would ask. */
    private static Outputs called(Outputs o) {
        String resource = "";
        String name = "";
        String namespace = "";
        String node = "";
        boolean selected = o.key().contains("label") && !o.key().contains("show_labels");
        Matcher m = ARGUMENT.matcher(o.key());
        while (m.find()) {
            switch (m.group(1)) {
                case "resource", "resource_type", "kind" -> resource = m.group(2);
                case "name", "resource_name" -> name = m.group(2);
                case "namespace" -> namespace = m.group(2);
                case "node", "node_name" -> node = m.group(2);
                default -> { }
            }
        }
        Command command = resource.isEmpty() ? new Command(o.key(), node, Optional.empty(), List.of())
                : Command.of("kubectl get " + resource + (name.isEmpty() ? "" : " " + name) + (namespace.isEmpty() ? "" : " -n " + namespace)
                        + (selected ? " -l given" : ""), node);
        return o.with(command, o.lines());
    }

    /** Takes errors and warnings out, which stand among the output of a terminal. */
    private List<String> withoutNotices(Outputs output) {
        boolean log = output.command().verb().startsWith("log") || !output.command().kubectl() && !output.command().words().isEmpty();
        if (log || output.lines().stream().limit(50).noneMatch(TranscriptReader::notice)) {
            return output.lines();
        }
        List<String> lines = new ArrayList<>();
        for (String line : output.lines()) {
            // an empty line keeps the numbers of the others
            boolean notice = notice(line);
            lines.add(notice ? "" : line);
            Matcher forbidden = FORBIDDEN.matcher(notice ? line : "");
            if (forbidden.matches()) {
                Matcher what = CANNOT.matcher(line);
                String why = "forbidden: " + (forbidden.group(1).length() > 160 ? forbidden.group(1).substring(0, 160) : forbidden.group(1));
                (what.matches() ? Kinds.ofResource(what.group(1)) : Optional.<String>empty()).ifPresent(kind -> state.denied(kind, why));
            } else if (line.startsWith("No resources found")) {
                nothingFound(output.command());
            } else if (notice) {
                state.usedOne();
            }
        }
        return lines;
    }

    private static boolean notice(String line) {
        // what a notice begins with; it spares most lines the pattern
        return !line.isEmpty() && "WEeNUI".indexOf(line.charAt(0)) >= 0 && NOTICE.matcher(line).matches();
    }

    private void nothingFound(Command command) {
        listed(command, kindOf(command, ""), List.of(), true);
    }

    private void nothing(Command command) {
        if (command.verb().equals("get")) {
            listed(command, kindOf(command, ""), List.of(), false);
        }
    }

    private static String kindOf(Command command, String fallback) {
        List<String> resources = command.resources();
        return resources.size() == 1 ? Kinds.ofResource(resources.get(0)).orElse(fallback) : fallback;
    }

    private void listed(Command command, String kind, List<ObjectRef> refs, boolean certain) {
        if (kind.isEmpty()) {
            return;
        }
        boolean one = command.named() || command.filtered() || command.words().isEmpty();
        String ns = command.allNamespaces() || Metas.clusterScoped(kind) ? Coverage.ALL : namespace(command);
        state.listed(kind, one ? Optional.empty() : Optional.of(ns), refs, certain);
    }

    private void log(Command command, String place, List<String> lines) {
        state.usedOne();
        Map<String, List<String>> prefixed = Prefixed.byPod(lines);
        if (!prefixed.isEmpty()) {
            prefixed.forEach((pod, of) -> state.log(ObjectRef.of("Pod", namespace(command), pod), place, of, false));
            return;
        }
        String selector = command.flag("-l", "--selector");
        List<String> arguments = command.arguments();
        if (!selector.isEmpty()) {
            // of several pods kubectl prints the last ten lines only
            state.log(ObjectRef.of("Selector", namespace(command), selector), place, lines, false);
        } else if (!arguments.isEmpty()) {
            state.log(PodNames.meant(namespace(command), arguments.get(0)), place, lines, whole(command));
        }
    }

    /** The log from its beginning to its end, as far as the node still had it. */
    private static boolean whole(Command command) {
        return !command.text().contains("|") && !command.text().contains("--since") && !command.text().contains("--tail")
                && !command.words().contains("-p") && !command.words().contains("--previous");
    }

    private void objects(Outputs output) {
        List<String> lines = output.lines();
        String first = lines.stream().filter(l -> !l.isBlank()).findFirst().orElse("");
        Optional<HostFact.HostService> unit = HostCommands.unit(lines, output.command().host(), output.place(), output.first());
        Matcher data = DATA.matcher(output.command().output());
        if (data.find() && kindOf(output.command(), "").equals("ConfigMap") && output.command().arguments().size() == 2) {
            state.draft(new Draft("ConfigMap", namespace(output.command()), output.command().arguments().get(1), output.source())
                    .set(String.join("\n", lines), "data", data.group(1).replace("\\.", ".")));
            state.usedOne();
        } else if (unit.isPresent() && !output.command().kubectl()) {
            state.unit(unit.get());
        } else if (first.startsWith("{") || first.startsWith("apiVersion:") || first.startsWith("kind:") || first.equals("---")) {
            documents(output);
        } else if (NAME.matcher(first).matches()) {
            described(output);
        } else {
            tables(output);
        }
    }

    private void documents(Outputs output) {
        Command command = output.command();
        DocumentReader reader = new DocumentReader(limits, state.documents(), output.place(), Kinds.ofResource(kindOf(command, "")),
                command.words().isEmpty() ? "" : namespace(command));
        String text = String.join("\n", output.lines());
        InputStream in = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
        if (text.stripLeading().startsWith("{")) {
            reader.json(in, output.first() - 1);
            reader.finish();
        } else {
            reader.yaml(in);
        }
        List<ObjectRef> refs = state.documentsRead();
        refs.stream().map(ObjectRef::kind).distinct().forEach(kind -> listed(command, kind,
                refs.stream().filter(r -> r.kind().equals(kind)).toList(), true));
    }

    private void described(Outputs output) {
        List<String> lines = output.lines();
        int start = 0;
        for (int i = 1; i <= lines.size(); i++) {
            boolean next = i == lines.size() || lines.get(i).startsWith("Name:") && NAME.matcher(lines.get(i)).matches();
            if (next) {
                Described d = Described.of(lines.subList(start, i), output.first() + start);
                String kind = kindOf(output.command(), DescribedObjects.kindOf(d));
                if (kind.isEmpty() || d.text("Name").isEmpty()) {
                    start = i;
                    continue;
                }
                Provenance source = new Provenance(output.place(), output.first() + start, "");
                Draft draft = DescribedObjects.draft(kind, d, namespace(output.command()), source);
                if (!Hollow.described(kind)) {
                    state.draft(draft);
                }
                state.event(draft.ref(), d.at("Events"), output.place());
                state.moment(d);
                listed(output.command(), kind, List.of(draft.ref()), true);
                start = i;
            }
        }
    }

    /** Tables are apart from each other by a blank line. */
    private void tables(Outputs output) {
        List<String> lines = output.lines();
        for (int i = 0; i < lines.size(); i++) {
            if (Table.header(lines.get(i))) {
                int end = i + 1;
                while (end < lines.size() && !lines.get(end).isBlank() && !Table.header(lines.get(end))) {
                    end++;
                }
                table(output, Table.of(lines.subList(i, end), output.first() + i));
                i = end - 1;
            }
        }
    }

    private void table(Outputs output, Table table) {
        Command command = output.command();
        if (table.misfits() > 0) {
            sink.problem(new Problem(output.place() + ":" + output.first(),
                    table.misfits() + " rows do not fit the table's header (cut off or wrapped), left out"));
        }
        if (command.verb().equals("top") || table.has("CPU(cores)")) {
            List<Fact> facts = new ArrayList<>();
            Usage.read(table, namespace(command), output.place(), facts::add);
            state.usedOne();
            state.figures(facts);
            return;
        }
        boolean events = table.has("LAST SEEN") && table.has("OBJECT");
        String fallback = TableObjects.kindOf(table);
        if (events) {
            listed(command, "Event", state.events(table, namespace(command), output.place()), true);
            return;
        }
        // a command that was not recognised stands before this table: what it asked for nobody knows
        boolean foreign = !fallback.isEmpty() && !kindOf(command, fallback).equals(fallback) && !fallback.equals("ReplicaSet");
        List<ObjectRef> refs = new ArrayList<>();
        for (Table.Row row : table.rows()) {
            String name = row.get("NAME");
            int slash = name.indexOf('/');
            String kind = slash > 0 ? Kinds.ofResource(name.substring(0, slash)).orElse("") : foreign ? fallback : kindOf(command, fallback);
            if (kind.isEmpty() || name.isEmpty() || kind.equals("Event") || kind.equals("Pod") && !READY.matcher(row.get("READY")).matches()) {
                continue;
            }
            String ns = row.get("NAMESPACE").isEmpty() ? namespace(command) : row.get("NAMESPACE");
            Draft draft = TableObjects.draft(kind, row, ns, name.substring(slash + 1), new Provenance(output.place(), row.line(), ""));
            if (!Hollow.inTable(kind)) {
                state.draft(draft);
            }
            refs.add(draft.ref());
        }
        if (!command.flag("-l", "--selector").isEmpty()) {
            state.selected(command.flag("-l", "--selector"), refs);
        }
        refs.stream().map(ObjectRef::kind).distinct().forEach(kind -> listed(foreign ? Command.NONE : command, kind,
                refs.stream().filter(r -> r.kind().equals(kind)).toList(), !table.rows().isEmpty() && table.misfits() == 0));
    }

    private void host(Command command, String place, int first, List<String> lines) {
        Optional<HostFact.HostService> unit = HostCommands.unit(lines, command.host(), place, first);
        if (command.tool().equals("systemctl") && unit.isPresent()) {
            state.unit(unit.get());
            return;
        }
        if (!command.host().isEmpty() && (command.tool().equals("journalctl") || command.tool().equals("dmesg"))) {
            state.usedOne();
            state.log(ObjectRef.ofNode(command.host()), place, lines, false);
            return;
        }
        Optional<HostCommands.Health> health = HostCommands.health(command, lines);
        if (health.isPresent()) {
            String at = health.get().local() ? command.host() : health.get().address();
            state.node(at, Set.of()).ifPresent(node -> state.unit(new HostFact.HostService(node, health.get().service(), health.get().state(), new Provenance(place, first, ""))));
            return;
        }
        if (!command.host().isEmpty() && command.tool().equals("ping")) {
            HostCommands.ping(command, lines, place, first).ifPresent(f -> state.host(command.host(), List.of(f), List.of()));
            return;
        }
        Optional<HostCommands.File> file = HostCommands.file(command);
        if (file.isEmpty()) {
            return;
        }
        if (command.host().isEmpty()) {
            sink.problem(new Problem(place + ":" + first, "no node is named for this output of " + command.tool()
                    + ", left out; run it as: ssh NODE " + command.tool() + " …"));
            return;
        }
        byte[] bytes = String.join("\n", HostCommands.asFile(command, lines)).getBytes(StandardCharsets.UTF_8);
        List<Fact> facts = new ArrayList<>();
        try {
            HostDecoder.Reading reading = HostDecoder.decode(command.host(), file.get().name(), place, first - 1 - HostCommands.added(command),
                    new ByteArrayInputStream(bytes), shared, facts::add, sink::problem);
            boolean whole = file.get().whole() && !command.filtered() && reading == HostDecoder.Reading.COMPLETE;
            state.host(command.host(), facts, whole ? HostDecoder.kindsOf(file.get().name()) : List.of());
        } catch (IOException e) {
            throw new UncheckedIOException("reading from memory", e);
        }
    }
}
