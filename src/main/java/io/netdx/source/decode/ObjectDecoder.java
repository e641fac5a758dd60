package io.netdx.source.decode;

import io.netdx.fact.ApiService;
import io.netdx.fact.Condition;
import io.netdx.fact.ConfigMap;
import io.netdx.fact.Event;
import io.netdx.fact.Fact;
import io.netdx.fact.Ingress;
import io.netdx.fact.IngressClass;
import io.netdx.fact.Meta;
import io.netdx.fact.Namespace;
import io.netdx.fact.Node;
import io.netdx.fact.ObjectRef;
import io.netdx.fact.OtherObject;
import io.netdx.fact.Provenance;
import io.netdx.fact.ResourceQuota;
import io.netdx.fact.Service;
import io.netdx.fact.VolumeClaim;
import io.netdx.fact.WebhookConfiguration;
import io.netdx.net.CertificateDates;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Turns the tree of one API object into its record. Unknown kinds become {@link OtherObject}. */
public final class ObjectDecoder {

    private ObjectDecoder() {
    }

    /** The record of an object, read at {@code source}; {@code kind} as {@link ApiKinds} names it. */
    public static Fact decode(String kind, Tree object, Provenance source) {
        if (kind.equals("Event")) {
            return event(object, source);
        }
        Meta meta = Metas.of(kind, object, source);
        if (ApiKinds.unknownVersion(kind, object.text("apiVersion"))) {
            return other(meta, object);
        }
        Tree spec = object.at("spec");
        Tree status = object.at("status");
        return switch (kind) {
            case "Pod" -> PodDecoder.pod(meta, spec, status);
            case "Deployment", "StatefulSet", "DaemonSet", "ReplicaSet", "ReplicationController", "Job", "CronJob", "DeploymentConfig", "Rollout" ->
                    PodDecoder.workload(meta, spec, status);
            case "Node" -> node(meta, spec, status);
            case "Service" -> service(meta, spec, status);
            case "EndpointSlice" -> EndpointDecoder.slice(meta, object);
            case "Endpoints" -> EndpointDecoder.endpoints(meta, object);
            case "Namespace" -> new Namespace(meta, status.text("phase", "Active"), conditions(status));
            case "NetworkPolicy" -> PolicyDecoder.networkPolicy(meta, spec);
            case "AdminNetworkPolicy", "BaselineAdminNetworkPolicy", "ClusterNetworkPolicy" -> AdminPolicyDecoder.policy(kind, meta, spec);
            case "NetworkPolicy.projectcalico.org", "GlobalNetworkPolicy", "StagedNetworkPolicy", "StagedGlobalNetworkPolicy" ->
                    CalicoDecoder.policy(kind, meta, spec);
            case "Tier" -> CalicoDecoder.tier(meta, spec);
            case "NetworkSet", "GlobalNetworkSet" -> CalicoDecoder.networkSet(meta, spec);
            case "Profile" -> CalicoDecoder.profile(meta, spec);
            case "CiliumNetworkPolicy", "CiliumClusterwideNetworkPolicy" -> CiliumDecoder.policy(meta, object);
            case "PeerAuthentication", "DestinationRule", "VirtualService", "AuthorizationPolicy", "Gateway.networking.istio.io" ->
                    MeshDecoder.decode(kind, meta, spec);
            case "CiliumCIDRGroup" -> CiliumDecoder.cidrGroup(meta, spec);
            case "GatewayClass", "Gateway", "HTTPRoute", "GRPCRoute", "TLSRoute", "TCPRoute", "UDPRoute", "BackendTLSPolicy" ->
                    GatewayDecoder.object(meta, spec, status);
            case "Ingress" -> ingress(meta, spec, status);
            case "IngressClass" -> new IngressClass(meta, spec.text("controller"),
                    "true".equals(meta.annotations().get("ingressclass.kubernetes.io/is-default-class")));
            case "ConfigMap" -> configMap(meta, object);
            case "APIService" -> new ApiService(meta, serviceRef(spec.at("service")), spec.at("service").number("port", 443),
                    conditions(status));
            case "ValidatingWebhookConfiguration", "MutatingWebhookConfiguration" -> webhooks(meta, object);
            case "ResourceQuota" -> new ResourceQuota(meta, status.map("hard").isEmpty() ? spec.map("hard")
                    : status.map("hard"), status.map("used"));
            case "PersistentVolumeClaim" -> new VolumeClaim(meta, status.text("phase"), spec.text("storageClassName"));
            default -> other(meta, object);
        };
    }

