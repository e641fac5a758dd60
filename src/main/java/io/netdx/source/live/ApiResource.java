package io.netdx.source.live;

import io.netdx.source.Kinds;
import io.netdx.source.decode.ApiKinds;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Something that is listed. The one table of what is asked for: the role in {@code facts/access/clusterrole.yaml} is written from it.
 *
 * @param apis       {@code v1}, {@code group/version}; the first that is served is asked
 * @param plural     as in the path
 * @param kind       as the API names it
 * @param custom     exists only where somebody installed it: where it is not served, there is none
 */
record ApiResource(List<String> apis, String plural, String kind, boolean namespaced, boolean custom) {

    private static final String GATEWAY = "gateway.networking.k8s.io/v1";
    private static final String CALICO = "crd.projectcalico.org/v1 projectcalico.org/v3";

    /** Names and types only, never what is in them. */
    static final ApiResource SECRETS = named("v1", "secrets", "Secret");

    static final List<ApiResource> ALL = all();

    private static List<ApiResource> all() {
        List<ApiResource> all = new ArrayList<>(List.of(
                whole("v1", "namespaces", "Namespace"), whole("v1", "nodes", "Node"), named("v1", "pods", "Pod"), named("v1 events.k8s.io/v1", "events", "Event"),
                named("v1", "services", "Service"), named("discovery.k8s.io/v1 discovery.k8s.io/v1beta1", "endpointslices", "EndpointSlice"),
                named("v1", "endpoints", "Endpoints"), named("v1", "configmaps", "ConfigMap"), SECRETS,
                named("v1", "resourcequotas", "ResourceQuota"), named("v1", "limitranges", "LimitRange"),
                named("v1", "persistentvolumeclaims", "PersistentVolumeClaim"), named("v1", "replicationcontrollers", "ReplicationController"),
                named("v1", "serviceaccounts", "ServiceAccount"),
                named("apps/v1", "deployments", "Deployment"), named("apps/v1", "replicasets", "ReplicaSet"),
                named("apps/v1", "statefulsets", "StatefulSet"), named("apps/v1", "daemonsets", "DaemonSet"),
                named("batch/v1", "jobs", "Job"), named("batch/v1 batch/v1beta1", "cronjobs", "CronJob"),
                named("autoscaling/v2 autoscaling/v1", "horizontalpodautoscalers", "HorizontalPodAutoscaler"),
                named("policy/v1 policy/v1beta1", "poddisruptionbudgets", "PodDisruptionBudget"),
                named("networking.k8s.io/v1 extensions/v1beta1", "networkpolicies", "NetworkPolicy"),
                named("networking.k8s.io/v1 networking.k8s.io/v1beta1 extensions/v1beta1", "ingresses", "Ingress"),
                whole("networking.k8s.io/v1 networking.k8s.io/v1beta1", "ingressclasses", "IngressClass"),
                whole("networking.k8s.io/v1 networking.k8s.io/v1beta1", "servicecidrs", "ServiceCIDR"),
                named("coordination.k8s.io/v1", "leases", "Lease"),
                whole("apiregistration.k8s.io/v1", "apiservices", "APIService"),
                whole("admissionregistration.k8s.io/v1 admissionregistration.k8s.io/v1beta1", "validatingwebhookconfigurations", "ValidatingWebhookConfiguration"),
                whole("admissionregistration.k8s.io/v1 admissionregistration.k8s.io/v1beta1", "mutatingwebhookconfigurations", "MutatingWebhookConfiguration"),
                whole("certificates.k8s.io/v1", "certificatesigningrequests", "CertificateSigningRequest"),
                named("rbac.authorization.k8s.io/v1", "rolebindings", "RoleBinding"),
                whole("rbac.authorization.k8s.io/v1", "clusterrolebindings", "ClusterRoleBinding")));
        custom(all, GATEWAY, "", "GatewayClass");
        custom(all, GATEWAY, "namespaced", "Gateway", "HTTPRoute", "GRPCRoute");
        custom(all, "gateway.networking.k8s.io/v1alpha2 gateway.networking.k8s.io/v1", "namespaced", "TLSRoute", "TCPRoute", "UDPRoute");
        custom(all, "gateway.networking.k8s.io/v1 gateway.networking.k8s.io/v1alpha3", "namespaced", "BackendTLSPolicy");
        custom(all, "policy.networking.k8s.io/v1alpha1", "", "AdminNetworkPolicy", "BaselineAdminNetworkPolicy");
        custom(all, "policy.networking.k8s.io/v1alpha2", "", "ClusterNetworkPolicy");
        custom(all, CALICO, "", "IPPool", "GlobalNetworkPolicy", "Tier", "GlobalNetworkSet", "HostEndpoint", "FelixConfiguration", "BGPConfiguration",
                "BGPPeer", "ClusterInformation");
        custom(all, CALICO, "namespaced", "NetworkPolicy", "NetworkSet");
        custom(all, "crd.projectcalico.org/v1", "", "CalicoNodeStatus", "BlockAffinity");
        custom(all, "operator.tigera.io/v1", "", "TigeraStatus");
        custom(all, "cilium.io/v2", "", "CiliumClusterwideNetworkPolicy", "CiliumNode", "CiliumIdentity");
        custom(all, "cilium.io/v2", "namespaced", "CiliumNetworkPolicy", "CiliumEndpoint");
        custom(all, "cilium.io/v2 cilium.io/v2alpha1", "", "CiliumBGPClusterConfig", "CiliumBGPNodeConfig", "CiliumBGPPeerConfig",
                "CiliumLoadBalancerIPPool", "CiliumCIDRGroup");
        custom(all, "cilium.io/v2alpha1", "", "CiliumL2AnnouncementPolicy");
        custom(all, "networking.istio.io/v1 networking.istio.io/v1beta1", "namespaced", "VirtualService", "DestinationRule", "ServiceEntry", "Sidecar",
                "Gateway");
        custom(all, "security.istio.io/v1 security.istio.io/v1beta1", "namespaced", "PeerAuthentication", "AuthorizationPolicy");
        custom(all, "policy.linkerd.io/v1beta3 policy.linkerd.io/v1beta1", "namespaced", "Server");
        custom(all, "policy.linkerd.io/v1beta1", "namespaced", "ServerAuthorization");
        custom(all, "metallb.io/v1beta1", "namespaced", "IPAddressPool", "L2Advertisement", "BGPAdvertisement", "ConfigurationState");
        custom(all, "frrk8s.metallb.io/v1beta1", "namespaced", "BGPSessionState");
        custom(all, "metallb.io/v1beta2 metallb.io/v1beta1", "namespaced", "BGPPeer");
        custom(all, "crd.antrea.io/v1beta1", "", "AntreaAgentInfo");
        custom(all, "cert-manager.io/v1", "namespaced", "Certificate", "Issuer");
        custom(all, "cert-manager.io/v1", "", "ClusterIssuer");
        custom(all, "policy/v1beta1", "", "PodSecurityPolicy");
        custom(all, "config.openshift.io/v1", "", "Network");
        custom(all, "k8s.ovn.org/v1", "namespaced", "EgressFirewall");
        custom(all, "route.openshift.io/v1", "namespaced", "Route");
        custom(all, "apps.openshift.io/v1", "namespaced", "DeploymentConfig");
        custom(all, "controlplane.operator.openshift.io/v1alpha1", "namespaced", "PodNetworkConnectivityCheck");
        custom(all, "argoproj.io/v1alpha1", "namespaced", "Rollout");
        custom(all, "multicluster.x-k8s.io/v1alpha1", "namespaced", "ServiceExport", "ServiceImport");
        return List.copyOf(all);
    }

