package io.netdx.model;

import io.netdx.cluster.Cluster;
import io.netdx.fact.ApiService;
import io.netdx.fact.Condition;
import io.netdx.fact.ConfigMap;
import io.netdx.fact.Coverage;
import io.netdx.fact.EndpointSlice;
import io.netdx.fact.Namespace;
import io.netdx.fact.Node;
import io.netdx.fact.ObjectRef;
import io.netdx.fact.OtherObject;
import io.netdx.fact.Pod;
import io.netdx.fact.Provenance;
import io.netdx.fact.Service;
import io.netdx.fact.Signature;
import io.netdx.fact.WebhookConfiguration;
import io.netdx.fact.Workload;
import io.netdx.net.Cidr;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The API server's ways to nodes and back, its certificates, and the controllers beside it. */
final class ControlPlane {

    private static final Duration RECENT = Duration.ofMinutes(30);
    /** A controller writes slices within seconds; a list may be read a little before the next. */
    private static final Duration SETTLED = Duration.ofSeconds(90);
    private static final Duration LEASE_OLD = Duration.ofMinutes(2);

    /** {@code metrics.k8s.io/v1beta1}. */
    private static final Pattern GROUP = Pattern.compile("([a-z0-9.-]{1,253})/(v\\d{1,3}(?:(?:alpha|beta)\\d{1,3})?)\\b");

    private static final Map<String, String> TEXTS = Map.of("api-token-refused", "token-refused", "kubelet-dial-failed", "kubelet-port",
            "kubelet-scrape-failed", "kubelet-port", "api-certificate-expired", "certificate-expired",
            "konnectivity-no-agent", "no-agents");

    private final Cluster cluster;
    private final Services services;
    private final List<ControlPlaneProblem> problems = new ArrayList<>();

    ControlPlane(Cluster cluster, Services services) {
        this.cluster = cluster;
        this.services = services;
    }

    List<ControlPlaneProblem> find() {
        noAgents();
        staleEndpoint();
        sharedAddress();
        staleSlices();
        lease();
        texts();
        webhookAuthorities();
        return problems;
    }

    private void add(String kind, ObjectRef subject, String what, Iterable<ObjectRef> affected, String detail, Provenance source) {
        List<ObjectRef> list = new ArrayList<>();
        affected.forEach(list::add);
        problems.add(new ControlPlaneProblem(kind, subject, what, List.copyOf(list), detail, source));
    }

    /** Aggregated APIs say it in their condition. */
    private void noAgents() {
        for (ApiService api : cluster.all(ApiService.class)) {
            if (api.available().filter(c -> !c.status().equals("True") && c.message().contains("No agent available")).isPresent()) {
                add("no-agents", agents(), api.meta().name(), List.of(api.ref()), "the API server says: No agent available (" + api.meta().name() + ")", api.source());
                return;
            }
        }
    }

    private ObjectRef agents() {
        return cluster.all(Workload.class).stream().map(Workload::ref).filter(r -> r.name().startsWith("konnectivity-agent") && !r.kind().equals("ReplicaSet"))
                .findFirst().orElse(ObjectRef.CLUSTER);
    }

    /**
     * Deletion stops where the server cannot discover some group: the namespace might hold objects of it. See
     * kubernetes/pkg/controller/namespace/deletion/status_condition_utils.go.
     */
    List<NamespaceStuck> namespaces() {
        List<NamespaceStuck> stuck = new ArrayList<>();
        for (Namespace namespace : cluster.all(Namespace.class)) {
            Optional<Condition> failing = namespace.conditions().stream().filter(c -> c.type().equals("NamespaceDeletionDiscoveryFailure") && c.status().equals("True")).findFirst();
            // discovery is tried again within seconds
            if (namespace.phase().equals("Terminating") && failing.isPresent() && failing.get().since().isBefore(cluster.now().minus(SETTLED))) {
                TreeSet<ObjectRef> apis = new TreeSet<>();
                Matcher group = GROUP.matcher(failing.get().message());
                while (group.find()) {
                    apis.add(ObjectRef.cluster("APIService", group.group(2) + "." + group.group(1)));
                }
                stuck.add(new NamespaceStuck(namespace.ref(), List.copyOf(apis), Pods.firstLine(failing.get().message()), namespace.source()));
            }
        }
        return stuck;
    }

