package io.netdx.simulate.behave;

import static io.netdx.simulate.world.Tree.list;
import static io.netdx.simulate.world.Tree.map;

import io.netdx.simulate.world.Linkerd;
import io.netdx.simulate.world.Resource;
import io.netdx.simulate.world.World;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The sidecars of Istio and Linkerd: who has one, and what they make of a connection that the network has carried. */
final class Mesh {

    private final World world;

    Mesh(World world) {
        this.world = world;
    }

    /** Each with its own access log. */
    boolean istio() {
        return world.profile().mesh().equals("istio");
    }

    boolean sidecar(SimPod pod) {
        boolean declined = pod.workload().text("spec", "template", "metadata", "labels", "sidecar.istio.io/inject").equals("false");
        return !world.profile().mesh().equals("none") && !pod.hostNetwork() && !pod.workload().kind().equals("Job") && world.meshed(pod.namespace()) && !declined
                && !(pod.created().isAfter(world.faultAt()) && injectorGone());
    }

    /** Pods that are made while Linkerd's injector does not answer come without a proxy. */
    private boolean injectorGone() {
        return world.find("Deployment", "linkerd", "linkerd-proxy-injector").filter(d -> d.number("spec", "replicas") == 0).isPresent();
    }

    String proxy() {
        return istio() ? "istio-proxy" : "linkerd-proxy";
    }

    String image() {
        return istio() ? "docker.io/istio/proxyv2:1.27.1" : "cr.l5d.io/linkerd/proxy:edge-25.9.1";
    }

    Map<String, Object> container() {
        return istio() ? map("args", list("proxy", "sidecar", "--domain", "$(POD_NAMESPACE).svc.cluster.local"), "image", image(), "name", proxy(),
                "ports", list(map("containerPort", 15090, "name", "http-envoy-prom", "protocol", "TCP")),
                "resources", map("limits", map("cpu", "2", "memory", "1Gi"), "requests", map("cpu", "100m", "memory", "128Mi")))
                : map("image", image(), "name", proxy(), "ports", list(map("containerPort", 4143, "name", "linkerd-proxy", "protocol", "TCP"),
                        map("containerPort", 4191, "name", "linkerd-admin", "protocol", "TCP")), "resources", map());
    }

    /** The first lines of a proxy's log; those of linkerd2-proxy count the seconds since its start. */
    List<String> started(SimPod pod) {
        if (istio()) {
            return List.of(pod.created().plusSeconds(4) + "\tinfo\tEnvoy proxy is ready");
        }
        String ready = "[     0.004127s]  INFO ThreadId(01) linkerd2_proxy: Admin interface on 0.0.0.0:4191";
        return !Linkerd.rootEnded(world) ? List.of(ready) : List.of(ready, "[   " + (world.now().getEpochSecond() - pod.created().getEpochSecond() - 600)
                + ".201533s]  WARN ThreadId(02) identity:identity{server.addr=linkerd-identity-headless.linkerd.svc.cluster.local:8080}: linkerd_proxy_identity_client::certify: "
                + "Failed to obtain identity error=status: Unavailable, message: \"connection error: invalid peer certificate: Expired\"");
    }

    /** What becomes of a connection to a pod of the cluster. */
    Outcome judged(SimPod client, Outcome connected, Target target) {
        if (world.profile().mesh().equals("linkerd") && connected.ok() && sidecar(client) && Linkerd.rootEnded(world)) {
            return connected.server().filter(this::sidecar).isPresent() ? connected.as(Outcome.Kind.RESET) : connected;
        }
        if (!istio() || !connected.ok() || connected.server().isEmpty()) {
            return connected;
        }
        SimPod server = connected.server().get();
        boolean from = sidecar(client);
        boolean to = sidecar(server);
        boolean strict = world.all("PeerAuthentication").stream().anyMatch(p -> p.namespace().equals(server.namespace()) && p.text("spec", "mtls", "mode").equals("STRICT"));
        if (!from && to && strict) {
            return connected.as(Outcome.Kind.RESET);
        }
        Optional<Resource> rule = from ? rule("DestinationRule", server) : Optional.empty();
        String mode = rule.map(r -> r.text("spec", "trafficPolicy", "tls", "mode")).orElse("");
        if (mode.equals("DISABLE") && to && strict) {
            return refused(connected, target, "UC upstream_reset_before_response_started{connection_termination}");
        }
        if (mode.equals("ISTIO_MUTUAL") && !to) {
            return refused(connected, target, "UF,URX upstream_reset_before_response_started{connection_failure|TLS_error:|268435703:SSL_routines:OPENSSL_internal:"
                    + "WRONG_VERSION_NUMBER:TLS_error_end}");
        }
        Optional<String> subset = from && target.http() ? rule("VirtualService", server).map(v -> v.text("spec", "http", 0, "route", 0, "destination", "subset")) : Optional.empty();
        if (subset.filter(s -> !s.isEmpty() && rule.stream().flatMap(r -> r.items("spec", "subsets").stream()).noneMatch(x -> x.text("name").equals(s))).isPresent()) {
            return refused(connected, target, "NC cluster_not_found");
        }
        boolean denied = to && world.all("AuthorizationPolicy").stream().anyMatch(p -> p.namespace().equals(server.namespace())
                && server.workload().makesPodsWith(p.labels("spec", "selector", "matchLabels"))
                && p.items("spec", "rules").stream().noneMatch(r -> r.items("from").stream().anyMatch(f -> from
                        && Resource.of(f.map("source")).list("principals").contains("cluster.local/ns/" + client.namespace() + "/sa/default"))));
        return denied ? connected.as(target.http() ? Outcome.Kind.FORBIDDEN : Outcome.Kind.RESET) : connected;
    }

