package io.netdx.serve;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A cluster for tests: two nodes, a Deployment with its ReplicaSets and pods, which run at once, and commands that know a few words. Who
 * deletes a pod of a Deployment gets another one.
 */
final class ToyPlane implements ControlPlane {

    private static final String[] WORKER = {"worker-1", "worker-2"};

    private final Map<String, Map<String, Object>> objects = new TreeMap<>();
    private final Map<String, String> logs = new HashMap<>();
    /** What was asked for, refused or not. */
    final List<Write> writes = new CopyOnWriteArrayList<>();
    final Set<String> forbidden = new java.util.concurrent.ConcurrentSkipListSet<>();
    private long revision = 100;
    private long born;
    private Optional<State> state = Optional.empty();

    ToyPlane() {
        for (String namespace : List.of("default", "shop")) {
            put(object("v1", "Namespace", "", namespace, "status", Map.of("phase", "Active")));
        }
        for (String node : WORKER) {
            put(object("v1", "Node", "", node, "spec", Map.of(), "status", Map.of("conditions", List.of(Map.of("type", "Ready", "status", "True")))));
        }
        Map<String, Object> template = Map.of("metadata", Map.of("labels", Map.of("app", "web")), "spec", Map.of("restartPolicy", "Always", "containers",
                List.of(Map.of("name", "web", "image", "web:1", "ports", List.of(Map.of("containerPort", 8080L, "protocol", "TCP"))))));
        put(object("apps/v1", "Deployment", "shop", "web", "spec", Map.of("replicas", 2L, "selector", Map.of("matchLabels", Map.of("app", "web")),
                "strategy", Map.of("type", "RollingUpdate"), "template", template)));
        put(object("v1", "Service", "shop", "web", "spec", Map.of("type", "ClusterIP", "clusterIP", "10.96.0.7", "selector", Map.of("app", "web"),
                "ports", List.of(Map.of("port", 80L, "targetPort", 8080L, "protocol", "TCP")))));
        reconcile();
    }

    private Map<String, Object> object(String apiVersion, String kind, String namespace, String name, Object... fields) {
        Map<String, Object> metadata = Json.object("name", name, "uid", "uid-" + born++, "creationTimestamp", "2026-11-23T08:00:00Z", "generation", 1L);
        if (!namespace.isEmpty()) {
            metadata.put("namespace", namespace);
        }
        Map<String, Object> object = Json.object("apiVersion", apiVersion, "kind", kind, "metadata", metadata);
        object.putAll(Json.object(fields));
        return object;
    }

    private static String key(String kind, String namespace, String name) {
        return kind + "/" + namespace + "/" + name;
    }

    private void put(Map<String, Object> object) {
        objects.put(key(Fields.text(object, "kind"), Fields.text(object, "metadata", "namespace"), Fields.text(object, "metadata", "name")), object);
    }

    private List<Map<String, Object>> all(String kind) {
        return objects.values().stream().filter(o -> o.get("kind").equals(kind)).toList();
    }

    synchronized void log(String key, String more) {
        logs.merge(key, more, String::concat);
        changed();
    }

    /** What is stored at a path of an object of namespace shop. */
    synchronized Object at(String kind, String name, String... path) {
        return Fields.at(objects.getOrDefault(key(kind, "shop", name), Map.of()), path);
    }

    /** The pods of the Deployment, by name. */
    synchronized List<String> pods() {
        return all("Pod").stream().filter(p -> Fields.text(p, "metadata", "labels", "app").equals("web")).map(p -> Fields.text(p, "metadata", "name")).toList();
    }

    private void changed() {
        revision++;
        state = Optional.empty();
    }

    @Override
    public synchronized State state() {
        if (state.isEmpty()) {
            state = Optional.of(new State(revision, Instant.parse("2026-11-23T10:00:00Z"), "v1.33.2", List.copyOf(objects.values()), Map.copyOf(logs)));
        }
        return state.get();
    }

    @Override
    public String user() {
        return "trainee";
    }

    @Override
    public boolean allowed(Access access) {
        return !forbidden.contains(access.verb() + " " + access.resource() + (access.subresource().isEmpty() ? "" : "/" + access.subresource()));
    }

