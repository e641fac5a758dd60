package io.netdx.engine;

import io.netdx.catalog.Catalog;
import io.netdx.catalog.Cause;
import io.netdx.catalog.FindingType;
import io.netdx.cluster.Cluster;
import io.netdx.fact.Coverage;
import io.netdx.fact.Node;
import io.netdx.fact.ObjectRef;
import io.netdx.fact.Pod;
import io.netdx.fact.Provenance;
import io.netdx.finding.CausedBy;
import io.netdx.finding.Finding;
import io.netdx.finding.Hypothesis;
import io.netdx.finding.Inference;
import io.netdx.finding.Link;
import io.netdx.finding.Outcome;
import io.netdx.finding.Unknown;
import io.netdx.model.mesh.Mesh;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Concludes absence, and only where coverage allows it. Rules state what is present; a finding that a cause would bring about on
 * its own subject, and that no rule found, is absent where everything it is computed from was seen, else unknown.
 */
final class Expectations {

    private final Catalog catalog;
    private final Cluster cluster;
    private final String network;
    private Optional<Boolean> mesh = Optional.empty();

    /** @param network name of the pod network, {@code unknown} where nothing tells it */
    Expectations(Catalog catalog, Cluster cluster, String network) {
        this.catalog = catalog;
        this.cluster = cluster;
        this.network = network;
    }

    Inference complete(List<Finding> present, List<Hypothesis> hypotheses, List<Link> links, List<CausedBy> chains) {
        List<Finding> findings = new ArrayList<>(present);
        List<Unknown> unknowns = new ArrayList<>();
        Set<String> known = new HashSet<>();
        present.forEach(f -> known.add(f.id() + " " + f.subject()));
        Set<String> linked = new HashSet<>();
        links.forEach(l -> linked.add(l.cause() + " " + l.subject() + " " + l.finding()));
        Set<String> active = new HashSet<>();
        for (Hypothesis h : hypotheses) {
            active.add(h.cause());
            for (Cause.Evidence e : catalog.cause(h.cause()).map(Cause::evidence).orElse(List.of())) {
                boolean stated = known.contains(e.finding() + " " + h.subject())
                        || linked.contains(h.cause() + " " + h.subject() + " " + e.finding());
                if (e.expected() && !stated && known.add(e.finding() + " " + h.subject())) {
                    conclude(h, e.finding(), findings, unknowns);
                }
            }
        }
        for (Cause cause : catalog.all()) {
            if (!active.contains(cause.id())) {
                unactivated(cause, unknowns);
            }
        }
        List<ObjectRef> nodes = cluster.complete("Node", Coverage.ALL) ? cluster.all(Node.class).stream().map(Node::ref).toList() : List.of();
        return new Inference(findings, hypotheses, links, chains, unknowns, nodes, blind());
    }

    /** Pods say that they are not ready, nodes that they are not, logs or metrics that calls fail. */
    private List<String> blind() {
        List<String> blind = new ArrayList<>();
        if (cluster.all(Pod.class).stream().allMatch(pod -> pod.phase().isEmpty())) {
            blind.add("the status of pods");
        }
        Set<String> looked = new HashSet<>();
        cluster.coverage().stream().filter(Coverage::looked).forEach(c -> looked.add(c.kind()));
        if (!looked.contains("Node")) {
            blind.add("nodes");
        }
        if (!looked.contains("Log") && !looked.contains("Metric")) {
            blind.add("calls (logs or metrics)");
        }
        return blind;
    }

    private void conclude(Hypothesis h, String finding, List<Finding> findings, List<Unknown> unknowns) {
        FindingType type = catalog.finding(finding).orElseThrow();
        Coverage gap = gap(type.coverage(), h.subject());
        if (gap == null) {
            findings.add(new Finding(finding, h.subject(), Outcome.ABSENT, new TreeMap<>(h.args()), List.of(), Provenance.NONE));
        } else {
            findings.add(new Finding(finding, h.subject(), Outcome.UNKNOWN, new TreeMap<>(h.args()), List.of(), Provenance.NONE));
            unknowns.add(new Unknown(finding, h.cause(), h.subject(), gap.state().name(), gap.kind()));
        }
    }

    /** A cause that nothing points to is ruled out only if its inputs were there. */
    private void unactivated(Cause cause, List<Unknown> unknowns) {
        Coverage gap = gap(cause.coverage(), ObjectRef.CLUSTER);
        if (gap != null && !missingComponent(gap.kind()) && ProductKinds.apply(gap.kind(), network)) {
            String finding = cause.evidence().stream().filter(Cause.Evidence::expected).map(Cause.Evidence::finding)
                    .findFirst().orElse(cause.id());
            unknowns.add(new Unknown(finding, cause.id(), ObjectRef.CLUSTER, gap.state().name(), gap.kind()));
        }
    }

    /** Objects of a mesh that nobody collected say nothing about a cluster that has none. */
    private boolean missingComponent(String kind) {
        return Mesh.KINDS.contains(kind) && cluster.complete("Pod", Coverage.ALL) && !meshed();
    }

    /** Looks at every pod once, and not at all where no cause asks. */
    private boolean meshed() {
        if (mesh.isEmpty()) {
            mesh = Optional.of(Mesh.of(cluster).isPresent());
        }
        return mesh.get();
    }

    private Coverage gap(List<String> kinds, ObjectRef subject) {
        String scope = subject.kind().equals("Node") ? subject.name()
                : subject.namespace().isEmpty() ? Coverage.ALL : subject.namespace();
        for (String kind : kinds) {
            Coverage coverage = cluster.coverage(kind, scope);
            if (!coverage.complete()) {
                return coverage;
            }
        }
        return null;
    }
}