    static List<Condition> conditions(Tree status) {
        List<Tree> list = status.list("conditions");
        if (list.isEmpty()) {
            return List.of();
        }
        List<Condition> conditions = new ArrayList<>(list.size());
        for (Tree c : list) {
            conditions.add(c.made(Condition.class, condition -> new Condition(condition.text("type"), condition.text("status"), condition.text("reason"),
                    condition.text("message"), condition.instant("lastTransitionTime"))));
        }
        return List.copyOf(conditions);
    }

    private static Node node(Meta meta, Tree spec, Tree status) {
        List<Node.Taint> taints = new ArrayList<>();
        for (Tree t : spec.list("taints")) {
            taints.add(new Node.Taint(t.text("key"), t.text("value"), t.text("effect")));
        }
        List<Node.Address> addresses = new ArrayList<>();
        for (Tree a : status.list("addresses")) {
            addresses.add(new Node.Address(a.text("type"), a.text("address")));
        }
        List<String> cidrs = spec.texts("podCIDRs");
        if (cidrs.isEmpty() && !spec.text("podCIDR").isEmpty()) {
            cidrs = List.of(spec.text("podCIDR"));
        }
        Tree info = status.at("nodeInfo");
        return new Node(meta, conditions(status), List.copyOf(taints), spec.flag("unschedulable"), cidrs,
                List.copyOf(addresses), info.text("kubeletVersion"), info.text("kernelVersion"), info.text("osImage"),
                info.text("containerRuntimeVersion"), status.at("capacity").number("pods"));
    }

    private static Service service(Meta meta, Tree spec, Tree status) {
        List<Service.Port> ports = new ArrayList<>();
        for (Tree p : spec.list("ports")) {
            ports.add(new Service.Port(p.text("name"), p.number("port"), targetPort(p),
                    p.text("protocol", "TCP"), p.number("nodePort"), p.text("appProtocol")));
        }
        List<String> ips = spec.texts("clusterIPs");
        if (ips.isEmpty() && !spec.text("clusterIP").isEmpty()) {
            ips = List.of(spec.text("clusterIP"));
        }
        List<String> ingress = new ArrayList<>();
        for (Tree i : status.at("loadBalancer").list("ingress")) {
            ingress.add(i.text("ip", i.text("hostname")));
        }
        return new Service(meta, spec.text("type", "ClusterIP"), ips, spec.map("selector"), List.copyOf(ports),
                spec.text("externalName"), spec.text("externalTrafficPolicy", "Cluster"),
                spec.text("internalTrafficPolicy", "Cluster"), spec.flag("publishNotReadyAddresses"),
                spec.text("loadBalancerClass"), List.copyOf(ingress), spec.text("sessionAffinity", "None"),
                spec.text("trafficDistribution"), spec.texts("ipFamilies"), spec.text("ipFamilyPolicy"), spec.texts("externalIPs"),
                spec.texts("loadBalancerSourceRanges"), conditions(status));
    }

    /** The port itself is the API server's default; a transcript says where it saw none. */
    private static String targetPort(Tree port) {
        return port.flag("targetPortNotShown") ? "" : port.text("targetPort", port.text("port"));
    }

    private static Ingress ingress(Meta meta, Tree spec, Tree status) {
        List<Ingress.Backend> backends = new ArrayList<>();
        Tree fallback = spec.at("defaultBackend").present() ? spec.at("defaultBackend") : spec.at("backend");
        if (fallback.present()) {
            backends.add(backend("", "", "", fallback));
        }
        for (Tree rule : spec.list("rules")) {
            for (Tree path : rule.at("http").list("paths")) {
                backends.add(backend(rule.text("host"), path.text("path"), path.text("pathType"), path.at("backend")));
            }
        }
        List<String> secrets = new ArrayList<>();
        List<String> hosts = new ArrayList<>();
        for (Tree tls : spec.list("tls")) {
            hosts.addAll(tls.texts("hosts"));
            if (!tls.text("secretName").isEmpty()) {
                secrets.add(tls.text("secretName"));
            }
        }
        List<String> addresses = new ArrayList<>();
        for (Tree i : status.at("loadBalancer").list("ingress")) {
            addresses.add(i.text("ip", i.text("hostname")));
        }
        String className = spec.text("ingressClassName",
                meta.annotations().getOrDefault("kubernetes.io/ingress.class", ""));
        return new Ingress(meta, className, List.copyOf(backends), List.copyOf(secrets), List.copyOf(hosts), List.copyOf(addresses));
    }

