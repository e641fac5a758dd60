package io.netdx.source.decode;

import io.netdx.fact.Meta;
import io.netdx.fact.ObjectRef;
import io.netdx.fact.Provenance;
import io.netdx.fact.TextMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Decodes {@code metadata}. */
public final class Metas {

    private static final int MAX_ANNOTATION = 512;
    /** Words of ours, which somebody wrote for us: a reason may be long. */
    private static final String OWN = "netdx.io/";
    private static final int MAX_OWN = 4096;
    /** Kinds that live outside namespaces: a namespace written there is a mistake of the file. */
    private static final Set<String> CLUSTER_SCOPED = Set.of("Node", "Namespace", "IngressClass", "APIService",
            "ValidatingWebhookConfiguration", "MutatingWebhookConfiguration", "PersistentVolume", "ClusterRole",
            "ClusterRoleBinding", "CustomResourceDefinition", "StorageClass", "PriorityClass", "RuntimeClass",
            "GatewayClass", "IPPool", "BGPConfiguration", "FelixConfiguration", "GlobalNetworkPolicy",
            "CiliumClusterwideNetworkPolicy", "CiliumNode", "AdminNetworkPolicy", "BaselineAdminNetworkPolicy",
            "ClusterNetworkPolicy", "Tier", "GlobalNetworkSet", "Profile", "HostEndpoint", "StagedGlobalNetworkPolicy",
            "CiliumCIDRGroup", "CiliumBGPClusterConfig", "CiliumBGPPeerConfig", "CiliumBGPNodeConfig", "CalicoNodeStatus", "TigeraStatus",
            "BGPPeer", "ClusterInformation", "AntreaAgentInfo", "ENIConfig", "CertificateSigningRequest", "ServiceCIDR", "IPAddress");

    private Metas() {
    }

    public static boolean clusterScoped(String kind) {
        return CLUSTER_SCOPED.contains(kind);
    }

    static Meta of(String kind, Tree object, Provenance source) {
        Tree metadata = object.at("metadata");
        String namespace = clusterScoped(kind) ? "" : metadata.text("namespace", "default");
        Optional<ObjectRef> owner = Optional.empty();
        for (Tree o : metadata.list("ownerReferences")) {
            if (o.flag("controller") || owner.isEmpty()) {
                owner = Optional.of(owner(o, namespace));
            }
        }
        return new Meta(ObjectRef.of(kind, namespace, metadata.text("name")), metadata.map("labels"),
                annotations(metadata.at("annotations")), owner, metadata.instant("creationTimestamp"),
                metadata.at("deletionTimestamp").present(), source, kind.equals("Pod") ? Map.of() : lines(object));
    }

    private static ObjectRef owner(Tree owner, String namespace) {
        String within = clusterScoped(owner.text("kind")) ? "" : namespace;
        ObjectRef known = owner.made(ObjectRef.class, o -> ObjectRef.of(o.text("kind"), within, o.text("name")));
        return known.namespace().equals(within) ? known : ObjectRef.of(owner.text("kind"), within, owner.text("name"));
    }

    /** Only annotations that configure the network; {@code last-applied-configuration} may hold a Secret's data. */
    @SuppressWarnings("unchecked")
    private static Map<String, String> annotations(Tree annotations) {
        return annotations.fields().isEmpty() ? Map.of() : (Map<String, String>) annotations.made(Map.class, all -> {
            SortedMap<String, String> kept = new TreeMap<>();
            all.fields().forEach((name, value) -> {
                if (!name.endsWith("last-applied-configuration") && value.text().length() <= (name.startsWith(OWN) ? MAX_OWN : MAX_ANNOTATION)) {
                    kept.put(name, value.text());
                }
            });
            return TextMap.of(kept);
        });
    }

    private static Map<String, Integer> lines(Tree object) {
        Map<String, Integer> lines = new HashMap<>();
        object.at("spec").fields().forEach((name, value) -> lines.put("spec." + name, value.line()));
        object.at("data").fields().forEach((name, value) -> lines.put("data." + name, value.line()));
        return Map.copyOf(lines);
    }
}