    private static boolean controlPlane(Node node) {
        return node.meta().labels().containsKey("node-role.kubernetes.io/control-plane") || node.meta().labels().containsKey("node-role.kubernetes.io/master");
    }

    /** Only where the servers are nodes of this cluster: at least one address is one of theirs. */
    private void staleEndpoint() {
        Optional<Service> service = cluster.service("default", "kubernetes");
        List<Node> servers = cluster.all(Node.class).stream().filter(ControlPlane::controlPlane).toList();
        if (service.isEmpty() || servers.isEmpty() || !cluster.complete("Node", Coverage.ALL)) {
            return;
        }
        TreeSet<String> known = new TreeSet<>();
        servers.forEach(n -> n.addresses().forEach(a -> known.add(a.value())));
        TreeSet<String> addresses = new TreeSet<>();
        Provenance source = service.get().source();
        for (EndpointSlice slice : cluster.slicesOf(service.get())) {
            slice.endpoints().forEach(e -> addresses.add(e.address()));
            source = slice.source();
        }
        TreeSet<String> stale = new TreeSet<>(addresses);
        stale.removeAll(known);
        if (!stale.isEmpty() && stale.size() < addresses.size()) {
            add("stale-endpoint", service.get().ref(), String.join(", ", stale), List.of(), String.join(", ", stale) + " of " + addresses.size()
                    + " addresses is no control plane node's", source);
        }
    }

    private void sharedAddress() {
        String kubeadm = cluster.configMap("kube-system", "kubeadm-config").map(ConfigMap::data).map(d -> d.getOrDefault("ClusterConfiguration", "")).orElse("");
        String address = "";
        for (String line : kubeadm.split("\n")) {
            if (line.startsWith("controlPlaneEndpoint:")) {
                address = line.substring(line.indexOf(':') + 1).replace("\"", "").strip();
            }
        }
        int colon = address.lastIndexOf(':');
        String host = colon > 0 ? address.substring(0, colon) : address;
        List<Node> nodes = cluster.all(Node.class);
        boolean shared = !host.isEmpty() && nodes.stream().flatMap(n -> n.addresses().stream()).noneMatch(a -> a.value().equals(host));
        List<Node> workers = nodes.stream().filter(n -> !controlPlane(n)).toList();
        boolean silent = workers.size() > 1 && workers.stream().allMatch(n -> n.condition("Ready").filter(c -> c.status().equals("Unknown")).isPresent());
        if (shared && silent && nodes.stream().anyMatch(n -> controlPlane(n) && n.ready())) {
            add("shared-address", ObjectRef.CLUSTER, address, workers.stream().map(Node::ref).toList(), "all " + workers.size()
                    + " workers, which reach the API server at " + address + ", are silent; the control plane nodes report", workers.get(0).source());
        }
    }

    /** Services whose slices lack pods that have been ready for a while. */
    private void staleSlices() {
        if (cluster.now().equals(Instant.EPOCH)) {
            return;
        }
        TreeSet<ObjectRef> stale = new TreeSet<>();
        Provenance source = Provenance.NONE;
        String example = "";
        for (Service service : cluster.all(Service.class)) {
            List<EndpointSlice> slices = cluster.slicesOf(service);
            boolean own = !slices.isEmpty() && slices.stream().allMatch(s -> s.legacy() || s.meta().labels().getOrDefault("endpointslice.kubernetes.io/managed-by",
                    "endpointslice-controller.k8s.io").equals("endpointslice-controller.k8s.io"));
            if (service.external() || !own || slices.stream().mapToInt(s -> s.legacy() ? s.endpoints().size() : 0).sum() >= 1000) {
                continue;
            }
            TreeSet<String> listed = new TreeSet<>();
            slices.forEach(s -> s.endpoints().forEach(e -> listed.add(e.address())));
            for (Pod pod : services.matched(service)) {
                boolean settled = pod.condition("Ready").filter(c -> c.status().equals("True") && c.since().isBefore(cluster.now().minus(SETTLED))).isPresent();
                if (settled && !pod.meta().terminating() && !pod.podIps().isEmpty() && pod.podIps().stream().noneMatch(listed::contains)) {
                    source = stale.add(service.ref()) && example.isEmpty() ? slices.get(0).source() : source;
                    example = example.isEmpty() ? "pod " + pod.meta().name() + " (" + pod.ip() + ") is ready and not in the slices of " + service.ref() : example;
                }
            }
        }
        if (!stale.isEmpty()) {
            add("slices-stale", ObjectRef.CLUSTER, stale.size() + "", stale, example + (stale.size() > 1 ? ", and " + (stale.size() - 1) + " Services more" : ""), source);
        }
    }

