package io.netdx.source.decode;

import io.netdx.fact.CiliumCidrGroup;
import io.netdx.fact.CiliumPolicy;
import io.netdx.fact.LabelSelector;
import io.netdx.fact.Meta;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** Decodes the policies of {@code cilium.io/v2}. */
final class CiliumDecoder {

    private CiliumDecoder() {
    }

    static CiliumPolicy policy(Meta meta, Tree object) {
        List<CiliumPolicy.Spec> specs = new ArrayList<>();
        if (object.at("spec").present()) {
            specs.add(spec(object.at("spec")));
        }
        object.list("specs").forEach(spec -> specs.add(spec(spec)));
        return new CiliumPolicy(meta, List.copyOf(specs), ObjectDecoder.conditions(object.at("status")));
    }

    static CiliumCidrGroup cidrGroup(Meta meta, Tree spec) {
        return new CiliumCidrGroup(meta, spec.texts("externalCIDRs"));
    }

    private static CiliumPolicy.Spec spec(Tree spec) {
        List<String> odd = Odd.fields(spec, "endpointSelector:o", "nodeSelector:o", "ingress:a", "ingressDeny:a", "egress:a", "egressDeny:a",
                "labels:?", "description:?", "enableDefaultDeny:o", "log:?");
        Tree deny = spec.at("enableDefaultDeny");
        return new CiliumPolicy.Spec(selector(spec.at("endpointSelector")), selector(spec.at("nodeSelector")), flag(deny.at("ingress")),
                flag(deny.at("egress")), rules(spec.list("ingress"), "from"), rules(spec.list("ingressDeny"), "from"),
                rules(spec.list("egress"), "to"), rules(spec.list("egressDeny"), "to"), odd);
    }

    private static Optional<Boolean> flag(Tree value) {
        return value.type() == Tree.Type.SCALAR ? Optional.of(value.text().equals("true")) : Optional.empty();
    }

    private static Optional<LabelSelector> selector(Tree selector) {
        return selector.present() ? Optional.of(PolicyDecoder.selector(selector)) : Optional.empty();
    }

    private static List<CiliumPolicy.Rule> rules(List<Tree> list, String side) {
        List<CiliumPolicy.Rule> rules = new ArrayList<>();
        for (Tree rule : list) {
            List<String> odd = new ArrayList<>(Odd.fields(rule, side + "Endpoints:a", side + "Nodes:a", side + "Entities:a", side + "CIDR:a",
                    side + "CIDRSet:a", side + "Groups:a", side + "Requires:a", "toServices:a", "toFQDNs:a", "toPorts:a", "icmps:a",
                    "authentication:o"));
            rules.add(new CiliumPolicy.Rule(peers(rule, side), ports(rule.list("toPorts"), odd), !rule.list("icmps").isEmpty(),
                    rule.at(side + "Requires").present(), rule.at("authentication").text("mode"), List.copyOf(odd)));
        }
        return List.copyOf(rules);
    }

    private static Optional<CiliumPolicy.Peers> peers(Tree rule, String side) {
        boolean named = false;
        for (String field : List.of(side + "Endpoints", side + "Nodes", side + "Entities", side + "CIDR", side + "CIDRSet",
                side + "Groups", "toServices", "toFQDNs")) {
            named |= rule.at(field).present();
        }
        if (!named) {
            return Optional.empty();
        }
        List<CiliumPolicy.Block> blocks = new ArrayList<>();
        rule.texts(side + "CIDR").forEach(cidr -> blocks.add(new CiliumPolicy.Block(cidr, List.of(), "", Optional.empty())));
        for (Tree block : rule.list(side + "CIDRSet")) {
            blocks.add(new CiliumPolicy.Block(block.text("cidr"), block.texts("except"), block.text("cidrGroupRef"),
                    selector(block.at("cidrGroupSelector"))));
        }
        List<CiliumPolicy.ServicePeer> services = new ArrayList<>();
        rule.list("toServices").forEach(s -> services.add(service(s)));
        List<String> names = new ArrayList<>();
        rule.list("toFQDNs").forEach(n -> names.add(n.text("matchName", n.text("matchPattern"))));
        return Optional.of(new CiliumPolicy.Peers(selectors(rule.list(side + "Endpoints")), selectors(rule.list(side + "Nodes")),
                rule.texts(side + "Entities"), List.copyOf(blocks), List.copyOf(services), List.copyOf(names),
                rule.at(side + "Groups").present() ? List.of(side + "Groups") : List.of()));
    }

    private static List<LabelSelector> selectors(List<Tree> list) {
        return list.stream().map(PolicyDecoder::selector).toList();
    }

    private static CiliumPolicy.ServicePeer service(Tree service) {
        Tree byName = service.at("k8sService");
        Tree byLabels = service.at("k8sServiceSelector");
        return byName.present() ? new CiliumPolicy.ServicePeer(byName.text("namespace"), byName.text("serviceName"), Optional.empty())
                : new CiliumPolicy.ServicePeer(byLabels.text("namespace"), "", Optional.of(PolicyDecoder.selector(byLabels.at("selector"))));
    }

    private static List<CiliumPolicy.Ports> ports(List<Tree> list, List<String> odd) {
        List<CiliumPolicy.Ports> all = new ArrayList<>();
        for (Tree item : list) {
            odd.addAll(Odd.fields(item, "ports:a", "rules:o", "terminatingTLS:?", "originatingTLS:?", "serverNames:a", "listener:?"));
            List<CiliumPolicy.Port> ports = new ArrayList<>();
            for (Tree port : item.list("ports")) {
                odd.addAll(Odd.fields(port, "port:s", "endPort:s", "protocol:s"));
                ports.add(new CiliumPolicy.Port(port.text("port", "0"), port.number("endPort"), port.text("protocol", "ANY")));
            }
            TreeSet<String> l7 = new TreeSet<>();
            item.at("rules").fields().forEach((kind, rules) -> {
                if (rules.present()) {
                    l7.add(kind);
                }
            });
            if (!item.list("serverNames").isEmpty()) {
                l7.add("serverNames");
            }
            all.add(new CiliumPolicy.Ports(List.copyOf(ports), List.copyOf(l7)));
        }
        return List.copyOf(all);
    }
}
