package io.netdx.simulate.inject;

import io.netdx.simulate.world.Profile;
import io.netdx.simulate.world.Resource;
import io.netdx.simulate.world.Tree;
import io.netdx.simulate.world.World;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** NetworkPolicies that deny what is needed. Where nobody enforces them they break nothing. */
final class PolicyFaults {

    private static final String INGRESS = """
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata: {name: %s, namespace: %s}
            spec:
              podSelector: {matchLabels: {app: %s}}
              policyTypes: [Ingress]
              ingress:
              - from:
                - %s
                ports:
                - {port: %s, protocol: TCP}
            """;
    private static final String EGRESS = """
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata: {name: %s, namespace: %s}
            spec:
              podSelector: {%s}
              policyTypes: [Egress]
              egress:
              %s
            """;
    private static final String DNS_RULE = "- {ports: [{port: 53, protocol: UDP}, {port: 53, protocol: TCP}]}";

    private PolicyFaults() {
    }

    static List<Injector> all() {
        return List.of(new Injector("policy/default-deny-ingress", enforced(PolicyFaults::denyIngress)), new Injector("policy/egress-blocks-dns", enforced(PolicyFaults::egressWithoutDns)),
                new Injector("policy/default-deny-egress", enforced(PolicyFaults::denyEgress)),
                new Injector("policy/peer-label-mismatch", enforced(w -> store(w, "policy/peer-label-mismatch", "podSelector: {matchLabels: {" + w.oneOf(List.of("app: api-server", "role: api", "app: API")) + "}}", ""))),
                new Injector("policy/port-mismatch", enforced(PolicyFaults::servicePort)),
                new Injector("policy/named-port-missing", enforced(w -> store(w, "policy/named-port-missing", "podSelector: {matchLabels: {app: api}}", "sql-port"))),
                new Injector("policy/namespace-label-missing", enforced(PolicyFaults::namespaceLabel)),
                new Injector("policy/single-namespace-peer", enforced(PolicyFaults::ownNamespace)),
                new Injector("policy/policy-types-omitted", enforced(PolicyFaults::typesOmitted)),
                new Injector("policy/dns-allow-ineffective", enforced(PolicyFaults::dnsLabel)),
                new Injector("policy/except-swallows-cluster", enforced(PolicyFaults::except)),
                new Injector("policy/ip-block-of-cluster", enforced(PolicyFaults::serviceBlock)),
                new Injector("policy/ephemeral-labels", enforced(PolicyFaults::ephemeral)),
                new Injector("policy/dns-server-isolated", enforced(PolicyFaults::dnsIsolated)),
                new Injector("policy/calico-denies", PolicyFaults::calico), new Injector("policy/cilium-denies", PolicyFaults::cilium));
    }

    private static Function<World, Optional<Truth>> enforced(Function<World, Optional<Truth>> change) {
        return world -> world.profile().cni().enforces() ? change.apply(world) : Optional.empty();
    }

    private static Optional<Truth> denyIngress(World world) {
        return Pick.calledDeployment(world).map(api -> {
            Resource policy = world.apply("""
                    apiVersion: networking.k8s.io/v1
                    kind: NetworkPolicy
                    metadata: {name: %s, namespace: %s}
                    spec:
                      podSelector: {}
                      policyTypes: [Ingress]
                    """, world.oneOf(List.of("default-deny", "deny-all", "lockdown")), api.namespace());
            return Truth.of("policy/default-deny-ingress", policy, "Nothing in " + api.namespace() + " answers since the security review.")
                    .or("policy/one-side-only");
        });
    }

    private static Optional<Truth> egressWithoutDns(World world) {
        return Pick.calledDeployment(world).map(api -> {
            world.find("NetworkPolicy", api.namespace(), "web-egress").ifPresent(world::delete);
            Resource policy = world.apply(EGRESS, "restrict-egress", api.namespace(), "", "- {to: [{namespaceSelector: {}}], ports: [{port: " + port(api)
                    + "}, {port: 5432}, {port: 3306}, {port: 6379}, {port: 27017}, {port: 443}]}");
            return Truth.of("policy/egress-blocks-dns", policy, "Pods of " + api.namespace() + " cannot resolve names.");
        });
    }