    /** Leases of one snapshot were read together: the controller's against the newest. */
    private void lease() {
        Instant newest = Instant.EPOCH;
        Optional<OtherObject> controller = Optional.empty();
        for (OtherObject o : cluster.all(OtherObject.class)) {
            if (o.ref().kind().equals("Lease")) {
                Instant renewed = renewed(o);
                newest = renewed.isAfter(newest) ? renewed : newest;
                controller = o.ref().qualifiedName().equals("kube-system/kube-controller-manager") ? Optional.of(o) : controller;
            }
        }
        if (controller.isPresent() && renewed(controller.get()).isBefore(newest.minus(LEASE_OLD)) && !renewed(controller.get()).equals(Instant.EPOCH)) {
            add("controller-lease-old", ObjectRef.CLUSTER, "kube-controller-manager", List.of(), "the lease of kube-controller-manager was last renewed at "
                    + renewed(controller.get()) + ", others at " + newest, controller.get().source());
        }
    }

    private static Instant renewed(OtherObject lease) {
        try {
            return Instant.parse(lease.fields().getOrDefault("spec.renewTime", ""));
        } catch (java.time.DateTimeException e) {
            return Instant.EPOCH;
        }
    }


    private record Text(String kind, ObjectRef subject) implements Comparable<Text> {
        @Override
        public int compareTo(Text o) {
            int byKind = kind.compareTo(o.kind);
            return byKind != 0 ? byKind : subject.compareTo(o.subject);
        }
    }

    /** Texts that go on, by the object to blame: a node for its kubelet, the cluster for what several workloads say. */
    private void texts() {
        Map<Text, List<Signature>> found = new TreeMap<>();
        for (Signature s : cluster.all(Signature.class)) {
            String kind = TEXTS.get(s.id());
            boolean recent = s.last().equals(Instant.EPOCH) ? !s.ref().kind().equals("Pod") : s.last().isAfter(cluster.now().minus(RECENT));
            if (kind != null && recent) {
                subject(kind, s).ifPresent(subject -> found.computeIfAbsent(new Text(kind, subject), k -> new ArrayList<>()).add(s));
            }
        }
        found.forEach((text, signatures) -> {
            TreeSet<ObjectRef> speakers = new TreeSet<>();
            signatures.forEach(s -> speakers.add(cluster.find(Pod.class, s.ref()).map(cluster::workloadOf).orElse(s.ref())));
            int count = signatures.stream().mapToInt(Signature::count).sum();
            if (count >= 3) {
                Signature first = signatures.get(0);
                add(text.kind(), text.subject(), first.group("ip").isEmpty() ? first.group("node") : first.group("ip"), speakers,
                        count + " texts of " + (speakers.size() == 1 ? speakers.first() : speakers.size() + " objects") + " such as: " + first.group("error"), first.source());
            }
        });
    }

    private Optional<ObjectRef> subject(String kind, Signature s) {
        switch (kind) {
            case "kubelet-port" -> {
                String address = s.group("ip");
                Optional<Node> node = cluster.all(Node.class).stream().filter(n -> n.meta().name().equals(s.group("node")) || !address.isEmpty()
                        && n.addresses().stream().anyMatch(a -> a.value().equals(address) || Cidr.parse(a.value() + "/32").filter(c -> c.contains(address)).isPresent())).findFirst();
                // a node that is down answers nobody: that is another fault
                return node.filter(Node::ready).map(Node::ref);
            }
            case "no-agents" -> {
                return Optional.of(agents());
            }
            case "token-refused" -> {
                return cluster.find(Pod.class, s.ref()).map(cluster::workloadOf);
            }
            default -> {
                return Optional.of(ObjectRef.CLUSTER);
            }
        }
    }

    private void webhookAuthorities() {
        for (WebhookConfiguration config : cluster.all(WebhookConfiguration.class)) {
            for (WebhookConfiguration.Webhook w : config.webhooks()) {
                if (!cluster.now().equals(Instant.EPOCH) && w.caExpires().isBefore(cluster.now())) {
                    add("ca-expired", config.ref(), w.name(), List.of(), "the caBundle of webhook " + w.name() + " ended at " + w.caExpires(), config.source());
                    break;
                }
            }
        }
    }
}