    /** With the names of the system's hosts, short or long. */
    private Optional<Resource> rule(String kind, SimPod server) {
        return world.all(kind).stream().filter(r -> r.namespace().equals(server.namespace())
                && (r.text("spec", "host") + r.text("spec", "hosts", 0)).startsWith(server.workload().name() + ".")).findFirst();
    }

    private static Outcome refused(Outcome connected, Target target, String flags) {
        return target.http() ? connected.because(Outcome.Kind.UNAVAILABLE, flags) : connected.because(Outcome.Kind.RESET, flags);
    }

    /** To a host that no registry knows, where the proxies let nothing else out. */
    Optional<Outcome> outward(SimPod client) {
        boolean closed = sidecar(client) && world.find("ConfigMap", "istio-system", "istio").filter(c -> c.text("data", "mesh").contains("REGISTRY_ONLY")).isPresent()
                && world.all("ServiceEntry").isEmpty();
        return closed ? Optional.of(Outcome.of(Outcome.Kind.RESET, Network.OUTSIDE).because(Outcome.Kind.RESET, "UH -")) : Optional.empty();
    }

    /** A line of the access log of the client's proxy. */
    static String access(Instant at, SimPod client, Target target, Outcome outcome) {
        String time = "[" + at.toString().replace("Z", ".512Z") + "] ";
        String server = outcome.server().map(SimPod::ip).orElse("-");
        if (outcome.address().equals(Network.OUTSIDE)) {
            return time + "\"- - -\" 0 " + (outcome.ok() ? "- - -" : outcome.why() + " -") + " \"-\" 0 0 7 - \"-\" \"-\" \"-\" \"-\" \"" + (outcome.ok() ? Network.OUTSIDE + ":443" : "-") + "\" "
                    + (outcome.ok() ? "PassthroughCluster" : "BlackHoleCluster") + " - " + Network.OUTSIDE + ":" + target.port() + " " + client.ip() + ":54192 - -";
        }
        int status = switch (outcome.kind()) {
            case OK -> 200;
            case FORBIDDEN -> 403;
            case SERVER_ERROR -> 500;
            case NOT_FOUND -> 404;
            default -> 503;
        };
        String flags = !outcome.why().isEmpty() ? outcome.why() : outcome.ok() || status < 503 ? "- via_upstream"
                : outcome.kind() == Outcome.Kind.REFUSED ? "UF,URX upstream_reset_before_response_started{connection_failure|delayed_connect_error:_Connection_refused}"
                : "UF upstream_reset_before_response_started{connection_timeout}";
        boolean routed = !flags.startsWith("NC");
        String upstream = routed ? "\"" + server + ":" + target.port() + "\" outbound|" + target.port() + "||" + outcome.server().map(s -> s.workload().name() + "." + s.namespace())
                .orElse(target.host()) + ".svc.cluster.local " + client.ip() + ":41234" : "\"-\" - -";
        return time + "\"" + (target.http() ? "GET " + target.path() + " HTTP/1.1" : "- - -") + "\" " + (target.http() ? status : 0) + " " + flags + " - \"-\" "
                + (routed ? "0 95 4 3" : "0 0 0 -") + " \"-\" \"-\" \"5f0c\" \"" + target.host() + "\" " + upstream + " " + outcome.address() + ":" + target.port() + " "
                + client.ip() + ":53211 - default";
    }

    /** A line of the access log of the server's proxy where it denied a request. */
    static String denial(Instant at, Target target) {
        return "[" + at.toString().replace("Z", ".514Z") + "] \"GET " + target.path() + " HTTP/1.1\" 403 - rbac_access_denied_matched_policy[none] - \"-\" 0 19 0 - \"-\" \"-\" \"5f0c\" \""
                + target.host() + "\" \"-\" inbound|" + target.port() + "|| - - - - -";
    }

    static List<String> kinds() {
        return List.of("VirtualService", "DestinationRule", "ServiceEntry", "PeerAuthentication", "AuthorizationPolicy");
    }
}
