package io.netdx.source;

import io.netdx.source.decode.ApiKinds;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Kinds by the resource names that collectors use for files and folders. */
public final class Kinds {

    private static final Map<String, String> BY_RESOURCE = new HashMap<>();
    /** A domain, so that neither {@code pods.json} nor {@code pods.2024} passes for a resource with its group. */
    private static final Pattern GROUP = Pattern.compile("[a-z0-9.-]+\\.(io|org|com|dev|net|aws)");

    static {
        String[] kinds = {"Pod", "Service", "Endpoints", "EndpointSlice", "Event", "Node", "Namespace", "Deployment",
                "StatefulSet", "DaemonSet", "ReplicaSet", "ReplicationController", "Job", "CronJob", "ConfigMap", "Secret",
                "NetworkPolicy", "Ingress", "IngressClass", "Lease", "ResourceQuota", "LimitRange", "ServiceAccount",
                "APIService", "ValidatingWebhookConfiguration", "MutatingWebhookConfiguration", "CustomResourceDefinition",
                "PersistentVolumeClaim", "PersistentVolume", "StorageClass", "HorizontalPodAutoscaler",
                "PodDisruptionBudget", "IPPool", "Gateway", "HTTPRoute", "GatewayClass", "GRPCRoute", "TLSRoute", "TCPRoute",
                "UDPRoute", "BackendTLSPolicy", "ReferenceGrant", "L2Advertisement", "BGPAdvertisement", "BGPSessionState", "ConfigurationState",
                "FelixConfiguration", "Certificate", "Role", "RoleBinding",
                "ClusterRole", "ClusterRoleBinding", "CiliumNetworkPolicy", "CiliumClusterwideNetworkPolicy",
                "GlobalNetworkPolicy", "Tier", "NetworkSet", "GlobalNetworkSet", "StagedNetworkPolicy", "StagedGlobalNetworkPolicy",
                "StagedKubernetesNetworkPolicy", "HostEndpoint", "CiliumCIDRGroup", "AdminNetworkPolicy", "BaselineAdminNetworkPolicy",
                "ClusterNetworkPolicy", "VirtualService", "DestinationRule", "ServiceEntry", "Sidecar", "PeerAuthentication", "AuthorizationPolicy",
                "Server", "ServiceExport", "ServiceImport", "ServiceCIDR", "IPAddress", "IPAddressPool"};
        for (String kind : kinds) {
            String name = kind.toLowerCase(Locale.ROOT);
            BY_RESOURCE.put(name, kind);
            BY_RESOURCE.put(plural(name), kind);
        }
        BY_RESOURCE.put("ingress", "Ingress");
        BY_RESOURCE.put("pvcs", "PersistentVolumeClaim");
        BY_RESOURCE.put("pvs", "PersistentVolume");
    }

    private Kinds() {
    }

    /**
     * {@code pods}, {@code network-policy}, {@code core_v1_pods}, {@code networkpolicies.crd.projectcalico.org}: their kind as
     * {@link ApiKinds} names it, if known.
     */
    public static Optional<String> ofResource(String resource) {
        String name = resource.toLowerCase(Locale.ROOT);
        String group = "";
        int underscore = name.lastIndexOf('_');
        if (underscore >= 0) {
            group = name.substring(0, name.indexOf('_'));
            name = name.substring(underscore + 1);
        }
        int dot = name.indexOf('.');
        if (dot > 0) {
            group = name.substring(dot + 1);
            name = name.substring(0, dot);
        }
        boolean domain = GROUP.matcher(group).matches();
        String kind = BY_RESOURCE.get(name.replace("-", ""));
        return Optional.ofNullable(kind == null || !domain ? kind : ApiKinds.ofGroup(kind, group));
    }

    /** {@code networkpolicy}: {@code networkpolicies}. */
    public static String plural(String name) {
        if (name.endsWith("s") && !name.endsWith("ss")) {
            return name;
        }
        return name.endsWith("ss") ? name + "es" : name.endsWith("y") && !name.endsWith("ay")
                ? name.substring(0, name.length() - 1) + "ies" : name + "s";
    }
}
