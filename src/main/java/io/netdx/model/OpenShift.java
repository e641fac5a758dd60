package io.netdx.model;

import io.netdx.cluster.Cluster;
import io.netdx.fact.Condition;
import io.netdx.fact.Node;
import io.netdx.fact.ObjectRef;
import io.netdx.fact.OtherObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What OpenShift writes down itself: Routes that no router admits, and its own checks of connections. */
final class OpenShift {

    private final Cluster cluster;

    OpenShift(Cluster cluster) {
        this.cluster = cluster;
    }

    List<IngressProblem> routes() {
        List<IngressProblem> problems = new ArrayList<>();
        for (OtherObject o : cluster.all(OtherObject.class)) {
            if (o.ref().kind().equals("Route.route.openshift.io")) {
                refused(o, problems);
            }
        }
        return problems;
    }

    /** Admitted by one router is enough. */
    private static void refused(OtherObject route, List<IngressProblem> problems) {
        String why = "";
        for (Map.Entry<String, String> e : route.fields().entrySet()) {
            if (e.getKey().startsWith("status.ingress[") && e.getKey().endsWith(".type") && e.getValue().equals("Admitted")) {
                String at = e.getKey().substring(0, e.getKey().length() - "type".length());
                if (route.fields().getOrDefault(at + "status", "").equals("True")) {
                    return;
                }
                why = route.fields().getOrDefault(at + "reason", "") + ": " + Pods.firstLine(route.fields().getOrDefault(at + "message", ""));
            }
        }
        if (!why.isEmpty()) {
            problems.add(new IngressProblem(route.ref(), "route-refused", why, route.ref(), route.source()));
        }
    }

    /** Checks of connections that fail now, by the node that most of them have in common. */
    void checks(List<NetworkConfigProblem> into) {
        Map<String, List<OtherObject>> byNode = new TreeMap<>();
        for (OtherObject o : cluster.all(OtherObject.class)) {
            boolean failing = o.ref().kind().equals("PodNetworkConnectivityCheck") && o.conditions().stream().anyMatch(c -> c.type().equals("Reachable")
                    && c.status().equals("False"));
            for (Node node : failing ? cluster.all(Node.class) : List.<Node>of()) {
                if (o.meta().name().contains("-" + node.meta().name() + "-to-") || o.meta().name().endsWith("-" + node.meta().name())) {
                    byNode.computeIfAbsent(node.meta().name(), n -> new ArrayList<>()).add(o);
                }
            }
        }
        int most = byNode.values().stream().mapToInt(List::size).max().orElse(0);
        byNode.forEach((node, checks) -> {
            if (checks.size() == most && most > 1) {
                Condition first = checks.get(0).conditions().stream().filter(c -> c.type().equals("Reachable")).findFirst().orElseThrow();
                into.add(new NetworkConfigProblem(ObjectRef.ofNode(node), "check-fails", first.reason(), checks.size() + " checks from or to the node fail: "
                        + Pods.firstLine(first.message()), checks.get(0).source()));
            }
        });
    }
}