    private static Optional<Truth> denyEgress(World world) {
        return Pick.calledDeployment(world).map(api -> {
            Resource policy = world.apply(EGRESS, "api-egress", api.namespace(), "matchLabels: {app: api}", DNS_RULE);
            return Truth.of("policy/default-deny-egress", policy, "The api of " + api.namespace() + " reaches none of its backends.").or("policy/one-side-only", "policy/port-mismatch");
        });
    }

    /** A policy on a store that means to admit the server, and does not. */
    private static Optional<Truth> store(World world, String cause, String peer, String port) {
        return Pick.any(world, world.all("StatefulSet")).map(set -> {
            world.find("NetworkPolicy", set.namespace(), set.name() + "-clients").ifPresent(world::delete);
            Resource policy = world.apply(INGRESS, set.name() + "-from-api", set.namespace(), set.name(), peer, port.isEmpty() ? String.valueOf(port(set)) : port);
            return Truth.of(cause, policy, "The store does not answer its server.");
        });
    }

    private static int port(Resource workload) {
        return Pick.container(workload).number("ports", 0, "containerPort");
    }

    /** The rule names the port of the Service, the pods listen on another. */
    private static Optional<Truth> servicePort(World world) {
        return Pick.calledDeployment(world).map(api -> {
            Resource policy = world.apply(INGRESS, "api-from-web", api.namespace(), "api", "podSelector: {}", "80");
            return Truth.of("policy/port-mismatch", policy, "The api times out.");
        });
    }

    /** Callers of other namespaces are admitted by a label that their namespace lost. */
    private static Optional<Truth> namespaceLabel(World world) {
        return calledFromElsewhere(world).map(api -> {
            Resource policy = world.apply(INGRESS, "api-from-partners", api.namespace(), "api", "namespaceSelector: {matchLabels: {api-access: granted}}", port(api));
            policy.list("spec", "ingress", 0, "from").add(Tree.map("podSelector", Tree.map()));
            return Truth.of("policy/namespace-label-missing", policy, "Partners in other namespaces lost the api.");
        });
    }

    private static Optional<Truth> ownNamespace(World world) {
        return calledFromElsewhere(world).map(api -> {
            Resource policy = world.apply(INGRESS, "api-clients", api.namespace(), "api", "podSelector: {matchLabels: {app: api}}", port(api));
            policy.list("spec", "ingress", 0, "from").add(Tree.map("podSelector", Tree.map("matchLabels", Tree.map("app", "web"))));
            return Truth.of("policy/single-namespace-peer", policy, "Other namespaces lost the api.");
        });
    }

    private static Optional<Resource> calledFromElsewhere(World world) {
        List<String> called = world.all("Deployment").stream().flatMap(w -> Pick.container(w).items("env").stream()).filter(e -> e.text("name").equals("PEER_URL"))
                .map(e -> e.text("value")).toList();
        return Pick.any(world, world.all("Deployment").stream().filter(w -> w.name().equals("api") && called.stream().anyMatch(url -> Pick.leadsToApi(url, w.namespace()))).toList());
    }

    /** Meant for what goes out; without policyTypes it refuses all that comes in as well. */
    private static Optional<Truth> typesOmitted(World world) {
        return Pick.any(world, world.all("StatefulSet")).map(set -> {
            world.find("NetworkPolicy", set.namespace(), set.name() + "-clients").ifPresent(world::delete);
            Resource policy = world.apply(EGRESS, set.name() + "-egress", set.namespace(), "matchLabels: {app: " + set.name() + "}", DNS_RULE);
            policy.set(Tree.list("Ingress", "Egress"), "spec", "policyTypes");
            return Truth.of("policy/policy-types-omitted", policy, "The store stopped answering when its outgoing traffic was limited.");
        });
    }

