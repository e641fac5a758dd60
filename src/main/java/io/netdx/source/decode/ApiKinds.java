package io.netdx.source.decode;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Tells apart kinds of the same name in different API groups. The usual owner of a name keeps it bare ({@code NetworkPolicy}); any
 * other group is written behind it, as kubectl does ({@code NetworkPolicy.crd.antrea.io}). Without that, a Knative Service would
 * be taken for a Kubernetes one and a Calico policy for one of the API server.
 */
public final class ApiKinds {

    private static final Set<String> CORE = Set.of("", "core");
    private static final Set<String> APPS = Set.of("apps", "extensions");
    private static final Set<String> CALICO = Set.of("projectcalico.org", "crd.projectcalico.org");
    private static final Map<String, Set<String>> OWNERS = new HashMap<>();

    static {
        own(CORE, "Pod", "Service", "Endpoints", "Node", "Namespace", "ConfigMap", "Secret", "ResourceQuota", "PersistentVolumeClaim",
                "PersistentVolume", "ReplicationController", "ServiceAccount");
        own(Set.of("", "core", "events.k8s.io"), "Event");
        own(APPS, "Deployment", "StatefulSet", "DaemonSet", "ReplicaSet");
        own(Set.of("batch"), "Job", "CronJob");
        own(Set.of("apps.openshift.io", ""), "DeploymentConfig");
        own(Set.of("argoproj.io"), "Rollout");
        own(Set.of("discovery.k8s.io"), "EndpointSlice");
        own(Set.of("networking.k8s.io", "extensions"), "NetworkPolicy", "Ingress", "IngressClass");
        own(Set.of("apiregistration.k8s.io"), "APIService");
        own(Set.of("admissionregistration.k8s.io"), "ValidatingWebhookConfiguration", "MutatingWebhookConfiguration");
        own(Set.of("gateway.networking.k8s.io"), "Gateway", "GatewayClass", "HTTPRoute", "GRPCRoute", "TLSRoute",
                "TCPRoute", "UDPRoute", "BackendTLSPolicy");
        own(Set.of("networking.istio.io"), "VirtualService", "DestinationRule", "ServiceEntry", "Sidecar");
        own(Set.of("security.istio.io"), "PeerAuthentication", "AuthorizationPolicy");
        own(Set.of("policy.linkerd.io"), "Server", "ServerAuthorization", "MeshTLSAuthentication", "NetworkAuthentication");
        own(Set.of("policy.networking.k8s.io"), "AdminNetworkPolicy", "BaselineAdminNetworkPolicy", "ClusterNetworkPolicy");
        own(CALICO, "GlobalNetworkPolicy", "StagedGlobalNetworkPolicy", "StagedNetworkPolicy", "StagedKubernetesNetworkPolicy", "Tier",
                "NetworkSet", "GlobalNetworkSet", "Profile", "HostEndpoint", "IPPool");
        // a Route is one of a node; that of OpenShift is written with its group
        own(Set.of("host"), "Route");
        own(Set.of("cilium.io"), "CiliumNetworkPolicy", "CiliumClusterwideNetworkPolicy", "CiliumCIDRGroup");
    }

    /** Versions whose fields mean what they are taken for. A policy of any other could say anything. */
    private static final Map<String, Set<String>> VERSIONS = Map.of("NetworkPolicy", Set.of("networking.k8s.io/v1", "extensions/v1beta1"),
            "AdminNetworkPolicy", Set.of("policy.networking.k8s.io/v1alpha1"), "BaselineAdminNetworkPolicy", Set.of("policy.networking.k8s.io/v1alpha1"),
            "ClusterNetworkPolicy", Set.of("policy.networking.k8s.io/v1alpha2"), "NetworkPolicy.projectcalico.org", Set.of("projectcalico.org/v3", "crd.projectcalico.org/v1"),
            "GlobalNetworkPolicy", Set.of("projectcalico.org/v3", "crd.projectcalico.org/v1"), "CiliumNetworkPolicy", Set.of("cilium.io/v2"),
            "CiliumClusterwideNetworkPolicy", Set.of("cilium.io/v2"));

    private ApiKinds() {
    }

    private static void own(Set<String> groups, String... kinds) {
        for (String kind : kinds) {
            OWNERS.put(kind, groups);
        }
    }

    /**
     * The kind as the rest of the program names it.
     *
     * @param apiVersion {@code v1}, {@code group/version}, or empty where the object does not say
     */
    public static String of(String kind, String apiVersion) {
        int slash = apiVersion.indexOf('/');
        return apiVersion.isEmpty() ? kind : ofGroup(kind, slash < 0 ? "" : apiVersion.substring(0, slash));
    }

    /** Whether a policy is written in a version that nobody here can read; one that states none is taken for the usual one. */
    public static boolean unknownVersion(String kind, String apiVersion) {
        return !apiVersion.isEmpty() && VERSIONS.containsKey(kind) && !VERSIONS.get(kind).contains(apiVersion);
    }

    /** The same by the group alone, {@code apps} or {@code crd.projectcalico.org}; empty for the core group. */
    public static String ofGroup(String kind, String group) {
        Set<String> owners = OWNERS.get(kind);
        if (owners == null || owners.contains(group)) {
            return kind;
        }
        // one policy, two ways to read it
        return kind + "." + (CALICO.contains(group) ? "projectcalico.org" : group.isEmpty() ? "core" : group);
    }
}
