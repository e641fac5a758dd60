package io.netdx.model;

import io.netdx.cluster.Cluster;
import io.netdx.fact.NetworkPolicy;
import io.netdx.fact.Node;
import io.netdx.fact.Service;
import io.netdx.net.Cidr;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds policies that name ranges outside the cluster for Services whose pods see the address of a node instead of their client's. */
final class ExternalSources {

    private final Cluster cluster;
    private final Map<String, List<Service>> hiding = new HashMap<>();

    ExternalSources(Cluster cluster) {
        this.cluster = cluster;
        for (Service service : cluster.all(Service.class)) {
            boolean open = service.type().equals("NodePort") || service.type().equals("LoadBalancer");
            if (open && service.externalTrafficPolicy().equals("Cluster") && service.hasSelector()) {
                hiding.computeIfAbsent(service.meta().namespace(), ns -> new ArrayList<>()).add(service);
            }
        }
    }

    void find(List<PolicyProblem> problems) {
        for (NetworkPolicy policy : cluster.all(NetworkPolicy.class)) {
            List<Service> services = hiding.getOrDefault(policy.meta().namespace(), List.of());
            Optional<String> range = policy.isolatesIngress() && !services.isEmpty() ? outside(policy) : Optional.empty();
            if (range.isPresent()) {
                services.stream().filter(s -> policy.podSelector().matches(s.selector())).forEach(s -> problems.add(new PolicyProblem(policy.ref(),
                        "external-source", "it admits " + range.get() + "; " + s.ref() + " has externalTrafficPolicy Cluster, so its pods see"
                        + " the address of a node instead", s.ref(), policy.meta().at("spec.ingress"))));
            }
        }
    }

    /** A range that holds no node, in a policy that admits no node either. */
    private Optional<String> outside(NetworkPolicy policy) {
        String found = "";
        for (NetworkPolicy.Rule rule : policy.ingress()) {
            if (rule.peers().isEmpty()) {
                return Optional.empty();
            }
            for (NetworkPolicy.Peer peer : rule.peers()) {
                Optional<Cidr> range = Cidr.block(peer.cidr());
                if (range.isPresent() && holdsNode(range.get())) {
                    return Optional.empty();
                }
                found = range.isPresent() ? peer.cidr() : found;
            }
        }
        return found.isEmpty() ? Optional.empty() : Optional.of(found);
    }

    private boolean holdsNode(Cidr range) {
        return cluster.all(Node.class).stream().flatMap(n -> n.internalIp().stream())
                .anyMatch(ip -> Cidr.address(ip).filter(range::contains).isPresent());
    }
}