    private static Optional<Truth> dnsLabel(World world) {
        return Pick.calledDeployment(world).map(api -> {
            Resource policy = world.apply(EGRESS, "api-egress", api.namespace(), "matchLabels: {app: api}",
                    "- {to: [{namespaceSelector: {matchLabels: {name: kube-system}}}], ports: [{port: 53, protocol: UDP}, {port: 53, protocol: TCP}]}\n"
                            + "  - {to: [{podSelector: {}}]}");
            return Truth.of("policy/dns-allow-ineffective", policy, "The api resolves no names although DNS is allowed.");
        });
    }

    private static Optional<Truth> except(World world) {
        return Pick.calledDeployment(world).map(api -> {
            Resource policy = world.apply(EGRESS, "internet-only", api.namespace(), "matchLabels: {app: api}", DNS_RULE
                    + "\n  - {to: [{ipBlock: {cidr: 0.0.0.0/0, except: [10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16]}}]}");
            return Truth.of("policy/except-swallows-cluster", policy, "The api lost its database.").or("policy/one-side-only");
        });
    }

    /** The address of the Service, which is translated before policies look. */
    private static Optional<Truth> serviceBlock(World world) {
        return Pick.any(world, world.all("StatefulSet")).map(set -> {
            String ip = world.get("Service", set.namespace(), set.name()).text("spec", "clusterIP");
            Resource policy = world.apply(EGRESS, "api-to-store", set.namespace(), "matchLabels: {app: api}", DNS_RULE + "\n  - {to: [{ipBlock: {cidr: " + ip + "/32}}]}");
            return Truth.of("policy/ip-block-of-cluster", policy, "The api lost its database.").or("policy/one-side-only");
        });
    }

    private static Optional<Truth> ephemeral(World world) {
        return store(world, "policy/ephemeral-labels", "podSelector: {matchLabels: {app: api, pod-template-hash: " + world.suffix(10) + "}}", "");
    }

    private static Optional<Truth> dnsIsolated(World world) {
        Resource policy = world.apply("""
                apiVersion: networking.k8s.io/v1
                kind: NetworkPolicy
                metadata: {name: harden-kube-system, namespace: kube-system}
                spec:
                  podSelector: {}
                  policyTypes: [Ingress]
                  ingress:
                  - from:
                    - podSelector: {}
                """);
        return Optional.of(Truth.of("policy/dns-server-isolated", policy, "No pod resolves names since the hardening."));
    }

    private static Optional<Truth> calico(World world) {
        return world.profile().cni() != Profile.Cni.CALICO ? Optional.empty() : Pick.calledDeployment(world).map(api -> {
            Resource policy = world.apply("""
                    apiVersion: crd.projectcalico.org/v1
                    kind: GlobalNetworkPolicy
                    metadata: {name: default.quarantine-%s}
                    spec:
                      tier: default
                      order: 100
                      namespaceSelector: projectcalico.org/name == '%s'
                      selector: app == 'api'
                      types: [Ingress]
                      ingress:
                      - {action: Deny}
                    """, api.namespace(), api.namespace());
            return Truth.of("policy/calico-denies", policy, "The api is quarantined and nobody knows why.");
        });
    }

    private static Optional<Truth> cilium(World world) {
        return world.profile().cni() != Profile.Cni.CILIUM ? Optional.empty() : Pick.calledDeployment(world).map(api -> {
            Resource policy = world.apply("""
                    apiVersion: cilium.io/v2
                    kind: CiliumNetworkPolicy
                    metadata: {name: api-access, namespace: %s}
                    spec:
                      endpointSelector: {matchLabels: {app: api}}
                      ingress:
                      - fromEndpoints:
                        - matchLabels: {app: gateway}
                    """, api.namespace());
            return Truth.of("policy/cilium-denies", policy, "The api does not answer any more.");
        });
    }
}
