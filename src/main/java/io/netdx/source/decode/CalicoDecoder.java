package io.netdx.source.decode;

import io.netdx.fact.CalicoNetworkSet;
import io.netdx.fact.CalicoPolicy;
import io.netdx.fact.CalicoProfile;
import io.netdx.fact.CalicoRule;
import io.netdx.fact.CalicoTier;
import io.netdx.fact.Meta;
import io.netdx.fact.ObjectRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Decodes the policies of {@code projectcalico.org/v3} and of {@code crd.projectcalico.org/v1}, whose fields are the same. */
final class CalicoDecoder {

    private static final String STORED_METADATA = "projectcalico.org/metadata";
    private static final Pattern STORED_LABELS = Pattern.compile("\"labels\"\\s*:\\s*\\{([^{}]*)}");
    private static final Pattern LABEL = Pattern.compile("\"([^\"\\\\]+)\"\\s*:\\s*\"([^\"\\\\]*)\"");

    private CalicoDecoder() {
    }

    static CalicoPolicy policy(String kind, Meta meta, Tree spec) {
        List<String> odd = new ArrayList<>(Odd.fields(spec, "tier:s", "order:s", "selector:s", "namespaceSelector:s",
                "serviceAccountSelector:s", "types:a", "ingress:a", "egress:a", "doNotTrack:s", "preDNAT:s", "applyOnForward:s",
                "performanceHints:a", "stagedAction:s"));
        OptionalDouble order = order(spec);
        if (order.isEmpty() && spec.at("order").present()) {
            odd.add("order");
        }
        return new CalicoPolicy(meta, spec.text("tier", "default"), order, spec.text("selector"), spec.text("namespaceSelector"),
                spec.text("serviceAccountSelector"), spec.texts("types"), rules(spec.list("ingress"), meta.namespace()),
                rules(spec.list("egress"), meta.namespace()), kind.startsWith("Staged"),
                spec.flag("doNotTrack") || spec.flag("preDNAT"), List.copyOf(odd));
    }

    static CalicoTier tier(Meta meta, Tree spec) {
        return new CalicoTier(meta, order(spec), spec.text("defaultAction", "Deny"));
    }

    static CalicoNetworkSet networkSet(Meta meta, Tree spec) {
        return new CalicoNetworkSet(meta, meta.labels().isEmpty() ? storedLabels(meta) : meta.labels(), spec.texts("nets"));
    }

    static CalicoProfile profile(Meta meta, Tree spec) {
        return new CalicoProfile(meta, rules(spec.list("ingress"), ""), rules(spec.list("egress"), ""));
    }

    /** Calico keeps labels of objects that it stores itself as JSON in an annotation. */
    private static Map<String, String> storedLabels(Meta meta) {
        Map<String, String> labels = new TreeMap<>();
        Matcher stored = STORED_LABELS.matcher(meta.annotations().getOrDefault(STORED_METADATA, ""));
        if (stored.find()) {
            Matcher label = LABEL.matcher(stored.group(1));
            while (label.find()) {
                labels.put(label.group(1), label.group(2));
            }
        }
        return Map.copyOf(labels);
    }

    private static OptionalDouble order(Tree spec) {
        try {
            return spec.text("order").isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(Double.parseDouble(spec.text("order")));
        } catch (NumberFormatException e) {
            return OptionalDouble.empty();
        }
    }

    private static List<CalicoRule> rules(List<Tree> list, String namespace) {
        List<CalicoRule> rules = new ArrayList<>();
        for (Tree rule : list) {
            List<String> odd = Odd.fields(rule, "action:s", "ipVersion:s", "protocol:s", "notProtocol:s", "icmp:o", "notICMP:o",
                    "source:o", "destination:o", "metadata:?");
            odd = Odd.join(odd, "source", odd(rule.at("source")));
            odd = Odd.join(odd, "destination", odd(rule.at("destination")));
            rules.add(new CalicoRule(rule.text("action"), rule.number("ipVersion"), rule.text("protocol"), rule.text("notProtocol"),
                    rule.at("icmp").present(), entity(rule.at("source"), namespace), entity(rule.at("destination"), namespace), odd));
        }
        return List.copyOf(rules);
    }

    private static List<String> odd(Tree entity) {
        List<String> odd = Odd.fields(entity, "nets:a", "notNets:a", "selector:s", "notSelector:s", "namespaceSelector:s", "ports:a",
                "notPorts:a", "serviceAccounts:o", "services:o");
        odd = Odd.join(odd, "serviceAccounts", Odd.fields(entity.at("serviceAccounts"), "names:a", "selector:s"));
        return Odd.join(odd, "services", Odd.fields(entity.at("services"), "name:s", "namespace:s"));
    }

    private static CalicoRule.Entity entity(Tree entity, String namespace) {
        Tree accounts = entity.at("serviceAccounts");
        Tree service = entity.at("services");
        return new CalicoRule.Entity(entity.texts("nets"), entity.texts("notNets"), entity.text("selector"), entity.text("notSelector"),
                entity.text("namespaceSelector"), entity.texts("ports"), entity.texts("notPorts"), accounts.texts("names"),
                accounts.text("selector"), service.text("name").isEmpty() ? Optional.empty()
                        : Optional.of(ObjectRef.of("Service", service.text("namespace", namespace), service.text("name"))));
    }
}
