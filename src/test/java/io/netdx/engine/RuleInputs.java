package io.netdx.engine;

import java.util.Map;
import java.util.Set;

/** What the facts that rules read are computed from. */
final class RuleInputs {

    private static final Set<String> HOST_FILES = Set.of("HostService", "Sysctl", "PacketFilter", "Conntrack", "Neighbour", "Route",
            "CniConfig", "FlannelSubnet", "FlannelNetwork", "CniBinaries", "LocalAddresses", "Link", "Node", "Service", "Pod", "ConfigMap", "Event",
            "Log", "Translation", "KubeletConfig", "EndpointSlice");

    /** The kinds that each fact of the model is computed from: nothing else can be needed to rule a cause out. */
    private static final Map<String, Set<String>> SOURCES = Map.ofEntries(
            Map.entry("AddressHeadroom", Set.of("Node", "Service", "Pod", "LocalAddresses", "ConfigMap")),
            Map.entry("BalancerProblem", Set.of("Service", "Pod", "IPAddressPool", "L2Advertisement", "BGPAdvertisement", "BGPSessionState",
                    "ConfigurationState")),
            Map.entry("BlockedEdge", Set.of("NetworkPolicy", "Namespace", "Pod", "Service", "AdminNetworkPolicy", "GlobalNetworkPolicy",
                    "CiliumNetworkPolicy")),
            Map.entry("CacheBypassed", Set.of("DaemonSet", "ConfigMap", "KubeletConfig")),
            Map.entry("CapacityRisk", Set.of("Node", "Pod", "Conntrack", "NetworkPolicy", "Deployment", "ConfigMap", "Service")),
            Map.entry("CidrOverlap", Set.of("Node", "Service")),
            Map.entry("Cni", Set.of("Pod", "Node", "ConfigMap", "CniConfig")),
            Map.entry("ControlPlaneProblem", Set.of("APIService", "Node", "EndpointSlice", "Service", "Pod", "ConfigMap", "Lease", "Log", "Event",
                    "ValidatingWebhookConfiguration", "MutatingWebhookConfiguration", "Deployment", "DaemonSet")),
            Map.entry("CorefileProblem", Set.of("ConfigMap")),
            Map.entry("CreationRefused", Set.of("Event", "Deployment", "StatefulSet", "DaemonSet", "ReplicaSet", "Job")),
            Map.entry("Dependency", Set.of("Pod", "Service")),
            Map.entry("DnsBlocked", Set.of("NetworkPolicy", "Namespace", "Pod", "Service", "KubeletConfig")),
            Map.entry("DnsEndpointTrouble", Set.of("EndpointSlice", "Pod", "Node")),
            Map.entry("DnsLimits", Set.of("Deployment")),
            Map.entry("DnsScale", Set.of("Deployment", "Node")),
            Map.entry("DnsService", Set.of("Service", "Pod", "Deployment", "EndpointSlice")),
            Map.entry("DomainMismatch", Set.of("KubeletConfig", "ConfigMap")),
            Map.entry("DoubleAgent", Set.of("DaemonSet", "Pod")),
            Map.entry("DrainBlocked", Set.of("PodDisruptionBudget", "Node", "Pod")),
            Map.entry("EarlyCall", Set.of("Log", "NetworkPolicy", "Pod")),
            Map.entry("EndingPod", Set.of("Pod", "Event")),
            Map.entry("FlowFailure", Set.of("Log")),
            Map.entry("GatewayProblem", Set.of("GatewayClass", "Gateway", "HTTPRoute", "BackendTLSPolicy")),
            Map.entry("HostAlias", Set.of("Pod", "Service")),
            Map.entry("HostEndpointLock", Set.of("HostEndpoint", "GlobalNetworkPolicy")),
            Map.entry("HostNetworkPod", Set.of("Pod")),
            Map.entry("HostTrouble", HOST_FILES),
            Map.entry("IdentityLoad", Set.of("CiliumIdentity", "Pod")),
            Map.entry("IngressProblem", Set.of("Ingress", "Route.route.openshift.io", "IngressClass", "Service", "Secret", "Pod", "Log")),
            Map.entry("InitWait", Set.of("Pod", "Service", "Log")),
            Map.entry("KubeletDns", Set.of("KubeletConfig", "Service")),
            Map.entry("LargeLoss", Set.of("Log", "Pod")),
            Map.entry("LimitImposed", Set.of("LimitRange", "Pod", "Event", "Deployment", "StatefulSet", "DaemonSet", "ReplicaSet", "Job")),
            Map.entry("LoadBalancerPending", Set.of("Service", "Pod", "Deployment", "DaemonSet")),
            Map.entry("LocalPolicyGap", Set.of("Service", "Pod", "Node")),
            Map.entry("LookupsFailOnNode", Set.of("Log", "Pod")),
            Map.entry("LoopbackBinding", Set.of("Pod")),
            Map.entry("MeshCall", Set.of("Log", "Pod", "Service", "Namespace", "PeerAuthentication", "ServiceEntry", "ConfigMap")),
            Map.entry("MeshDenial", Set.of("Log", "Pod", "AuthorizationPolicy")),
            Map.entry("MeshProblem", Set.of("Pod", "Namespace", "Service", "Deployment", "MutatingWebhookConfiguration", "VirtualService", "DestinationRule",
                    "ServiceEntry", "PeerAuthentication", "AuthorizationPolicy", "Gateway.networking.istio.io", "Secret", "ConfigMap", "NetworkPolicy")),
            Map.entry("MetricTrouble", Set.of("Metric", "Pod", "Node")),
            Map.entry("MulticlusterProblem", Set.of("Service", "EndpointSlice", "ConfigMap", "Deployment", "Gateway.submariner.io", "Cluster", "ServiceExport",
                    "ServiceImport")),
            Map.entry("NamesUnlearned", Set.of("CiliumNetworkPolicy", "Pod")),
            Map.entry("NamespaceStuck", Set.of("Namespace")),
            Map.entry("NetworkConfigProblem", Set.of("IPPool", "BGPConfiguration", "BGPPeer", "CalicoNodeStatus", "TigeraStatus", "CiliumNode",
                    "CiliumEndpoint", "CiliumBGPClusterConfig", "AntreaAgentInfo", "PodNetworkConnectivityCheck", "Log", "Route", "ConfigMap", "Node", "Deployment", "DaemonSet", "Pod", "Event",
                    "KubeProxyConfig")),
            Map.entry("NodeFit", Set.of("Node", "Pod", "Deployment")),
            Map.entry("NodeTrouble", Set.of("Node", "Event", "Pod", "CniConfig", "Link", "CertificateSigningRequest")),
            Map.entry("NodesSilent", Set.of("Node")),
            Map.entry("OtherNamespace", Set.of("Log", "Service")),
            Map.entry("Overlay", Set.of("Link")),
            Map.entry("OwnResolver", Set.of("Pod")),
            Map.entry("Placement", Set.of("Pod")),
            Map.entry("PodOwner", Set.of("Pod")),
            Map.entry("PoliciesWithoutEffect", Set.of("NetworkPolicy", "Pod", "Node")),
            Map.entry("PolicyAgentLoad", Set.of("DaemonSet", "Node")),
            Map.entry("PolicyProblem", Set.of("NetworkPolicy", "Pod", "Namespace", "Service", "CiliumNetworkPolicy")),
            Map.entry("PortProblem", Set.of("Service", "Pod")),
            Map.entry("ProbeDenied", Set.of("NetworkPolicy", "Pod", "ConfigMap", "Event")),
            Map.entry("ProbeProblem", Set.of("Pod", "Event")),
            Map.entry("ProxyProblem", Set.of("ConfigMap", "KubeProxyConfig", "Node", "DaemonSet", "FelixConfiguration", "Service", "L2Advertisement")),
            Map.entry("QuotaState", Set.of("ResourceQuota")),
            Map.entry("Runs", Set.of("Pod")),
            Map.entry("ScaledToZero", Set.of("Deployment", "StatefulSet")),
            Map.entry("ScalerState", Set.of("HorizontalPodAutoscaler")),
            Map.entry("SearchGap", Set.of("Pod", "Service")),
            Map.entry("ServiceBacking", Set.of("Service", "Pod", "Deployment", "StatefulSet")),
            Map.entry("ServiceProblem", Set.of("Service", "Log", "Pod", "EndpointSlice")),
            Map.entry("ServiceState", Set.of("Service", "Pod", "EndpointSlice")),
            Map.entry("Signature", Set.of("Log", "Event", "Node", "Pod")),
            Map.entry("SlowBehind", Set.of("Metric", "Pod", "Service")),
            Map.entry("SlowSuspect", Set.of("Metric", "Pod", "Service")),
            Map.entry("Span", Set.of("Log", "Pod")),
            Map.entry("StaleAddress", Set.of("NetworkPolicy", "Pod")),
            Map.entry("StubZone", Set.of("ConfigMap")),
            Map.entry("TargetState", Set.of("APIService", "ValidatingWebhookConfiguration", "MutatingWebhookConfiguration", "Service", "Pod")),
            Map.entry("UnansweredServices", Set.of("Log", "Pod", "Service", "PacketFilter")),
            Map.entry("UnheardCall", Set.of("Pod", "Service", "Log")),
            Map.entry("UnmetNeed", Set.of("Pod", "Service", "Ingress")),
            Map.entry("UpgradeRisk", Set.of("Node", "Pod", "Deployment", "StatefulSet", "DaemonSet", "ConfigMap", "Endpoints", "PodSecurityPolicy")),
            Map.entry("WebhookRefusal", Set.of("Event", "Deployment", "StatefulSet", "DaemonSet", "ReplicaSet", "Service", "Pod", "Node",
                    "ValidatingWebhookConfiguration", "MutatingWebhookConfiguration")),
            Map.entry("WorkloadShort", Set.of("Deployment", "StatefulSet", "DaemonSet")),
            Map.entry("WorkloadTrouble", Set.of("Pod", "Event")));

    private RuleInputs() {
    }

    /** Kinds that a fact is computed from. */
    static Set<String> sources(String fact) {
        Set<String> kinds = SOURCES.get(fact);
        if (kinds == null) {
            throw new AssertionError("a new fact: say here what " + fact + " is computed from");
        }
        return kinds;
    }
}