    @Override
    public List<Rule> rules(String namespace) {
        return List.of(new Rule(List.of("*"), List.of("*"), List.of("*"), List.of()));
    }

    @Override
    public synchronized Optional<Map<String, Object>> write(Write write) throws Refused {
        writes.add(write);
        String key = key(write.target().kind(), write.target().namespace(), write.target().name());
        if (write instanceof Create create) {
            put(create.object());
        } else if (write instanceof Replace replace) {
            put(replace.object());
        } else if (write instanceof Evict && write.target().name().startsWith("guarded")) {
            throw new Refused(429, "TooManyRequests", "Cannot evict pod as it would violate the pod's disruption budget.");
        } else if (write instanceof Delete || write instanceof Evict) {
            objects.remove(key);
        }
        reconcile();
        changed();
        return Optional.ofNullable(objects.get(key));
    }

    private void reconcile() {
        all("Deployment").forEach(this::roll);
        for (Map<String, Object> set : all("ReplicaSet")) {
            if (!objects.containsKey(key("Deployment", "shop", Fields.text(set, "metadata", "labels", "app")))) {
                objects.values().remove(set);
            }
        }
        for (Map<String, Object> pod : all("Pod")) {
            String owner = Fields.text(pod, "metadata", "annotations", "set");
            if (!owner.isEmpty() && !objects.containsKey(key("ReplicaSet", "shop", owner))) {
                objects.values().remove(pod);
            } else if (!pod.containsKey("status")) {
                put(started(pod));
            } else if (Fields.list(pod, "spec", "ephemeralContainers").size() != Fields.list(pod, "status", "ephemeralContainerStatuses").size()) {
                put(Fields.with(pod, statuses(pod, "ephemeralContainers"), "status", "ephemeralContainerStatuses"));
            }
        }
    }

    private void roll(Map<String, Object> deployment) {
        String app = Fields.text(deployment, "metadata", "name");
        Object template = Fields.at(deployment, "spec", "template");
        List<Map<String, Object>> sets = all("ReplicaSet").stream().filter(s -> Fields.text(s, "metadata", "labels", "app").equals(app)).toList();
        String name = sets.stream().filter(s -> Fields.at(s, "spec", "template").equals(template)).map(s -> Fields.text(s, "metadata", "name")).findFirst()
                .orElseGet(() -> app + "-" + born);
        long revision = sets.stream().mapToLong(s -> Long.parseLong(Fields.text(s, "metadata", "annotations", "deployment.kubernetes.io/revision"))).max().orElse(0);
        boolean newest = sets.stream().anyMatch(s -> Fields.text(s, "metadata", "name").equals(name)
                && Fields.text(s, "metadata", "annotations", "deployment.kubernetes.io/revision").equals(Long.toString(revision)));
        String number = Long.toString(newest ? revision : revision + 1);
        long wanted = (Long) Fields.at(deployment, "spec", "replicas");
        for (Map<String, Object> set : sets) {
            put(Fields.with(set, 0L, "spec", "replicas"));
        }
        Map<String, Object> set = object("apps/v1", "ReplicaSet", "shop", name, "spec", Json.object("replicas", wanted, "selector",
                Fields.at(deployment, "spec", "selector"), "template", template), "status", Map.of("replicas", wanted));
        set = Fields.with(set, Map.of("deployment.kubernetes.io/revision", number), "metadata", "annotations");
        set = Fields.with(set, Map.of("app", app), "metadata", "labels");
        set = Fields.with(set, List.of(Json.object("apiVersion", "apps/v1", "kind", "Deployment", "name", app, "controller", true,
                "uid", Fields.text(deployment, "metadata", "uid"))), "metadata", "ownerReferences");
        put(set);
        pods(set, app, wanted);
        Map<String, Object> status = Json.object("observedGeneration", Fields.at(deployment, "metadata", "generation"), "replicas", wanted,
                "updatedReplicas", wanted, "readyReplicas", wanted, "availableReplicas", wanted,
                "conditions", List.of(Map.of("type", "Available", "status", "True"), Map.of("type", "Progressing", "status", "True", "reason", "NewReplicaSetAvailable")));
        put(Fields.with(Fields.with(deployment, status, "status"), number, "metadata", "annotations", "deployment.kubernetes.io/revision"));
    }

