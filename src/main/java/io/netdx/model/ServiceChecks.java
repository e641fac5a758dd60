package io.netdx.model;

import io.netdx.cluster.Cluster;
import io.netdx.fact.Container;
import io.netdx.fact.EndpointSlice;
import io.netdx.fact.Node;
import io.netdx.fact.ObjectRef;
import io.netdx.fact.Pod;
import io.netdx.fact.Provenance;
import io.netdx.fact.Service;
import io.netdx.net.Cidr;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Looks at each Service as it is written, beside its pods, its slices and the other Services. */
final class ServiceChecks {

    /** The controller writes slices within a second or two; a pod this long ready and absent was forgotten. */
    private static final Duration SLICES_LATE = Duration.ofSeconds(60);

    private final Cluster cluster;
    private final Services services;
    private final List<ServiceProblem> problems = new ArrayList<>();

    ServiceChecks(Cluster cluster, Services services) {
        this.cluster = cluster;
        this.services = services;
    }

    List<ServiceProblem> find() {
        Map<String, Service> addresses = new HashMap<>();
        Map<String, Service> nodePorts = new HashMap<>();
        for (Service service : cluster.all(Service.class)) {
            if (service.external()) {
                externalName(service);
                continue;
            }
            List<Pod> pods = services.matched(service);
            if (service.hasSelector()) {
                mixed(service, pods);
                slices(service, pods);
                families(service, pods);
            } else {
                byHand(service);
            }
            headless(service, pods);
            published(service, pods);
            doubles(service, addresses, nodePorts);
            externalIps(service);
        }
        governing();
        return problems;
    }

    /** Pods of several workloads, of which some declare ports and none is the one that the Service sends to. */
    private void mixed(Service service, List<Pod> pods) {
        TreeSet<ObjectRef> serve = new TreeSet<>();
        TreeSet<ObjectRef> others = new TreeSet<>();
        for (Pod pod : pods) {
            ObjectRef workload = cluster.workloadOf(pod);
            int declared = 0;
            boolean fits = false;
            for (Container c : pod.containers()) {
                for (Container.Port p : c.ports()) {
                    declared++;
                    for (Service.Port port : service.ports()) {
                        fits |= port.targetPort().equals(p.name()) || port.targetPort().equals(String.valueOf(p.number()));
                    }
                }
            }
            if (fits) {
                serve.add(workload);
            } else if (declared > 0 && pod.ready()) {
                others.add(workload);
            }
        }
        others.removeAll(serve);
        if (!serve.isEmpty() && !others.isEmpty()) {
            add(service, "mixed-backends", others.first() + " carries the labels too and does not serve the port, unlike " + serve.first(),
                    others.first(), "spec.selector");
        }
    }

    private void slices(Service service, List<Pod> pods) {
        String ns = service.meta().namespace();
        boolean seen = cluster.complete("EndpointSlice", ns) || cluster.complete("Endpoints", ns);
        if (!seen || !cluster.complete("Pod", ns) || service.headless() && service.ports().isEmpty()) {
            return;
        }
        Set<String> held = new HashSet<>();
        TreeSet<String> nobody = new TreeSet<>();
        for (EndpointSlice slice : cluster.slicesOf(service)) {
            for (EndpointSlice.Endpoint e : slice.endpoints()) {
                held.add(e.address());
                if (e.ready() && !e.targetName().isEmpty() && cluster.find(Pod.class, ObjectRef.of("Pod", ns, e.targetName())).isEmpty()) {
                    nobody.add(e.targetName() + " (" + e.address() + ")");
                }
            }
        }
        TreeSet<String> forgotten = new TreeSet<>();
        int ready = 0;
        for (Pod pod : pods) {
            if (pod.ready() && !pod.meta().terminating() && !pod.ip().isEmpty() && longReady(pod)) {
                ready++;
                if (pod.podIps().stream().noneMatch(held::contains)) {
                    forgotten.add(pod.meta().name());
                }
            }
        }
        boolean family = service.ipFamilies().isEmpty() || hasFamily(service, pods);
        if (ready > 0 && !forgotten.isEmpty() && family && !namedPortMissing(service, pods)) {
            add(service, "slices-behind", forgotten.size() + " of " + ready + " ready pods are in no EndpointSlice (" + first(forgotten) + ")",
                    service.ref(), "spec.selector");
        }
        if (!nobody.isEmpty() && !forgotten.isEmpty()) {
            add(service, "slices-stale", "the EndpointSlices send to pods that do not exist: " + first(nobody), service.ref(), "spec.selector");
        }
    }

