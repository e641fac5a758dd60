package io.netdx.simulate.inject;

import io.netdx.simulate.world.Resource;
import io.netdx.simulate.world.World;
import java.util.List;
import java.util.Optional;

/** NetworkPolicies that deny what is needed. */
final class PolicyFaults {

    private PolicyFaults() {
    }

    static List<Injector> all() {
        return List.of(new Injector("policy/default-deny-ingress", PolicyFaults::denyIngress), new Injector("policy/egress-blocks-dns", PolicyFaults::egressWithoutDns),
                new Injector("policy/default-deny-egress", PolicyFaults::denyEgress));
    }

    private static Optional<Truth> denyIngress(World world) {
        return enforced(world).flatMap(w -> Pick.calledDeployment(w)).map(api -> {
            Resource policy = world.apply("""
                    apiVersion: networking.k8s.io/v1
                    kind: NetworkPolicy
                    metadata: {name: %s, namespace: %s}
                    spec:
                      podSelector: {}
                      policyTypes: [Ingress]
                    """, world.oneOf(List.of("default-deny", "deny-all", "lockdown")), api.namespace());
            return Truth.of("policy/default-deny-ingress", policy, "Nothing in " + api.namespace() + " answers since the security review.");
        });
    }

    private static Optional<Truth> egressWithoutDns(World world) {
        return enforced(world).flatMap(w -> Pick.calledDeployment(w)).map(api -> {
            int port = Pick.container(api).number("ports", 0, "containerPort");
            Resource policy = world.apply("""
                    apiVersion: networking.k8s.io/v1
                    kind: NetworkPolicy
                    metadata: {name: restrict-egress, namespace: %s}
                    spec:
                      podSelector: {}
                      policyTypes: [Egress]
                      egress:
                      - to:
                        - namespaceSelector: {}
                        ports:
                        - {port: %d, protocol: TCP}
                        - {port: 5432, protocol: TCP}
                        - {port: 3306, protocol: TCP}
                        - {port: 6379, protocol: TCP}
                        - {port: 27017, protocol: TCP}
                        - {port: 443, protocol: TCP}
                    """, api.namespace(), port);
            world.find("NetworkPolicy", api.namespace(), "web-egress").ifPresent(world::delete);
            return Truth.of("policy/egress-blocks-dns", policy, "Pods of " + api.namespace() + " cannot resolve names.");
        });
    }

    private static Optional<Truth> denyEgress(World world) {
        return enforced(world).flatMap(w -> Pick.calledDeployment(w)).map(api -> {
            Resource policy = world.apply("""
                    apiVersion: networking.k8s.io/v1
                    kind: NetworkPolicy
                    metadata: {name: api-egress, namespace: %s}
                    spec:
                      podSelector: {matchLabels: {app: api}}
                      policyTypes: [Egress]
                      egress:
                      - ports:
                        - {port: 53, protocol: UDP}
                        - {port: 53, protocol: TCP}
                    """, api.namespace());
            return Truth.of("policy/default-deny-egress", policy, "The api of " + api.namespace() + " reaches none of its backends.");
        });
    }

    /** Where nobody enforces policies they break nothing. */
    private static Optional<World> enforced(World world) {
        return Optional.of(world).filter(w -> w.profile().cni().enforces());
    }
}