    private void pods(Map<String, Object> set, String app, long wanted) {
        String owner = Fields.text(set, "metadata", "name");
        List<Map<String, Object>> there = new ArrayList<>(all("Pod").stream().filter(p -> Fields.text(p, "metadata", "labels", "app").equals(app)).toList());
        List<Map<String, Object>> mine = new ArrayList<>(there.stream().filter(p -> Fields.text(p, "metadata", "annotations", "set").equals(owner)).toList());
        there.removeAll(mine);
        there.forEach(objects.values()::remove);
        while (mine.size() > wanted) {
            objects.values().remove(mine.remove(0));
        }
        while (mine.size() < wanted) {
            Map<String, Object> pod = object("v1", "Pod", "shop", owner + "-" + born, "spec", Fields.with(Fields.object(set, "spec", "template", "spec"),
                    WORKER[mine.size() % 2], "nodeName"));
            pod = Fields.with(Fields.with(pod, Map.of("app", app), "metadata", "labels"), Map.of("set", owner), "metadata", "annotations");
            pod = Fields.with(pod, List.of(Json.object("apiVersion", "apps/v1", "kind", "ReplicaSet", "name", owner, "controller", true,
                    "uid", Fields.text(set, "metadata", "uid"))), "metadata", "ownerReferences");
            put(pod);
            mine.add(pod);
        }
    }

    private static Map<String, Object> started(Map<String, Object> pod) {
        return Fields.with(Fields.with(pod, Json.object("phase", "Running", "podIP", "10.244.1.9", "conditions", List.of(Map.of("type", "Ready", "status", "True")),
                "containerStatuses", statuses(pod, "containers")), "status"), "worker-1", "spec", "nodeName");
    }

    private static List<Object> statuses(Map<String, Object> pod, String field) {
        List<Object> all = new ArrayList<>();
        for (Map<String, Object> container : Fields.objects(pod, "spec", field)) {
            all.add(Json.object("name", container.get("name"), "image", container.get("image"), "ready", true, "restartCount", 0L,
                    "state", Map.of("running", Map.of("startedAt", "2026-11-23T09:59:00Z"))));
        }
        return all;
    }

    @Override
    public int run(Exec exec, InputStream in, OutputStream out, OutputStream err) throws Refused, IOException {
        String key = key("Pod", exec.namespace(), exec.pod());
        List<String> argv = exec.argv();
        if (exec.attached()) {
            Map<String, Object> pod;
            synchronized (this) {
                pod = objects.get(key);
            }
            List<Object> args = Fields.list(Fields.objects(pod, "spec", "containers").get(0), "args");
            int code = command(args.isEmpty() ? List.of("sh") : args.stream().map(String.class::cast).toList(), in, out, err);
            synchronized (this) {
                Map<String, Object> status = new LinkedHashMap<>(Json.object("phase", code == 0 ? "Succeeded" : "Failed", "containerStatuses",
                        List.of(Json.object("name", exec.container(), "state", Map.of("terminated", Json.object("exitCode", (long) code))))));
                put(Fields.with(pod, status, "status"));
                changed();
            }
            return code;
        }
        return command(argv, in, out, err);
    }

    private static int command(List<String> argv, InputStream in, OutputStream out, OutputStream err) throws Refused, IOException {
        switch (argv.get(0)) {
            case "echo" -> say(out, String.join(" ", argv.subList(1, argv.size())) + "\n");
            case "cat" -> in.transferTo(out);
            case "fail" -> {
                say(err, "it failed\n");
                return 3;
            }
            case "sh" -> {
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
                say(out, "/ # ");
                for (String line = lines.readLine(); line != null && !line.equals("exit"); line = lines.readLine()) {
                    say(out, "you said " + line + "\n/ # ");
                }
            }
            default -> throw new Refused(500, "InternalError", "exec: \"" + argv.get(0) + "\": executable file not found in $PATH");
        }
        return 0;
    }

    private static void say(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
    }
}