    /** With a port name that no container has, the controller writes no port and often no address: another fault. */
    private static boolean namedPortMissing(Service service, List<Pod> pods) {
        for (Service.Port port : service.ports()) {
            boolean named = !port.targetPort().isEmpty() && !Character.isDigit(port.targetPort().charAt(0));
            boolean has = pods.stream().anyMatch(p -> p.containers().stream().anyMatch(c -> c.ports().stream()
                    .anyMatch(x -> x.name().equals(port.targetPort()))));
            if (named && !has) {
                return true;
            }
        }
        return false;
    }

    private boolean longReady(Pod pod) {
        return pod.condition("Ready").filter(c -> c.since().plus(SLICES_LATE).isBefore(cluster.now())).isPresent();
    }

    private static boolean hasFamily(Service service, List<Pod> pods) {
        boolean six = service.ipFamilies().contains("IPv6");
        boolean four = service.ipFamilies().contains("IPv4");
        return pods.stream().anyMatch(p -> p.podIps().stream().anyMatch(ip -> ip.indexOf(':') >= 0 ? six : four));
    }

    private void families(Service service, List<Pod> pods) {
        boolean addressed = pods.stream().anyMatch(p -> !p.podIps().isEmpty());
        if (!service.ipFamilies().isEmpty() && addressed && !hasFamily(service, pods)) {
            add(service, "family", "the Service is " + String.join(" and ", service.ipFamilies()) + " only, and its pods have "
                    + (service.ipFamilies().contains("IPv6") ? "IPv4" : "IPv6") + " addresses only", service.ref(), "spec.ipFamilies");
        }
    }

    /** Somebody has to keep the endpoints of a Service without a selector. */
    private void byHand(Service service) {
        String ns = service.meta().namespace();
        boolean seen = cluster.complete("EndpointSlice", ns) || cluster.complete("Endpoints", ns);
        if (!seen || service.meta().name().equals("kubernetes") && ns.equals("default")) {
            return;
        }
        int addresses = 0;
        TreeSet<String> dead = new TreeSet<>();
        TreeSet<String> nobodys = new TreeSet<>();
        for (EndpointSlice slice : cluster.slicesOf(service)) {
            for (EndpointSlice.Endpoint e : slice.endpoints()) {
                addresses++;
                if (e.ready() && cluster.podByIp(e.address()).isEmpty() && cluster.complete("Pod", io.netdx.fact.Coverage.ALL)) {
                    (ofPods(e.address()) ? dead : nobodys).add(e.address());
                }
            }
        }
        if (addresses == 0) {
            add(service, "no-backends", "it has no selector, and nobody has given it endpoints", service.ref(), "spec.type");
        } else if (!dead.isEmpty()) {
            add(service, "dead-address", "its endpoints, kept by hand, name pod addresses that no pod has: " + first(dead), service.ref(), "spec.type");
        } else if (nobodys.size() == addresses) {
            add(service, "outside-address", "its endpoints, kept by hand, name addresses that no pod has: " + first(nobodys), service.ref(), "spec.type");
        }
    }

    private boolean ofPods(String address) {
        for (Node node : cluster.all(Node.class)) {
            for (String cidr : node.podCidrs()) {
                Optional<Cidr> range = Cidr.parse(cidr);
                if (range.isPresent() && range.get().contains(address)) {
                    return true;
                }
            }
        }
        return false;
    }

    private void headless(Service service, List<Pod> pods) {
        if (!service.headless()) {
            return;
        }
        for (Service.Port port : service.ports()) {
            Optional<Integer> target = target(port, pods);
            boolean served = pods.stream().anyMatch(p -> p.containers().stream().anyMatch(c -> c.ports().stream().anyMatch(x -> x.number() == port.port())));
            if (target.filter(t -> t != port.port()).isPresent() && !served) {
                add(service, "headless-port", "a headless Service translates no ports: clients that use " + port.port() + " meet nobody, the pods listen on "
                        + target.get(), service.ref(), "spec.ports");
            }
        }
        boolean sets = pods.stream().anyMatch(p -> cluster.workloadOf(p).kind().equals("StatefulSet"));
        long unready = pods.stream().filter(p -> !p.ready() && p.phase().equals("Running")).count();
        if (sets && unready > 0 && !service.publishNotReady()) {
            add(service, "peers-unpublished", unready + " of " + pods.size() + " pods are not ready, so their names do not exist for their peers",
                    cluster.workloadOf(pods.get(0)), "spec.publishNotReadyAddresses");
        }
    }

    /** The number of a target port; a name is looked up in the pods. Empty where there is no pod that has it. */
    private static Optional<Integer> target(Service.Port port, List<Pod> pods) {
        if (pods.isEmpty() || port.targetPort().isEmpty()) {
            return Optional.empty();
        }
        return Character.isDigit(port.targetPort().charAt(0)) ? Optional.of(Integer.valueOf(port.targetPort()))
                : pods.stream().flatMap(p -> p.containers().stream()).flatMap(c -> c.ports().stream()).filter(p -> p.name().equals(port.targetPort()))
                .findFirst().map(p -> p.number());
    }

