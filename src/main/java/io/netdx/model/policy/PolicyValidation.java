package io.netdx.model.policy;

import io.netdx.fact.LabelSelector;
import io.netdx.fact.NetworkPolicy;
import io.netdx.fact.Provenance;
import io.netdx.net.Cidr;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds what the API server would refuse in a NetworkPolicy (its validation of {@code networking.k8s.io/v1}). */
public final class PolicyValidation {

    /** @param source place of the section that holds the fault; its path is exact ({@code spec.ingress[0].from[1]}) */
    public record Problem(String text, Provenance source) {
    }

    private final NetworkPolicy policy;
    private final List<Problem> problems = new ArrayList<>();

    private PolicyValidation(NetworkPolicy policy) {
        this.policy = policy;
    }

    /** In the order of the manifest; empty for a valid policy. */
    public static List<Problem> problems(NetworkPolicy policy) {
        PolicyValidation validation = new PolicyValidation(policy);
        validation.selector(policy.podSelector(), "podSelector", "");
        for (String type : policy.policyTypes()) {
            if (!type.equals("Ingress") && !type.equals("Egress")) {
                validation.add("policyTypes holds " + type + "; the API knows Ingress and Egress", "policyTypes", "");
            }
        }
        validation.rules(policy.ingress(), "ingress", "from");
        validation.rules(policy.egress(), "egress", "to");
        return List.copyOf(validation.problems);
    }

    private void rules(List<NetworkPolicy.Rule> rules, String section, String peers) {
        for (int i = 0; i < rules.size(); i++) {
            NetworkPolicy.Rule rule = rules.get(i);
            for (int j = 0; j < rule.peers().size(); j++) {
                peer(rule.peers().get(j), section, "[" + i + "]." + peers + "[" + j + "]");
            }
            for (int j = 0; j < rule.ports().size(); j++) {
                Optional<String> problem = PortMatcher.problem(rule.ports().get(j));
                if (problem.isPresent()) {
                    add(problem.get(), section, "[" + i + "].ports[" + j + "]");
                }
            }
        }
    }

    private void peer(NetworkPolicy.Peer peer, String section, String at) {
        boolean selects = peer.pods().isPresent() || peer.namespaces().isPresent();
        if (peer.cidr().isEmpty() && !selects) {
            add("a peer names neither a selector nor an ipBlock", section, at);
        } else if (!peer.cidr().isEmpty() && selects) {
            add("a peer has an ipBlock beside a selector", section, at);
        }
        peer.pods().ifPresent(s -> selector(s, section, at + ".podSelector"));
        peer.namespaces().ifPresent(s -> selector(s, section, at + ".namespaceSelector"));
        if (!peer.cidr().isEmpty()) {
            block(peer, section, at + ".ipBlock");
        }
    }

    private void block(NetworkPolicy.Peer peer, String section, String at) {
        Optional<Cidr> range = Cidr.block(peer.cidr());
        if (range.isEmpty()) {
            add("ipBlock " + peer.cidr() + " is no address range", section, at + ".cidr");
        }
        for (int i = 0; i < peer.except().size(); i++) {
            String text = peer.except().get(i);
            Optional<Cidr> hole = Cidr.block(text);
            boolean inside = hole.isPresent() && range.filter(r -> r.contains(hole.get()) && !r.equals(hole.get())).isPresent();
            if (hole.isEmpty()) {
                add("except " + text + " is no address range", section, at + ".except[" + i + "]");
            } else if (range.isPresent() && !inside) {
                add("except " + text + " does not lie inside " + peer.cidr(), section, at + ".except[" + i + "]");
            }
        }
    }

    private void selector(LabelSelector selector, String section, String at) {
        Selector.problems(selector).forEach(text -> add(text, section, at));
    }

    private void add(String text, String section, String at) {
        Provenance place = policy.meta().at("spec." + section);
        problems.add(new Problem(text, new Provenance(place.file(), place.line(), "spec." + section + at)));
    }
}
