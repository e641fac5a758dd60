package io.netdx.cluster;

import io.netdx.fact.Fact;
import io.netdx.fact.OtherObject;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Kinds that exist only where somebody installed their definition. Where all CustomResourceDefinitions were seen and none defines
 * a kind, there is no object of it: nobody has to collect what cannot exist.
 */
final class CustomKinds {

    private static final List<String> OPTIONAL = List.of("GatewayClass", "Gateway", "HTTPRoute", "BackendTLSPolicy", "IPAddressPool",
            "L2Advertisement", "BGPAdvertisement", "BGPSessionState", "ConfigurationState", "FelixConfiguration", "Certificate",
            "CiliumLoadBalancerIPPool", "CiliumL2AnnouncementPolicy");

    private CustomKinds() {
    }

    static List<String> undefined(List<Fact> others) {
        Set<String> defined = new HashSet<>();
        for (Fact fact : others) {
            if (fact instanceof OtherObject definition && definition.ref().kind().equals("CustomResourceDefinition")) {
                defined.add(definition.fields().getOrDefault("spec.names.kind", ""));
            }
        }
        return OPTIONAL.stream().filter(kind -> !defined.contains(kind)).toList();
    }
}
