package io.netdx.engine;

import io.netdx.engine.own.RulePatterns;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.drools.drl.ast.descr.PatternDescr;
import org.drools.drl.ast.descr.RuleDescr;

/**
 * Rules that would try every pair of two types of facts of which a large cluster has tens of thousands. An equality of a plain field
 * with something bound before is looked up in an index ({@code workload == $w}); {@code contains}, {@code matches}, a method's result
 * and a field's field are not.
 */
final class Joins {

    /** Facts that grow with the objects, the calls and the texts of a cluster, not with its nodes or its settings. */
    private static final Set<String> LARGE = Set.of("BlockedEdge", "CausedBy", "Dependency", "EndingPod", "Finding", "FlowFailure", "Hypothesis",
            "Link", "MeshCall", "Placement", "PodOwner", "Runs", "ServiceBacking", "ServiceProblem", "ServiceState", "Signature", "UnmetNeed", "WorkloadTrouble");

    /** One cause has hypotheses about a few subjects; where it has about all, that is what the evaluation of a broken cluster measures. */
    private static final Pattern OF_ONE_CAUSE = Pattern.compile("cause\\s*==\\s*\"");
    private static final Pattern EQUALITY = Pattern.compile("(?:\\$\\w+\\s*:\\s*)?[a-z]\\w*\\s*==\\s*\\$\\w+(?:\\.\\w+)*");

    /** Rules that join without an index, and why one side of theirs is short in any cluster. */
    private static final Map<String, String> SHORT = Map.ofEntries(
            Map.entry("cni/agent-not-running: pods on its nodes get no sandbox", "agents of the CNI: some workloads"),
            Map.entry("cni/flannel-subnet-missing: the node's kubelet says so", "the text of kubelets, one a node"),
            Map.entry("dns/api-unreachable: servers that answer wrongly say so", "texts of DNS servers"),
            Map.entry("dns/api-unreachable: follows from the proxy of the node", "the workload of the DNS servers"),
            Map.entry("dns/clusterip-kubelet-mismatch: kubelets were not collected, and lookups of several namespaces fail", "only where kubelets were not collected"),
            Map.entry("dns/coredns-down: its pods get no network on their nodes", "the workload of the DNS servers"),
            Map.entry("dns/forbidden: servers that answer wrongly say so", "texts of DNS servers"),
            Map.entry("dns/forwarding-overloaded: the servers say so again and again", "texts of DNS servers"),
            Map.entry("dns/node-local-down: explains failing lookups on its nodes", "the workload of the DNS caches"),
            Map.entry("ipam/aws-eniconfig-missing: the daemon says so", "texts of aws-node, one a node"),
            Map.entry("ipam/aws-no-prefix-left: the daemon says so", "texts of aws-node, one a node"),
            Map.entry("ipam/aws-rights-missing: the daemon says so", "texts of aws-node, one a node"),
            Map.entry("ipam/cloud-range-exhausted: the autoscaler says so", "texts of the autoscaler"),
            Map.entry("ipam/instance-interfaces-used-up: Cilium's operator says so", "texts of one operator, of nodes at their capacity"),
            Map.entry("mesh/destination-rule-tls-conflict: proxies fail in the handshake", "hosts with conflicting rules"),
            Map.entry("mesh/egress-registry-only: the proxy says so", "calls of meshed workloads to hosts outside"),
            Map.entry("policy/blocks-api-server-calls: requests fail over a webhook", "edges of the API server to webhooks"),
            Map.entry("policy/cilium-denies: Cilium reports the drop", "drops that agents report, by workload"),
            Map.entry("policy/dns-server-isolated: explains failing lookups of names that the DNS pods cannot learn", "edges and texts of DNS servers"),
            Map.entry("policy/egress-blocks-dns: policies were not collected, and lookups of one namespace fail", "only where policies were not collected"),
            Map.entry("service/listens-on-loopback: its log says so, and calls to it are refused", "texts of servers that listen on loopback"),
            Map.entry("service/no-ready-pods: follows from a node where all its pods run", "hypotheses about nodes"));

    private Joins() {
    }

    /** One line for each pattern that joins by no index. */
    static List<String> unindexed(RuleDescr rule) {
        List<String> faults = new ArrayList<>();
        boolean joined = false;
        for (PatternDescr pattern : RulePatterns.of(rule.getLhs())) {
            if (large(pattern)) {
                if (joined && !SHORT.containsKey(rule.getName()) && constraints(pattern).stream().noneMatch(c -> EQUALITY.matcher(c).matches())) {
                    faults.add(rule.getName() + ": tries every " + pattern.getObjectType() + " with every fact before it");
                }
                joined = true;
            }
        }
        return faults;
    }

    /** Exceptions that no rule needs. */
    static List<String> needless(List<RuleDescr> rules) {
        Set<String> names = rules.stream().map(RuleDescr::getName).collect(Collectors.toSet());
        return SHORT.keySet().stream().filter(name -> !names.contains(name)).sorted().toList();
    }

    private static boolean large(PatternDescr pattern) {
        return LARGE.contains(pattern.getObjectType()) && !(pattern.getObjectType().equals("Hypothesis")
                && constraints(pattern).stream().anyMatch(c -> OF_ONE_CAUSE.matcher(c).find()));
    }

    private static List<String> constraints(PatternDescr pattern) {
        return pattern.getDescrs().stream().map(d -> d.toString().strip()).toList();
    }
}