    /** Traffic goes to pods that say that they are not ready. Peers that look for each other want that; callers do not. */
    private void published(Service service, List<Pod> pods) {
        long unready = pods.stream().filter(p -> p.phase().equals("Running") && !p.ready()).count();
        boolean annotated = "true".equals(service.meta().annotations().get("service.alpha.kubernetes.io/tolerate-unready-endpoints"));
        if ((service.publishNotReady() || annotated) && !service.headless() && unready > 0) {
            add(service, "not-ready-published", "publishNotReadyAddresses sends calls to " + unready + " of " + pods.size()
                    + " pods that are not ready", service.ref(), "spec.publishNotReadyAddresses");
        }
    }

    private void doubles(Service service, Map<String, Service> addresses, Map<String, Service> nodePorts) {
        for (String ip : service.clusterIps()) {
            Service before = ip.equals("None") ? null : addresses.putIfAbsent(ip, service);
            if (before != null) {
                add(service, "duplicate-ip", ip + " is the address of " + before.ref().qualifiedName() + " too", before.ref(), "spec.clusterIP");
            }
        }
        for (Service.Port port : service.ports()) {
            Service before = port.nodePort() == 0 ? null : nodePorts.putIfAbsent(port.nodePort() + "/" + port.protocol(), service);
            if (before != null && !before.equals(service)) {
                add(service, "duplicate-node-port", "node port " + port.nodePort() + " belongs to " + before.ref().qualifiedName() + " too",
                        before.ref(), "spec.ports");
            }
        }
    }

    /** Every node accepts traffic for an external address: if it is somebody else's, that one is never reached. */
    private void externalIps(Service service) {
        for (String ip : service.externalIps()) {
            Optional<Service> other = cluster.serviceByIp(ip);
            Optional<Pod> pod = cluster.podByIp(ip);
            boolean resolver = cluster.all(io.netdx.fact.HostFact.Resolver.class).stream().anyMatch(r -> r.nameservers().contains(ip));
            String owner = other.isPresent() ? other.get().ref().toString() : pod.isPresent() ? pod.get().ref().toString()
                    : resolver ? "the resolver of the nodes" : apiServer(ip) ? "the API server" : "";
            if (!owner.isEmpty()) {
                add(service, "external-ip-taken", "externalIPs names " + ip + ", which is " + owner + ": nodes now send that traffic to the Service",
                        other.map(Service::ref).orElse(service.ref()), "spec.externalIPs");
            }
        }
    }

    private boolean apiServer(String ip) {
        return cluster.service("default", "kubernetes").stream().flatMap(s -> cluster.slicesOf(s).stream())
                .anyMatch(slice -> slice.endpoints().stream().anyMatch(e -> e.address().equals(ip)));
    }

    private void externalName(Service service) {
        String name = service.externalName();
        if (Names.looksLikeIp(name)) {
            add(service, "external-name-ip", "externalName is the address " + name + ", and DNS makes an alias to a name of it that does not exist",
                    service.ref(), "spec.externalName");
        } else if (Names.clusterName(name)) {
            String[] labels = name.split("\\.");
            boolean seen = labels.length > 1 && cluster.complete("Service", labels[1]);
            if (seen && new Names(cluster).service(service.meta().namespace(), name).isEmpty()) {
                add(service, "external-name-dangling", "externalName is " + name + ", and there is no such Service", service.ref(), "spec.externalName");
            }
        }
    }

    /** The pods of a StatefulSet get names under the Service that it names; without it they have none. */
    private void governing() {
        TreeSet<String> seen = new TreeSet<>();
        for (Pod pod : cluster.all(Pod.class)) {
            String ns = pod.meta().namespace();
            String subdomain = pod.dns().subdomain();
            if (subdomain.isEmpty() || pod.finished()) {
                continue;
            }
            ObjectRef owner = cluster.workloadOf(pod);
            if (owner.kind().equals("StatefulSet") && cluster.complete("Service", ns) && seen.add(ns + "/" + subdomain)) {
                Optional<Service> service = cluster.service(ns, subdomain);
                ObjectRef ref = ObjectRef.of("Service", ns, subdomain);
                if (service.isEmpty() || !service.get().headless()) {
                    Provenance place = service.map(Service::source).orElse(pod.source());
                    problems.add(new ServiceProblem(ref, "governing-missing", service.isEmpty() ? "there is no such Service"
                            : "the Service is not headless", owner, place));
                }
            }
        }
    }

    private static String first(TreeSet<String> names) {
        return names.first() + (names.size() > 1 ? " and " + (names.size() - 1) + " more" : "");
    }

    private void add(Service service, String kind, String detail, ObjectRef other, String place) {
        problems.add(new ServiceProblem(service.ref(), kind, detail, other, service.meta().at(place)));
    }
}
