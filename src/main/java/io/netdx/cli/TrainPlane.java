package io.netdx.cli;

import io.netdx.serve.ControlPlane;
import io.netdx.simulate.behave.Running;
import io.netdx.simulate.world.Resource;
import io.netdx.source.Kinds;
import io.netdx.train.Lab;
import io.netdx.train.Session;
import io.netdx.train.Shell;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The simulated cluster of a training session, as what stands behind the API that the trainee's kubectl talks to. */
final class TrainPlane implements ControlPlane {

    private static final String PLACE = "node-debugger-";

    private final Session session;
    private final Lab lab;
    private final Clock clock;
    private final Map<String, Map<String, Object>> shown = new HashMap<>();
    private Optional<State> state = Optional.empty();

    /** @param clock tells the requests of one command from those of the next */
    TrainPlane(Session session, Lab lab, Clock clock) {
        this.session = session;
        this.lab = lab;
        this.clock = clock;
    }

    @Override
    public State state() {
        synchronized (session) {
            if (state.filter(s -> s.revision() == session.revision()).isEmpty()) {
                List<Map<String, Object>> objects = new ArrayList<>();
                lab.objects().forEach((kind, list) -> list.forEach(r -> objects.add(same(r))));
                state = Optional.of(new State(session.revision(), lab.now(), lab.profile().version(), objects, lab.running().shown().logs()));
            }
            return state.orElseThrow();
        }
    }

    /** The instance that was shown before, where nothing in it changed. */
    private Map<String, Object> same(Resource object) {
        Map<String, Object> tree = object.tree();
        ((Map<?, ?>) tree.get("metadata")).remove("resourceVersion");
        Map<String, Object> before = shown.get(object.key());
        if (tree.equals(before)) {
            return before;
        }
        shown.put(object.key(), tree);
        return tree;
    }

    @Override
    public String user() {
        return "trainee";
    }

    @Override
    public boolean allowed(Access access) {
        return !session.scenario().denied().contains(access.resource());
    }

    @Override
    public void served(Access access) {
        read(session, access, clock.instant());
    }

    /** Keeps account of what a trainee reads. */
    static void read(Session session, Access access, Instant at) {
        boolean reads = access.verb().equals("get") || access.verb().equals("list");
        if (reads && access.subresource().equals("log")) {
            session.readLogs(access.namespace(), access.name(), at);
        } else if (reads && access.subresource().isEmpty()) {
            Kinds.ofResource(access.resource()).ifPresent(kind -> session.looked(kind, access.namespace(), access.name(), at));
        }
    }

    @Override
    public List<Rule> rules(String namespace) {
        if (session.scenario().denied().isEmpty()) {
            return List.of(new Rule(List.of("*"), List.of("*"), List.of("*"), List.of()));
        }
        List<String> granted = lab.objects().keySet().stream().map(k -> Kinds.plural(k.toLowerCase(Locale.ROOT))).filter(r -> !session.scenario().denied().contains(r)).sorted().toList();
        return List.of(new Rule(List.of("*"), List.of("*"), granted, List.of()));
    }

    @Override
    public Optional<Map<String, Object>> write(Write write) throws Refused {
        Target target = write.target();
        String what = target.kind().toLowerCase(Locale.ROOT) + " " + (target.namespace().isEmpty() ? "" : target.namespace() + "/") + target.name();
        synchronized (session) {
            if (write instanceof Create create) {
                session.put(Resource.of(create.object()), "create " + what);
                alone(Resource.of(create.object()));
            } else if (write instanceof Replace replace && replace.subresource().equals("ephemeralcontainers")) {
                session.attach(target.namespace(), target.name(), Resource.of(replace.object()).list("spec", "ephemeralContainers"), "debug " + what);
            } else if (write instanceof Replace replace && !replace.subresource().equals("status")) {
                session.put(Resource.of(replace.object()), "change " + what);
            } else if (write instanceof Delete || write instanceof Evict) {
                session.delete(target.kind(), target.namespace(), target.name(), "delete " + what);
                // a controller may have made another of the same name
                return Optional.empty();
            }
            String key = target.kind() + "/" + target.namespace() + "/" + target.name();
            state();
            return lab.objects().getOrDefault(target.kind(), List.of()).stream().filter(r -> r.key().equals(key)).findFirst().map(this::same);
        }
    }

