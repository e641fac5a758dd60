package io.netdx.model;

import io.netdx.cluster.Cluster;
import io.netdx.fact.HostFact;
import io.netdx.fact.ObjectRef;
import io.netdx.fact.Pod;
import io.netdx.fact.Service;
import io.netdx.net.Cidr;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Failing calls to addresses that a node keeps for itself, or that a load balancer admits to others only. */
final class CallsAstray {

    private static final List<String> BRIDGES = List.of("docker", "br-", "virbr", "lxcbr", "podman", "lxdbr");

    private final Cluster cluster;
    private final List<FlowFailure> failures;

    CallsAstray(Cluster cluster, List<FlowFailure> failures) {
        this.cluster = cluster;
        this.failures = failures;
    }

    /** A bridge that the node has for containers of its own: what has an address of its range is looked for behind it. Who refuses is there. */
    void shadowed(List<NetworkConfigProblem> into) {
        for (FlowFailure f : failures) {
            boolean unheard = f.mode().equals("timeout") || f.mode().equals("unreachable") || f.mode().equals("failed");
            if (unheard && f.target().kind().equals("Host") && Names.looksLikeIp(f.host())) {
                cluster.all(HostFact.Route.class).stream().filter(r -> f.nodes().contains(r.node()) && behindBridge(r, f.host())).forEach(r ->
                        into.add(new NetworkConfigProblem(ObjectRef.ofNode(r.node()), "destination-shadowed", f.host(), "the node looks for " + f.host()
                                + " behind its own bridge " + r.device() + " (" + r.destination() + ")", r.source())));
            }
        }
    }

    private static boolean behindBridge(HostFact.Route r, String address) {
        return r.main() && r.via().isEmpty() && BRIDGES.stream().anyMatch(r.device()::startsWith)
                && Cidr.block(r.destination()).filter(c -> c.contains(address)).isPresent();
    }

    /** kube-proxy drops calls to the address of a load balancer from sources that it does not admit, from inside the cluster too. */
    List<ServiceProblem> excluded() {
        List<ServiceProblem> problems = new ArrayList<>();
        for (Service s : cluster.all(Service.class)) {
            for (FlowFailure f : s.sourceRanges().isEmpty() || !s.type().equals("LoadBalancer") ? List.<FlowFailure>of() : failures) {
                Optional<Pod> outside = !s.ingress().contains(f.host()) ? Optional.empty() : f.pods().stream().flatMap(p -> cluster.find(Pod.class, p).stream())
                        .filter(p -> !p.ip().isEmpty() && s.sourceRanges().stream().map(Cidr::block).flatMap(Optional::stream).noneMatch(c -> c.contains(p.ip()))).findFirst();
                if (outside.isPresent()) {
                    problems.add(new ServiceProblem(s.ref(), "source-excluded", "loadBalancerSourceRanges admits " + String.join(", ", s.sourceRanges()) + ", and "
                            + f.client() + " calls from " + outside.get().ip(), f.client(), s.meta().at("spec.loadBalancerSourceRanges")));
                    break;
                }
            }
        }
        return problems;
    }
}
