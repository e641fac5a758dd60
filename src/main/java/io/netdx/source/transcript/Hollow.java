package io.netdx.source.transcript;

import java.util.Set;

/**
 * Kinds of which a table, or a describe that prints lists without marks between their items, shows nothing that counts: an object made
 * of it would be one that routes nothing, or a policy that denies everything. That such objects exist is known, and no more.
 */
final class Hollow {

    private static final Set<String> IN_TABLES = Set.of("NetworkPolicy", "ValidatingWebhookConfiguration", "MutatingWebhookConfiguration");
    private static final Set<String> ALWAYS = Set.of("VirtualService", "DestinationRule", "ServiceEntry", "AuthorizationPolicy", "Sidecar", "Gateway",
            "Gateway.networking.istio.io", "HTTPRoute", "GRPCRoute", "TLSRoute", "TCPRoute", "GatewayClass", "ReferenceGrant", "BackendTLSPolicy",
            "GlobalNetworkPolicy", "StagedNetworkPolicy", "StagedGlobalNetworkPolicy", "NetworkPolicy.projectcalico.org", "NetworkPolicy.crd.projectcalico.org",
            "CiliumNetworkPolicy", "CiliumClusterwideNetworkPolicy", "AdminNetworkPolicy", "BaselineAdminNetworkPolicy", "ClusterNetworkPolicy", "HostEndpoint",
            "Profile", "IPAMBlock", "CiliumEndpoint", "CiliumIdentity", "CiliumNode", "Tier");

    private Hollow() {
    }

    static boolean inTable(String kind) {
        return IN_TABLES.contains(kind) || ALWAYS.contains(kind);
    }

    static boolean described(String kind) {
        return ALWAYS.contains(kind) || kind.endsWith("WebhookConfiguration");
    }
}
