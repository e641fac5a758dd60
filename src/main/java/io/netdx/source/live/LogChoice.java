package io.netdx.source.live;

import io.netdx.fact.Container;
import io.netdx.fact.Pod;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Which logs are read. Pods of one workload write much the same: of each a few count, those in trouble first. */
public enum LogChoice {
    NONE,
    /** Those of what carries the network, and of pods that are not ready or were restarted. */
    COMPONENTS,
    ALL;

    private static final int OF_EACH = 3;
    private static final int MOST = 400;
    /** Containers, and values of the usual labels, of network agents, DNS, proxies, controllers and the control plane. */
    private static final Set<String> COMPONENTS_BY_NAME = Set.of("coredns", "kube-dns", "node-cache", "node-local-dns", "kube-proxy",
            "calico-node", "calico-kube-controllers", "calico-typha", "calico-apiserver", "tigera-operator",
            "cilium", "cilium-agent", "cilium-operator", "cilium-envoy", "hubble-relay", "kube-flannel", "flannel", "antrea-agent", "antrea-ovs",
            "antrea-controller", "kube-router", "weave", "weave-npc", "aws-node", "aws-eks-nodeagent", "azure-cns", "azure-npm", "ovnkube-node",
            "ovnkube-controller", "ovn-controller", "sdn", "kube-ovn-cni", "multus", "kube-multus", "whereabouts", "ingress-nginx", "traefik",
            "haproxy-ingress", "kubernetes-ingress", "contour", "envoy-gateway", "nginx-gateway", "gateway-api-admission", "istiod", "discovery",
            "ztunnel", "istio-cni", "istio-cni-node", "istio-ingressgateway", "istio-egressgateway", "destination", "identity", "proxy-injector",
            "linkerd-cni", "metallb", "speaker", "kube-vip", "aws-load-balancer-controller", "external-dns", "cert-manager", "cloud-controller-manager",
            "kube-apiserver", "kube-controller-manager", "kube-scheduler", "etcd", "konnectivity-agent", "metrics-server");
    private static final List<String> LABELS = List.of("k8s-app", "app", "app.kubernetes.io/name", "component", "name");

    /** A log to read. */
    record Pick(String namespace, String pod, String container, boolean previous) {

        String file() {
            return "logs/" + namespace + "/" + pod + "/" + container + (previous ? "-previous" : "") + ".log";
        }
    }

    /** As a user writes it; empty texts mean the usual. @throws IllegalArgumentException for any other word */
    public static LogChoice of(String word) {
        return word.isEmpty() ? COMPONENTS : valueOf(word.toUpperCase(Locale.ROOT));
    }

    /** In an order that the cluster alone decides. */
    List<Pick> of(Collection<Pod> pods) {
        Map<String, List<Pod>> byOwner = new TreeMap<>();
        for (Pod pod : pods) {
            if (this == ALL || this == COMPONENTS && (component(pod) || troubled(pod))) {
                byOwner.computeIfAbsent(pod.meta().owner().map(owner -> pod.meta().namespace() + "/" + owner).orElse(String.valueOf(pod.ref())),
                        o -> new ArrayList<>()).add(pod);
            }
        }
        List<Pick> picks = new ArrayList<>();
        byOwner.values().forEach(same -> same.stream().sorted(Comparator.comparing((Pod pod) -> !troubled(pod)).thenComparing(Pod::ref))
                .limit(OF_EACH).flatMap(LogChoice::logs).forEach(picks::add));
        return picks.size() > MOST ? picks.subList(0, MOST) : picks;
    }

    private static boolean component(Pod pod) {
        return pod.containers().stream().anyMatch(c -> COMPONENTS_BY_NAME.contains(c.name()))
                || LABELS.stream().anyMatch(label -> COMPONENTS_BY_NAME.contains(pod.meta().labels().getOrDefault(label, "")));
    }

    static boolean troubled(Pod pod) {
        return !pod.finished() && (!pod.ready() || pod.containers().stream().anyMatch(c -> c.restarts() > 0));
    }

    private static Stream<Pick> logs(Pod pod) {
        List<Pick> picks = new ArrayList<>();
        for (Container c : pod.containers()) {
            // one that waits to be started again left a log
            if (c.restarts() > 0 || c.state().map(s -> !s.phase().equals("waiting")).orElse(!c.init())) {
                picks.add(new Pick(pod.meta().namespace(), pod.meta().name(), c.name(), false));
            }
            if (c.restarts() > 0) {
                picks.add(new Pick(pod.meta().namespace(), pod.meta().name(), c.name(), true));
            }
        }
        return picks.stream();
    }
}
