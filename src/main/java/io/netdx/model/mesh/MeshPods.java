package io.netdx.model.mesh;

import io.netdx.cluster.Cluster;
import io.netdx.fact.Container;
import io.netdx.fact.Coverage;
import io.netdx.fact.Namespace;
import io.netdx.fact.ObjectRef;
import io.netdx.fact.Pod;
import io.netdx.fact.WebhookConfiguration;
import io.netdx.fact.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Pods of a mesh, and pods that should be in it. One problem a workload and kind: its pods are alike. */
final class MeshPods {

    private static final int PROXY_UID = 1337;
    /** Istio's own ports in a pod: inbound, outbound, tunnel, DNS, health, telemetry, administration. */
    private static final Set<Integer> PROXY_PORTS = Set.of(15000, 15001, 15004, 15006, 15008, 15020, 15021, 15053, 15090);
    private static final List<String> VALIDATORS = List.of("istio-validation", "linkerd-network-validator");
    private static final List<String> REDIRECTORS = List.of("istio-init", "istio-validation", "linkerd-init", "linkerd-network-validator");

    private final Cluster cluster;
    private final Mesh mesh;
    private final Map<String, MeshProblem> found = new TreeMap<>();

    MeshPods(Cluster cluster, Mesh mesh) {
        this.cluster = cluster;
        this.mesh = mesh;
    }

    List<MeshProblem> find() {
        cluster.all(Namespace.class).forEach(this::labels);
        Optional<String> control = controlVersion();
        for (Pod pod : cluster.all(Pod.class)) {
            String kind = Mesh.of(pod);
            if (pod.meta().terminating()) {
                continue;
            }
            if (pod.containers().stream().anyMatch(c -> c.image().equals("auto") && c.name().equals("istio-proxy"))) {
                add("image-auto", "istio", pod, "istio-proxy", "the image of istio-proxy is still auto: no injection webhook has replaced it");
                continue;
            }
            if (kind.isEmpty()) {
                notInjected(pod);
            } else if (!kind.equals("ambient")) {
                proxied(pod, kind, control);
            }
        }
        ztunnels();
        return List.copyOf(found.values());
    }

    private void add(String kind, String of, Pod pod, String what, String detail) {
        ObjectRef workload = cluster.workloadOf(pod);
        found.putIfAbsent(kind + " " + workload, new MeshProblem(kind, of, workload, what, pod.ref(), detail, pod.source()));
    }

    private void labels(Namespace ns) {
        Map<String, String> labels = ns.meta().labels();
        String revision = labels.getOrDefault("istio.io/rev", "");
        String injection = labels.getOrDefault("istio-injection", "");
        boolean sidecars = injection.equals("enabled") || injection.isEmpty() && !revision.isEmpty();
        boolean ambient = "ambient".equals(labels.get("istio.io/dataplane-mode"));
        if (injection.equals("enabled") && !revision.isEmpty() || sidecars && ambient) {
            found.put("labels " + ns.ref(), new MeshProblem("injection-labels", "istio", ns.ref(), revision, ns.ref(), ambient
                    ? "the labels ask for sidecars and for ambient mode" : "istio-injection=" + injection + " and istio.io/rev=" + revision
                    + " are both set; the first counts", ns.source()));
        } else if (!revision.isEmpty() && sidecars && cluster.complete("MutatingWebhookConfiguration", Coverage.ALL) && cluster.all(WebhookConfiguration.class).stream()
                .noneMatch(w -> revision.equals(w.meta().labels().get("istio.io/rev")) || revision.equals(w.meta().labels().get("istio.io/tag")))) {
            found.put("revision " + ns.ref(), new MeshProblem("revision-missing", "istio", ns.ref(), revision, ns.ref(),
                    "no injection webhook is of the revision or tag " + revision, ns.source()));
        }
    }

    /** Its namespace asks for a proxy, and neither it nor its owner declined; ambient pods are checked by their annotation. */
    private void notInjected(Pod pod) {
        String wanted = mesh.wanted(pod.meta().namespace());
        Map<String, String> labels = pod.meta().labels();
        Map<String, String> annotations = pod.meta().annotations();
        boolean declined = "false".equals(labels.get("sidecar.istio.io/inject")) || "false".equals(annotations.get("sidecar.istio.io/inject"))
                || "none".equals(labels.get("istio.io/dataplane-mode")) || "disabled".equals(annotations.get("linkerd.io/inject"));
        boolean job = pod.meta().owner().filter(o -> o.kind().equals("Node")).isPresent();
        if (!wanted.isEmpty() && !declined && !pod.hostNetwork() && !pod.finished() && !job && !pod.node().isEmpty()) {
            add("not-injected", wanted, pod, "the pods have no proxy", "namespace " + pod.meta().namespace() + " asks for " + wanted
                    + ", and pod " + pod.meta().name() + " has none");
        }
    }