    /** A pod that somebody made to run one command, with nobody who waits for it. */
    private void alone(Resource pod) {
        boolean once = pod.kind().equals("Pod") && !pod.text("spec", "restartPolicy").equals("Always");
        List<String> argv = command(pod);
        if (once && !argv.isEmpty() && !pod.text("spec", "containers", 0, "stdin").equals("true")) {
            session.test(pod.namespace(), pod.name(), argv).ifPresent(output -> session.end(pod.namespace(), pod.name(), output));
        }
    }

    /** What the container runs that somebody attaches to. */
    private List<String> attached(Exec exec, Optional<Resource> bare) {
        Optional<Resource> debugger = lab.objects().getOrDefault("Pod", List.of()).stream().filter(p -> p.namespace().equals(exec.namespace()) && p.name().equals(exec.pod()))
                .flatMap(p -> named(p, "ephemeralContainers", exec.container()).stream()).findFirst();
        return debugger.map(TrainPlane::argv).or(() -> bare.map(TrainPlane::command)).orElse(List.of());
    }

    private static Optional<Resource> named(Resource pod, String field, String container) {
        return pod.items("spec", field).stream().filter(c -> c.text("name").equals(container)).findFirst();
    }

    private static List<String> command(Resource pod) {
        return argv(Resource.of(pod.copy().map("spec", "containers", 0)));
    }

    private static List<String> argv(Resource container) {
        List<String> argv = new ArrayList<>();
        container.list("command").forEach(word -> argv.add(String.valueOf(word)));
        container.list("args").forEach(word -> argv.add(String.valueOf(word)));
        return argv;
    }

    @Override
    public int run(Exec exec, InputStream in, OutputStream out, OutputStream err) throws Refused, IOException {
        Optional<Running.Inside> inside = lab.running().inside(exec.namespace(), exec.pod());
        if (inside.filter(Running.Inside::running).isEmpty()) {
            throw new Refused(500, "InternalError", "unable to upgrade connection: container not found (\"" + exec.container() + "\")");
        }
        Optional<Resource> bare = lab.declared("Pod", exec.namespace(), exec.pod());
        List<String> argv = exec.attached() ? attached(exec, bare) : exec.argv();
        Optional<String> node = exec.pod().startsWith(PLACE) ? inside.get().host().map(h -> h.name()) : Optional.empty();
        Shell.Output output = interactive(argv) ? dialogue(exec, node, in, out) : ran(exec, node, argv);
        write(out, interactive(argv) ? "" : output.out());
        write(err, output.error());
        if (exec.attached() && bare.filter(pod -> named(pod, "containers", exec.container()).isPresent()).isPresent()) {
            session.end(exec.namespace(), exec.pod(), output);
        }
        return output.code();
    }

    private static boolean interactive(List<String> argv) {
        String name = argv.isEmpty() ? "sh" : argv.get(0).substring(argv.get(0).lastIndexOf('/') + 1);
        return List.of("sh", "bash", "ash").contains(name) && argv.size() <= 1;
    }

    private Shell.Output ran(Exec exec, Optional<String> node, List<String> argv) throws Refused {
        Optional<Shell.Output> output = node.isPresent() ? session.onMachine(node.get(), argv) : session.test(exec.namespace(), exec.pod(), argv);
        Shell.Output given = output.orElseThrow(() -> new Refused(500, "InternalError", "error dialing backend: dial tcp: i/o timeout"));
        if (given.code() == 127) {
            throw new Refused(500, "InternalError", "Internal error occurred: error executing command in container: exec: \"" + argv.get(0) + "\": executable file not found in $PATH");
        }
        return given;
    }

    /** A shell at which somebody types line after line. */
    private Shell.Output dialogue(Exec exec, Optional<String> node, InputStream in, OutputStream out) throws IOException {
        BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        String prompt = exec.tty() ? "/ # " : "";
        write(out, prompt);
        for (String line = lines.readLine(); line != null && !line.strip().equals("exit"); line = lines.readLine()) {
            if (!line.isBlank()) {
                List<String> argv = List.of("sh", "-c", line);
                Optional<Shell.Output> output = node.isPresent() ? session.onMachine(node.get(), argv) : session.test(exec.namespace(), exec.pod(), argv);
                write(out, output.map(o -> o.out() + o.error()).orElse("the machine does not answer\n"));
            }
            write(out, prompt);
        }
        return new Shell.Output(0, "", "", 0);
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }
}
