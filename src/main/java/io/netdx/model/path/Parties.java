package io.netdx.model.path;

import io.netdx.cluster.Cluster;
import io.netdx.fact.Coverage;
import io.netdx.fact.Fact;
import io.netdx.fact.KubeObject;
import io.netdx.fact.Node;
import io.netdx.fact.ObjectRef;
import io.netdx.fact.Plain;
import io.netdx.fact.Pod;
import io.netdx.fact.Service;
import io.netdx.fact.Workload;
import io.netdx.model.Spelling;
import io.netdx.net.Cidr;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds what FROM and TO name: {@code KIND/ns/name}, {@code ns/name}, an address, or a host name; TO with a port. */
final class Parties {

    private static final Pattern PORT = Pattern.compile("(.*):([A-Za-z0-9-]{1,63})(?:/(tcp|udp|sctp))?", Pattern.CASE_INSENSITIVE);
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9_]([A-Za-z0-9_.-]{0,252})");
    private static final Map<String, String> KINDS = Map.ofEntries(Map.entry("pod", "Pod"), Map.entry("po", "Pod"),
            Map.entry("service", "Service"), Map.entry("svc", "Service"), Map.entry("node", "Node"), Map.entry("no", "Node"),
            Map.entry("deployment", "Deployment"), Map.entry("deploy", "Deployment"), Map.entry("statefulset", "StatefulSet"),
            Map.entry("sts", "StatefulSet"), Map.entry("daemonset", "DaemonSet"), Map.entry("ds", "DaemonSet"),
            Map.entry("replicaset", "ReplicaSet"), Map.entry("rs", "ReplicaSet"), Map.entry("job", "Job"),
            Map.entry("cronjob", "CronJob"), Map.entry("cj", "CronJob"), Map.entry("replicationcontroller", "ReplicationController"),
            Map.entry("rc", "ReplicationController"));

    /** TO with its port. */
    record Target(Party party, PortWish port) {
    }

    private final Cluster cluster;
    private final String namespace;

    /** {@code namespace} is that of {@code KIND/name} and of bare names. */
    Parties(Cluster cluster, String namespace) {
        this.cluster = cluster;
        this.namespace = namespace;
    }

    Party from(String text) {
        Party party = text.indexOf('/') < 0 && !address(text) ? named("", namespace, text) : party(text, false);
        if (party instanceof Party.OfService s && s.ip().isEmpty()) {
            return new Party.Pods(s.ref(), podsOf(s.service()));
        }
        return party;
    }

    Target to(String text) {
        if (text.startsWith("[") && text.indexOf(']') > 0) {
            int end = text.indexOf(']');
            return new Target(party(text.substring(1, end), true), port(text.substring(end + 1), text));
        }
        if (address(text)) {
            return new Target(party(text, true), PortWish.NONE);
        }
        Matcher m = PORT.matcher(text);
        return m.matches() ? new Target(party(m.group(1), true), port(":" + m.group(2) + (m.group(3) == null ? "" : "/" + m.group(3)), text))
                : new Target(party(text, true), PortWish.NONE);
    }

    private static PortWish port(String suffix, String whole) {
        if (suffix.isEmpty()) {
            return PortWish.NONE;
        }
        Matcher m = PORT.matcher(suffix);
        if (m.matches() && m.group(1).isEmpty()) {
            PortWish wish = new PortWish(m.group(2), m.group(3) == null ? "" : m.group(3).toUpperCase(Locale.ROOT));
            boolean digits = wish.text().chars().allMatch(c -> c >= '0' && c <= '9');
            if (!digits || wish.number() >= 1 && wish.number() <= 65535) {
                return wish;
            }
        }
        throw new PartyException(Plain.line(whole) + " has no usable port; write :PORT (1 to 65535) or :NAME, with /udp or /sctp");
    }

    private static boolean address(String text) {
        boolean v4 = !text.isEmpty() && text.chars().allMatch(c -> c == '.' || c >= '0' && c <= '9') && text.chars().filter(c -> c == '.').count() == 3;
        boolean v6 = text.chars().filter(c -> c == ':').count() >= 2;
        return (v4 || v6) && text.indexOf('/') < 0 && Cidr.parse(text).isPresent();
    }

    private Party party(String text, boolean target) {
        if (address(text)) {
            return owner(text);
        }
        String[] parts = text.split("/", -1);
        for (String part : parts) {
            if (part.isEmpty()) {
                throw new PartyException("'" + Plain.line(text) + "' names nothing; write KIND/NAMESPACE/NAME, NAMESPACE/NAME, an address or a host name");
            }
        }
        if (parts.length == 1 && target) {
            if (!HOST.matcher(text).matches()) {
                throw new PartyException("'" + Plain.line(text) + "' is no host name; write KIND/NAMESPACE/NAME, NAMESPACE/NAME, an address or a host name");
            }
            return new Party.Host(text);
        }
        Optional<String> kind = kind(parts[0]);
        if (parts.length == 3) {
            return named(kind.orElseThrow(() -> new PartyException("no kind '" + Plain.line(parts[0])
                    + "' can be one end of a connection; use pod, service, node, deployment, statefulset, daemonset, replicaset, job or cronjob")),
                    parts[1], parts[2]);
        }
        if (parts.length == 2 && kind.isPresent() && cluster.podsIn(parts[0]).isEmpty()) {
            return named(kind.get(), kind.get().equals("Node") ? "" : namespace, parts[1]);
        }
        if (parts.length == 2) {
            return named("", parts[0], parts[1]);
        }
        throw new PartyException("'" + Plain.line(text) + "' has too many parts; write KIND/NAMESPACE/NAME or NAMESPACE/NAME");
    }

    /** {@code deploy}, {@code deployments}, {@code Deployment.apps}, {@code deployments.v1.apps}. */
    private static Optional<String> kind(String text) {
        String name = text.toLowerCase(Locale.ROOT);
        int dot = name.indexOf('.');
        name = dot > 0 ? name.substring(0, dot) : name;
        String single = name.endsWith("s") && !KINDS.containsKey(name) ? name.substring(0, name.length() - 1) : name;
        return Optional.ofNullable(KINDS.get(single));
    }

    private Party owner(String ip) {
        Optional<Service> service = cluster.serviceByIp(ip).or(() -> cluster.all(Service.class).stream()
                .filter(s -> s.ingress().contains(ip) || s.externalIps().contains(ip)).findFirst());
        if (service.isPresent()) {
            return new Party.OfService(service.get(), ip);
        }
        Side side = Side.of(ip, cluster);
        if (side.pod().isPresent()) {
            return new Party.Pods(side.ref(), List.of(side));
        }
        return cluster.find(Node.class, side.ref()).<Party>map(n -> new Party.OfNode(n, ip)).orElse(new Party.Address(ip));
    }

    private Party named(String kind, String ns, String name) {
        for (String candidate : kind.isEmpty() ? List.of("Service", "Pod", "Deployment", "StatefulSet", "DaemonSet", "Job", "CronJob",
                "ReplicaSet", "ReplicationController") : List.of(kind)) {
            Optional<Party> party = object(candidate, ns, name);
            if (party.isPresent()) {
                return party.get();
            }
        }
        throw nothing(kind, ns, name);
    }

    private Optional<Party> object(String kind, String ns, String name) {
        return switch (kind) {
            case "Service" -> cluster.service(ns, name).map(s -> new Party.OfService(s, ""));
            case "Pod" -> cluster.find(Pod.class, ObjectRef.of("Pod", ns, name)).map(p -> new Party.Pods(p.ref(), List.of(Side.of(p))));
            case "Node" -> cluster.node(name).map(n -> new Party.OfNode(n, ""));
            default -> workload(ObjectRef.of(kind, ns, name));
        };
    }

    /** The pods of a workload, running ones if there are any; its template if there are none at all. */
    private Optional<Party> workload(ObjectRef ref) {
        List<Side> sides = new ArrayList<>();
        for (Pod pod : cluster.podsIn(ref.namespace())) {
            if (!pod.finished() && (cluster.workloadOf(pod).equals(ref) || pod.meta().owner().filter(ref::equals).isPresent())) {
                sides.add(Side.of(pod));
            }
        }
        Optional<Workload> workload = cluster.find(Workload.class, ref);
        if (sides.isEmpty()) {
            workload.ifPresent(w -> sides.add(Side.of(w)));
        }
        return sides.isEmpty() ? Optional.empty() : Optional.of(new Party.Pods(ref, List.copyOf(sides)));
    }

    private List<Side> podsOf(Service service) {
        List<Side> sides = new ArrayList<>();
        for (Pod pod : cluster.podsIn(service.meta().namespace())) {
            if (service.hasSelector() && !pod.finished() && pod.meta().labels().entrySet().containsAll(service.selector().entrySet())) {
                sides.add(Side.of(pod));
            }
        }
        if (sides.isEmpty() && service.hasSelector()) {
            cluster.all(Workload.class).stream().filter(w -> w.meta().namespace().equals(service.meta().namespace())
                    && w.templateLabels().entrySet().containsAll(service.selector().entrySet())).forEach(w -> sides.add(Side.of(w)));
        }
        if (sides.isEmpty()) {
            throw new PartyException("no pod stands behind " + service.ref() + ", so nothing connects from it; name a pod or a workload as FROM");
        }
        return sides;
    }

    private PartyException nothing(String kind, String ns, String name) {
        List<String> here = new ArrayList<>();
        List<String> elsewhere = new ArrayList<>();
        for (Class<? extends Fact> type : List.of(Service.class, Pod.class, Workload.class, Node.class)) {
            for (Fact fact : cluster.all(type)) {
                ObjectRef ref = ((KubeObject) fact).ref();
                if (kind.isEmpty() ? type != Node.class : ref.kind().equals(kind)) {
                    (ref.namespace().equals(ns) ? here : elsewhere).add(ref.name().equals(name) && !ref.namespace().equals(ns)
                            ? ref.qualifiedName() : ref.name());
                }
            }
        }
        List<String> near = new ArrayList<>(Spelling.near(name, here, 3));
        elsewhere.stream().filter(n -> n.endsWith("/" + name)).distinct().sorted().limit(3).forEach(near::add);
        String seen = kind.isEmpty() || cluster.complete(kind, ns.isEmpty() ? Coverage.ALL : ns) ? ""
                : " (" + cluster.coverage(kind, ns.isEmpty() ? Coverage.ALL : ns).reason() + ")";
        String next = near.isEmpty() ? "; kubectl get " + (kind.isEmpty() ? "pods,services" : kind.toLowerCase(Locale.ROOT) + "s")
                + (ns.isEmpty() ? "" : " -n " + Plain.line(ns)) + " lists what there is"
                : "; did you mean " + Plain.line(String.join(", ", near)) + "?";
        return new PartyException("the snapshot holds no " + (kind.isEmpty() ? "pod, Service or workload" : kind) + " "
                + Plain.line(ns.isEmpty() ? name : ns + "/" + name) + seen + next);
    }
}