    private void proxied(Pod pod, String kind, Optional<String> control) {
        Container proxy = Mesh.proxy(pod).orElseThrow();
        for (Container c : pod.containers()) {
            if (c.user() == PROXY_UID && !Mesh.isProxy(c.name()) && !REDIRECTORS.contains(c.name()) && kind.equals("istio")) {
                add("reserved-uid", kind, pod, c.name(), "container " + c.name() + " runs as uid " + PROXY_UID + ", which the proxy's rules let pass by");
            }
            if (kind.equals("istio") && !Mesh.isProxy(c.name()) && !c.init()) {
                c.ports().stream().filter(p -> PROXY_PORTS.contains(p.number())).findFirst().ifPresent(p -> add("port-taken", kind, pod, p.number() + "",
                        "container " + c.name() + " declares port " + p.number() + ", which the proxy of the pod uses"));
            }
            if (VALIDATORS.contains(c.name()) && failing(c)) {
                add("rules-missing", kind, pod, c.name(), "init container " + c.name() + " ends with " + exit(c) + ": the pod's traffic is not redirected");
            } else if (c.init() && !c.stays() && !proxy.init() && !REDIRECTORS.contains(c.name()) && failing(c) && redirectedBefore(pod, c)) {
                add("init-before-proxy", kind, pod, c.name(), "init container " + c.name() + " fails while traffic already goes to a proxy that starts later");
            }
        }
        if (proxy.lastState().filter(s -> s.reason().equals("OOMKilled")).isPresent() || proxy.state().filter(s -> s.reason().equals("OOMKilled")).isPresent()) {
            add("proxy-memory", kind, pod, proxy.name(), "container " + proxy.name() + " was killed for its memory (limit "
                    + proxy.limits().getOrDefault("memory", "unknown") + "), " + proxy.restarts() + " restarts");
        }
        if (pod.phase().equals("Running") && proxy.state().filter(s -> s.phase().equals("running")).isPresent() && !proxy.ready()
                && pod.containers().stream().allMatch(c -> c.init() || c == proxy || c.state().filter(s -> s.phase().equals("running")).isPresent())) {
            add("proxy-not-ready", kind, pod, proxy.name(), "container " + proxy.name() + " runs and is not ready");
        }
        hanging(pod, kind, proxy);
        probes(pod, kind);
        control.ifPresent(version -> version(pod, proxy, version));
    }

    private static boolean failing(Container c) {
        boolean now = c.state().filter(s -> s.reason().equals("CrashLoopBackOff") || s.phase().equals("terminated") && s.exitCode() != 0).isPresent();
        return now || c.restarts() > 1 && !c.ready() && c.lastState().filter(s -> s.exitCode() != 0).isPresent();
    }

    private static int exit(Container c) {
        return c.lastState().or(c::state).map(Container.State::exitCode).orElse(0);
    }

    private static boolean redirectedBefore(Pod pod, Container init) {
        for (Container c : pod.containers()) {
            if (c == init) {
                return false;
            }
            if (REDIRECTORS.contains(c.name())) {
                return true;
            }
        }
        return false;
    }

    /** A Job's pod ends with its last container: the work is done, the proxy is not. */
    private void hanging(Pod pod, String kind, Container proxy) {
        boolean job = pod.meta().owner().filter(o -> o.kind().equals("Job")).isPresent();
        if (job && !proxy.init() && proxy.state().filter(s -> s.phase().equals("running")).isPresent()
                && pod.containers().stream().allMatch(c -> c == proxy || c.init() || c.state().filter(s -> s.phase().equals("terminated") && s.exitCode() == 0).isPresent())) {
            add("job-hangs", kind, pod, proxy.name(), "all containers of pod " + pod.meta().name() + " are done, " + proxy.name() + " runs on");
        }
    }

    private void probes(Pod pod, String kind) {
        boolean off = "false".equals(pod.meta().annotations().get("sidecar.istio.io/rewriteAppHTTPProbers"));
        boolean http = pod.containers().stream().anyMatch(c -> !Mesh.isProxy(c.name()) && c.readiness().or(c::liveness).filter(p -> p.type().equals("httpGet")).isPresent());
        if (kind.equals("istio") && off && http && mesh.accepts(pod, "").strict()) {
            add("probes-not-rewritten", kind, pod, "probes", "the kubelet's probes are not rewritten, and the pod accepts only mutual TLS");
        }
    }

    private void version(Pod pod, Container proxy, String control) {
        int proxyMinor = minor(proxy.tag());
        int controlMinor = minor(control);
        if (proxy.name().equals("istio-proxy") && proxyMinor > 0 && controlMinor > 0 && (proxyMinor > controlMinor || controlMinor - proxyMinor > 1)) {
            add("proxy-version", "istio", pod, proxy.tag(), "the proxy is " + proxy.tag() + ", istiod is " + control);
        }
    }

    private Optional<String> controlVersion() {
        List<String> versions = new ArrayList<>();
        for (Workload w : cluster.all(Workload.class)) {
            if (w.ref().kind().equals("Deployment") && "istiod".equals(w.templateLabels().get("app"))) {
                w.containers().stream().filter(c -> c.name().equals("discovery")).map(c -> c.tag()).forEach(versions::add);
            }
        }
        return versions.size() == 1 ? Optional.of(versions.get(0)) : Optional.empty();
    }

    /** 24 of {@code 1.24.3-distroless}; 0 for anything else. */
    private static int minor(String version) {
        String[] parts = version.split("[.-]");
        return parts.length > 1 && parts[0].equals("1") && !parts[1].isEmpty() && parts[1].length() < 4 && parts[1].chars().allMatch(c -> c >= '0' && c <= '9')
                ? Integer.parseInt(parts[1]) : 0;
    }

    /** Nodes whose redirected pods have no proxy of the node that is ready. */
    private void ztunnels() {
        Map<String, Pod> redirected = new TreeMap<>();
        cluster.all(Pod.class).stream().filter(p -> Mesh.of(p).equals("ambient") && !p.finished()).forEach(p -> redirected.putIfAbsent(p.node(), p));
        for (Pod pod : cluster.all(Pod.class)) {
            if ("ztunnel".equals(pod.meta().labels().get("app")) && pod.ready() && !pod.meta().terminating()) {
                redirected.remove(pod.node());
            }
        }
        if (!cluster.complete("Pod", Coverage.ALL)) {
            return;
        }
        redirected.forEach((node, pod) -> found.put("ztunnel " + node, new MeshProblem("ztunnel-down", "ambient", ObjectRef.ofNode(node), node, pod.ref(),
                "no ztunnel is ready on node " + node + ", whose pods are redirected to it", pod.source())));
    }
}
