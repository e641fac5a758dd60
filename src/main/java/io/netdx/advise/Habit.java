package io.netdx.advise;

import io.netdx.knowledge.Advice.Level;
import java.util.List;
import java.util.Locale;

/**
 * What linters of other tools object to. Nothing of it fails, or fails yet: it is no diagnosis, and is told only to those who ask for
 * advice on hygiene.
 */
public enum Habit {

    HOST_NETWORK(Level.NOTE, "workloads use the network or ports of their nodes; no policy holds for the first, one pod a node for the second", "Pod"),
    LOW_PORT(Level.NOTE, "containers declare ports below 1024, which need a privilege to listen on", "Pod"),
    SSH_PORT(Level.WARN, "containers declare port 22: a shell that is reached past the API server's rights", "Pod"),
    PROXY_METRICS_OPEN(Level.NOTE, "kube-proxy shows its metrics on every address of the nodes", "ConfigMap"),
    NO_READINESS_PROBE(Level.WARN, "workloads behind a Service have no readiness probe: they get calls before they can answer", "Pod", "Service"),
    SAME_PROBES(Level.NOTE, "containers are killed by the same probe that takes them out of their Service: an overload becomes a restart", "Pod"),
    RESOLVER_DEFAULTS(Level.NOTE, "workloads ask for names outside the cluster with ndots 5: up to four lookups fail before the one that counts", "Pod"),
    PORT_NAME_INVALID(Level.WARN, "Services send to a port that cannot exist: a name of more than 15 characters or without a letter, or a number above 65535", "Service"),
    PORT_BY_NUMBER(Level.NOTE, "Services name by number a port that their pods have a name for; the number has to be changed in two places", "Service", "Pod"),
    EXPOSED(Level.NOTE, "Services are reached from outside the cluster; each LoadBalancer costs, each node port is open on every node", "Service"),
    ONE_ENDPOINT(Level.NOTE, "Services have one endpoint: each of its restarts is an outage", "Service", "EndpointSlice"),
    SHARED_TARGET(Level.NOTE, "Services lead to the same port of the same pods under two protocols: a mesh takes one for both", "Service"),
    ALIAS_PORT(Level.NOTE, "aliases (ExternalName) have a port that is called tcp: in Istio's mesh it takes that port of every other host too", "Service"),
    POD_WITHOUT_POLICY(Level.NOTE, "workloads are selected by no policy: everybody in the cluster reaches them", "Pod", "NetworkPolicy"),
    NAMESPACE_WITHOUT_POLICY(Level.NOTE, "namespaces have no policy", "Pod", "NetworkPolicy"),
    DEFAULT_CLASSES(Level.WARN, "classes of Ingresses call themselves the default: an Ingress without a class is refused", "IngressClass"),
    INGRESS_PORT_BY_NUMBER(Level.NOTE, "Ingresses name by number a port that its Service has a name for", "Ingress", "Service"),
    INGRESS_BACKEND_INCOMPLETE(Level.WARN, "Ingresses have a backend without a Service or a port", "Ingress"),
    INGRESS_WITHOUT_TLS(Level.NOTE, "Ingresses serve plain HTTP only", "Ingress"),
    TLS_HOST_UNSERVED(Level.WARN, "Ingresses have certificates for hosts that none of their rules serves", "Ingress"),
    NGINX_RETIRED(Level.WARN, "workloads run ingress-nginx, which gets no fixes since March 2026", "Pod"),
    WEBHOOK_PATIENCE(Level.NOTE, "webhooks are waited for in turn, for longer together than the 30 seconds that the API server gives a request",
            "MutatingWebhookConfiguration", "ValidatingWebhookConfiguration"),
    TLS_UNVERIFIED(Level.NOTE, "DestinationRules start TLS without a CA to check the server by", "DestinationRule"),
    SIDECARS_OVERLAP(Level.WARN, "Sidecars of Istio are for the same pods as another one: which of them counts is not said", "Sidecar"),
    SIDECAR_HOST_UNKNOWN(Level.WARN, "Sidecars of Istio let proxies see a host that does not exist", "Sidecar", "Service"),
    SERVICE_ENTRY_TWICE(Level.WARN, "ServiceEntries have a host and port that another one has too", "ServiceEntry"),
    AUTHORIZATION_NAMES_NOBODY(Level.WARN, "AuthorizationPolicies select no pod, or admit a namespace that does not exist", "AuthorizationPolicy", "Pod", "Namespace"),
    SELECTOR_ON_GATEWAY(Level.WARN, "AuthorizationPolicies select the pods of a Kubernetes Gateway by labels, which has no effect there: use targetRefs", "AuthorizationPolicy"),
    CLAIMS_WITHOUT_AUTHENTICATION(Level.WARN, "AuthorizationPolicies ask for a token that no RequestAuthentication reads: nobody fulfils them", "AuthorizationPolicy",
            "RequestAuthentication"),
    WAYPOINT_MISSING(Level.WARN, "namespaces or Services name a waypoint that does not exist: policies for its layer have no effect", "Gateway", "Namespace"),
    INJECTED_TWICE(Level.WARN, "namespaces are matched by two webhooks that put a proxy into pods", "MutatingWebhookConfiguration", "Namespace"),
    ATTACHMENT_REFUSED(Level.WARN, "policies that are attached to a Gateway or a route say that they are not accepted", "Gateway"),
    CILIUM_ENDPOINT_STALE(Level.NOTE, "CiliumEndpoints are left of pods or nodes that are gone", "CiliumEndpoint", "Pod"),
    CILIUM_IDENTITY_STALE(Level.NOTE, "CiliumIdentities are of namespaces that are gone; the operator takes them away after a while", "CiliumIdentity", "Namespace"),
    ADDRESS_OUTSIDE_POOLS(Level.WARN, "pods have an address outside of every pool of Calico", "IPPool", "Pod"),
    REMOTE_POOL_MISSING(Level.WARN, "clusters connected by Submariner have ranges that no pool of Calico names: their packets are hidden behind the node", "IPPool"),
    ISSUER_MISSING(Level.WARN, "Ingresses name an issuer of certificates that does not exist, or two", "Ingress", "Issuer", "ClusterIssuer");

    private final Level level;
    private final String says;
    private final List<String> kinds;

    /** {@code kinds} must be completely seen before nothing found means that there is nothing. */
    Habit(Level level, String says, String... kinds) {
        this.level = level;
        this.says = says;
        this.kinds = List.of(kinds);
    }

    /** {@code host-network}, as tables name it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    Level level() {
        return level;
    }

    String says() {
        return says;
    }

    List<String> kinds() {
        return kinds;
    }
}
