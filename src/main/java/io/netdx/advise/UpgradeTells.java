package io.netdx.advise;

import io.netdx.cluster.Cluster;
import io.netdx.fact.Fact;
import io.netdx.fact.HostFact;
import io.netdx.fact.KubeObject;
import io.netdx.fact.NetworkPolicy;
import io.netdx.fact.Node;
import io.netdx.fact.OtherObject;
import io.netdx.fact.Service;
import io.netdx.fact.Workload;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Looks whether changes of a version concern the cluster. Absence is told only where all objects of the kind were seen. */
final class UpgradeTells {

    private static final Pattern MODE = Pattern.compile("(?m)^mode:[ \t]*[\"']?([a-z]*)[\"']?[ \t]*$");
    private static final Pattern KERNEL = Pattern.compile("([0-9]{1,3})\\.([0-9]{1,4}).*");
    private static final int NFTABLES_MAJOR = 5;
    private static final int NFTABLES_MINOR = 13;
    private static final String MASTER = "node-role.kubernetes.io/master";

    private final Situation situation;

    UpgradeTells(Situation situation) {
        this.situation = situation;
    }

    Tell of(String tell) {
        Optional<Cluster> cluster = situation.cluster();
        return cluster.isEmpty() ? Tell.UNKNOWN : switch (tell) {
            case "dockershim" -> objects(Node.class, "Node", n -> n.runtime().startsWith("docker://"), "docker is the runtime of ",
                    told(Node::runtime) ? "no node runs docker" : "");
            case "psp" -> objects(OtherObject.class, "PodSecurityPolicy", o -> o.ref().kind().equals("PodSecurityPolicy"), "PodSecurityPolicy ", "there are none");
            case "master" -> objects(Workload.class, "Deployment", w -> w.nodeSelector().containsKey(MASTER), "the label master is selected by ", "");
            case "end-port" -> objects(NetworkPolicy.class, "NetworkPolicy", UpgradeTells::ranged, "endPort is used by ", "no policy uses endPort");
            case "external-ips" -> objects(Service.class, "Service", s -> !s.externalIps().isEmpty(), "externalIPs are used by ", "no Service uses externalIPs");
            case "kernel" -> objects(Node.class, "Node", UpgradeTells::oldKernel, "older kernels on ", told(Node::kernel) ? "no node has an older kernel" : "");
            case "ipvs", "userspace" -> mode(cluster.get()).map(m -> m.equals(tell) ? Tell.present("kube-proxy's mode is " + tell)
                    : Tell.absent("kube-proxy's mode is " + (m.isEmpty() ? "not set" : m))).orElse(Tell.UNKNOWN);
            case "proxy-mode" -> mode(cluster.get()).map(m -> m.isEmpty() ? Tell.present("kube-proxy's mode is not set")
                    : Tell.absent("kube-proxy's mode is " + m)).orElse(Tell.UNKNOWN);
            default -> Tell.UNKNOWN;
        };
    }

    /** An empty {@code none} means that absence of such objects proves nothing. */
    private <T extends Fact & KubeObject> Tell objects(Class<T> type, String kind, Predicate<T> concerned, String some, String none) {
        List<String> names = situation.cluster().orElseThrow().all(type).stream().filter(concerned).map(o -> o.ref().qualifiedName()).toList();
        return !names.isEmpty() ? Tell.present(some + Names.some(names))
                : situation.complete(kind) && !none.isEmpty() ? Tell.absent(none) : Tell.UNKNOWN;
    }

    /** True where every node says it: a listing without {@code -o wide} does not. */
    private boolean told(Function<Node, String> field) {
        return situation.cluster().orElseThrow().all(Node.class).stream().map(field).noneMatch(String::isEmpty);
    }

    private static boolean ranged(NetworkPolicy policy) {
        return java.util.stream.Stream.concat(policy.ingress().stream(), policy.egress().stream()).flatMap(r -> r.ports().stream()).anyMatch(p -> p.endPort() > 0);
    }

    private static boolean oldKernel(Node node) {
        Matcher m = KERNEL.matcher(node.kernel());
        if (!m.matches()) {
            return false;
        }
        int major = Integer.parseInt(m.group(1));
        return major < NFTABLES_MAJOR || major == NFTABLES_MAJOR && Integer.parseInt(m.group(2)) < NFTABLES_MINOR;
    }

    /** kube-proxy's mode, empty where it is left to the default; no value where it was not seen, or nodes differ. */
    private static Optional<String> mode(Cluster cluster) {
        TreeSet<String> modes = new TreeSet<>();
        cluster.all(HostFact.KubeProxyConfig.class).forEach(c -> modes.add(c.mode()));
        cluster.configMap("kube-system", "kube-proxy").map(m -> m.data().getOrDefault("config.conf", "")).filter(t -> !t.isEmpty()).ifPresent(text -> {
            Matcher m = MODE.matcher(text);
            if (m.find()) {
                modes.add(m.group(1));
            }
        });
        return modes.size() == 1 ? Optional.of(modes.first()) : Optional.empty();
    }
}
