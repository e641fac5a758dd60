package io.netdx.model;

import io.netdx.cluster.Cluster;
import io.netdx.fact.Condition;
import io.netdx.fact.Coverage;
import io.netdx.fact.OtherObject;
import io.netdx.fact.Pod;
import io.netdx.fact.Service;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** MetalLB, Cilium and their like, read from their own objects. */
final class Balancers {

    private final Cluster cluster;
    private final List<BalancerProblem> problems = new ArrayList<>();

    Balancers(Cluster cluster) {
        this.cluster = cluster;
    }

    List<BalancerProblem> find() {
        boolean advertisements = cluster.complete("L2Advertisement", Coverage.ALL) && cluster.complete("BGPAdvertisement", Coverage.ALL);
        for (OtherObject o : cluster.all(OtherObject.class)) {
            Map<String, String> f = o.fields();
            switch (o.ref().kind()) {
                case "IPAddressPool" -> {
                    if (advertisements && !advertised(o)) {
                        add(o, "not-advertised", "", "no L2Advertisement or BGPAdvertisement names the pool");
                    }
                }
                case "BGPSessionState" -> {
                    String state = f.getOrDefault("status.bgpStatus", "");
                    if (!state.isEmpty() && !state.equals("Established")) {
                        add(o, "session-down", state, "the session of node " + f.getOrDefault("status.node", "?") + " with "
                                + f.getOrDefault("status.peer", "?") + " is " + state);
                    }
                }
                case "ConfigurationState" -> {
                    if (f.getOrDefault("status.result", "").equals("Invalid")) {
                        add(o, "configuration", "Invalid", f.getOrDefault("status.lastError", f.getOrDefault("status.errorSummary", "no error is named")));
                    }
                }
                default -> { }
            }
        }
        for (Service service : cluster.all(Service.class)) {
            if (service.type().equals("LoadBalancer")) {
                balanced(service);
            }
        }
        return problems;
    }

    /** An advertisement without pools is for all; one with selectors cannot be told from here, and counts. */
    private boolean advertised(OtherObject pool) {
        for (OtherObject o : cluster.all(OtherObject.class)) {
            String kind = o.ref().kind();
            if ((kind.equals("L2Advertisement") || kind.equals("BGPAdvertisement")) && o.ref().namespace().equals(pool.ref().namespace())) {
                boolean names = o.fields().keySet().stream().anyMatch(k -> k.startsWith("spec.ipAddressPools["));
                boolean selects = o.fields().keySet().stream().anyMatch(k -> k.startsWith("spec.ipAddressPoolSelectors"));
                if (selects || !names || o.fields().entrySet().stream().anyMatch(e -> e.getKey().startsWith("spec.ipAddressPools[")
                        && e.getValue().equals(pool.meta().name()))) {
                    return true;
                }
            }
        }
        return false;
    }

    private void balanced(Service service) {
        for (Condition c : service.conditions()) {
            if (c.type().equals("cilium.io/IPAMRequestSatisfied") && c.status().equals("False")) {
                problems.add(new BalancerProblem(service.ref(), "address-refused", c.reason(), c.message().isEmpty() ? c.reason() : c.message(),
                        service.source()));
            }
        }
        String wanted = service.loadBalancerClass();
        if (!wanted.isEmpty() && service.ingress().isEmpty() && cluster.complete("Pod", Coverage.ALL) && !served(wanted)) {
            problems.add(new BalancerProblem(service.ref(), "class-unserved", wanted, "loadBalancerClass is " + wanted
                    + ", and nothing that runs here is known to serve it", service.meta().at("spec.loadBalancerClass")));
        }
    }

    /** By the part of the class before its slash, as the usual controllers have it, or named in a controller's arguments. */
    private boolean served(String wanted) {
        int slash = wanted.indexOf('/');
        String domain = slash < 0 ? wanted : wanted.substring(0, slash);
        String known = switch (domain) {
            case "service.k8s.aws" -> "aws-load-balancer-controller";
            case "io.cilium" -> "cilium";
            case "kube-vip.io" -> "kube-vip";
            case "tailscale" -> "operator";
            case "metallb.io", "metallb.universe.tf" -> "metallb";
            default -> domain;
        };
        for (Pod pod : cluster.all(Pod.class)) {
            if (!pod.finished() && (pod.meta().name().contains(known) || pod.meta().namespace().contains(known)
                    || pod.containers().stream().anyMatch(c -> c.command().stream().anyMatch(a -> a.contains(wanted))))) {
                return true;
            }
        }
        return false;
    }

    private void add(OtherObject o, String kind, String reason, String detail) {
        problems.add(new BalancerProblem(o.ref(), kind, reason, detail, o.source()));
    }
}
