package io.netdx.model;

import io.netdx.cluster.Cluster;
import io.netdx.fact.Condition;
import io.netdx.fact.Coverage;
import io.netdx.fact.GatewayObject;
import io.netdx.fact.ObjectRef;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Sorts the conditions of Gateway API objects by what they mean. A condition that is seconds old may still change. */
final class Gateways {

    private static final Duration SETTLING = Duration.ofSeconds(30);
    private static final Set<String> CERTIFICATES = Set.of("InvalidCertificateRef", "InvalidCACertificateRef", "InvalidClientCertificateRef");

    private final Cluster cluster;
    private final List<GatewayProblem> problems = new ArrayList<>();

    Gateways(Cluster cluster) {
        this.cluster = cluster;
    }

    List<GatewayProblem> find() {
        for (GatewayObject o : cluster.all(GatewayObject.class)) {
            for (GatewayObject.Part part : o.parts()) {
                for (Condition c : part.conditions()) {
                    String kind = settled(c.since()) ? kind(o, c) : "";
                    if (!kind.isEmpty()) {
                        add(o, kind, part.name(), c.reason(), c.message());
                    }
                }
            }
            references(o);
        }
        return problems;
    }

    /** A file of these objects alone has no "now": what it says then stands. */
    private boolean settled(Instant since) {
        return cluster.now().equals(Instant.EPOCH) || since.plus(SETTLING).isBefore(cluster.now());
    }

    private static String kind(GatewayObject o, Condition c) {
        boolean no = c.status().equals("False");
        String owner = o.meta().ref().kind();
        switch (c.type()) {
            case "Conflicted" -> {
                return c.status().equals("True") ? "conflict" : "";
            }
            case "SupportedVersion" -> {
                return no ? "version" : "";
            }
            case "ResolvedRefs" -> {
                return !no ? "" : c.reason().equals("RefNotPermitted") ? "denied" : owner.equals("BackendTLSPolicy") ? "tls-policy"
                        : CERTIFICATES.contains(c.reason()) ? "certificate" : o.route() ? "backend" : "";
            }
            case "Accepted" -> {
                return owner.equals("GatewayClass") ? (no || c.status().equals("Unknown") ? c.reason().equals("UnsupportedVersion") ? "version" : "class-refused" : "")
                        : no && o.route() ? "route-refused" : no && owner.equals("BackendTLSPolicy") ? "tls-policy" : "";
            }
            case "Programmed" -> {
                // a listener's own trouble, and that of Gateways that none accepted, is told by other conditions
                return no && owner.equals("Gateway") ? "not-programmed" : "";
            }
            default -> {
                return "";
            }
        }
    }

    private void references(GatewayObject o) {
        String kind = o.meta().ref().kind();
        if (kind.equals("Gateway") && cluster.complete("GatewayClass", Coverage.ALL)
                && cluster.find(GatewayObject.class, ObjectRef.cluster("GatewayClass", o.className())).isEmpty()) {
            add(o, "class-missing", "", "", o.className());
        }
        for (ObjectRef parent : o.route() ? o.parents() : List.<ObjectRef>of()) {
            if (parent.kind().equals("Gateway") && cluster.complete("Gateway", parent.namespace())
                    && cluster.find(GatewayObject.class, parent).isEmpty()) {
                add(o, "gateway-missing", "parent " + parent, "", parent.qualifiedName());
            } else if (parent.kind().equals("Gateway") && o.parts().isEmpty() && cluster.find(GatewayObject.class, parent).isPresent()
                    && settled(o.meta().created())) {
                add(o, "route-ignored", "parent " + parent, "", "no controller has written a status");
            }
        }
    }

    private void add(GatewayObject o, String kind, String part, String reason, String message) {
        problems.add(new GatewayProblem(o.ref(), kind, part, reason, Pods.firstLine(message), o.source()));
    }
}