    private static Ingress.Backend backend(String host, String path, String pathType, Tree backend) {
        Tree service = backend.at("service");
        if (service.present()) {
            Tree port = service.at("port");
            return new Ingress.Backend(host, path, pathType, service.text("name"), port.text("name", port.text("number")));
        }
        return new Ingress.Backend(host, path, pathType, backend.text("serviceName"), backend.text("servicePort"));
    }

    private static ConfigMap configMap(Meta meta, Tree object) {
        boolean kept = NetworkConfig.keepsValues(meta.name());
        Map<String, String> data = new TreeMap<>();
        object.at("data").fields().forEach((key, value) -> data.put(key, kept ? value.text() : NetworkConfig.addresses(key, value.text())));
        return new ConfigMap(meta, Collections.unmodifiableMap(data));
    }

    static Optional<ObjectRef> serviceRef(Tree service) {
        return service.text("name").isEmpty() ? Optional.empty()
                : Optional.of(ObjectRef.of("Service", service.text("namespace", "default"), service.text("name")));
    }

    private static WebhookConfiguration webhooks(Meta meta, Tree object) {
        List<WebhookConfiguration.Webhook> webhooks = new ArrayList<>();
        for (Tree w : object.list("webhooks")) {
            List<String> resources = new ArrayList<>();
            w.list("rules").forEach(rule -> resources.addAll(rule.texts("resources")));
            Tree client = w.at("clientConfig").at("service");
            webhooks.add(new WebhookConfiguration.Webhook(w.text("name"), serviceRef(client), client.number("port", 443),
                    w.text("failurePolicy", "Fail"), w.number("timeoutSeconds", 10), List.copyOf(resources),
                    PolicyDecoder.selector(w.at("namespaceSelector")), CertificateDates.lastEnd(w.at("clientConfig").text("caBundle"))));
        }
        return new WebhookConfiguration(meta, List.copyOf(webhooks));
    }

    private static Event event(Tree e, Provenance source) {
        Tree involved = e.at("involvedObject").present() ? e.at("involvedObject") : e.at("regarding");
        ObjectRef ref = ObjectRef.of(involved.text("kind", "Unknown"), involved.text("namespace"), involved.text("name"));
        Tree series = e.at("series");
        Instant last = latest(e.instant("lastTimestamp"), e.instant("deprecatedLastTimestamp"), e.instant("eventTime"),
                series.instant("lastObservedTime"));
        // of two forms of one event each field says the same under another name
        Instant first = latest(e.instant("firstTimestamp"), e.instant("deprecatedFirstTimestamp"));
        if (last.equals(Instant.EPOCH)) {
            last = e.at("metadata").instant("creationTimestamp");
        }
        Tree reporter = e.at("source").present() ? e.at("source") : e.at("deprecatedSource");
        return new Event(ref, e.text("type", "Normal"), e.text("reason"), e.text("message", e.text("note")),
                Math.max(1, Math.max(e.number("count", e.number("deprecatedCount")), series.number("count"))),
                first.equals(Instant.EPOCH) ? last : first, last, reporter.text("component", e.text("reportingComponent", e.text("reportingController"))),
                reporter.text("host", e.text("reportingInstance")), source);
    }

    private static Instant latest(Instant... times) {
        Instant latest = Instant.EPOCH;
        for (Instant time : times) {
            latest = time.isAfter(latest) ? time : latest;
        }
        return latest;
    }

    private static OtherObject other(Meta meta, Tree object) {
        Map<String, String> fields = new TreeMap<>();
        if (meta.ref().kind().equals("Secret")) {
            fields.put("type", object.text("type"));
        } else {
            leaves("spec", object.at("spec"), fields);
            leaves("status", object.at("status"), fields);
            leaves("agentConditions", object.at("agentConditions"), fields);
            leaves("subjects", object.at("subjects"), fields);
            leaves("security-labels", object.at("security-labels"), fields);
        }
        return new OtherObject(meta, object.text("apiVersion"), Collections.unmodifiableMap(fields), conditions(object.at("status")));
    }

    private static void leaves(String path, Tree tree, Map<String, String> into) {
        if (into.size() >= 64) {
            return;
        }
        switch (tree.type()) {
            case SCALAR -> into.put(path, tree.text().length() > 256 ? tree.text().substring(0, 256) : tree.text());
            case OBJECT -> tree.fields().forEach((name, value) -> leaves(path + "." + name, value, into));
            case ARRAY -> {
                for (int i = 0; i < Math.min(16, tree.items().size()); i++) {
                    leaves(path + "[" + i + "]", tree.items().get(i), into);
                }
            }
            default -> { }
        }
    }
}