    private static ApiResource named(String apis, String plural, String kind) {
        return new ApiResource(List.of(apis.split(" ")), plural, kind, true, false);
    }

    private static ApiResource whole(String apis, String plural, String kind) {
        return new ApiResource(List.of(apis.split(" ")), plural, kind, false, false);
    }

    private static void custom(List<ApiResource> all, String apis, String scope, String... kinds) {
        for (String kind : kinds) {
            String name = kind.toLowerCase(Locale.ROOT);
            String plural = name.endsWith("status") ? name + "es" : Kinds.plural(name);
            all.add(new ApiResource(List.of(apis.split(" ")), plural, kind, !scope.isEmpty(), true));
        }
    }

    String group() {
        return group(apis.get(0));
    }

    static String group(String api) {
        int slash = api.indexOf('/');
        return slash < 0 ? "" : api.substring(0, slash);
    }

    /** As reports name the kind. */
    String coverage() {
        return ApiKinds.ofGroup(kind, group());
    }

    /** {@code networkpolicies.networking.k8s.io}, as kubectl writes it. */
    String full() {
        return group().isEmpty() ? plural : plural + "." + group();
    }

    /** Where it stands in a snapshot. */
    String file() {
        return "resources/" + (custom ? full() : plural) + ".json";
    }

    /** Path of the list, of one namespace where that is not empty. */
    static String path(String api, String namespace, String plural) {
        return (api.contains("/") ? "apis/" : "api/") + api + "/" + (namespace.isEmpty() ? "" : "namespaces/" + namespace + "/") + plural;
    }
}
