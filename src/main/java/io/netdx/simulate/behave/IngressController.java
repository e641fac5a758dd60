package io.netdx.simulate.behave;

import static io.netdx.simulate.world.Tree.list;
import static io.netdx.simulate.world.Tree.map;

import io.netdx.simulate.world.Host;
import io.netdx.simulate.world.Resource;
import io.netdx.simulate.world.World;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** ingress-nginx: which Ingresses it takes, what it writes into their status and into its own log. */
final class IngressController {

    static final String NAME = "ingress-nginx-controller";

    private static final DateTimeFormatter ACCESS = DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ENGLISH).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter ERROR = DateTimeFormatter.ofPattern("yyyy/MM/dd HH:mm:ss", Locale.ENGLISH).withZone(ZoneOffset.UTC);
    private static final String LOGGED = "W1123 05:47:31.220414       7 ";
    private static final int EVERY = 31;

    private final World world;

    IngressController(World world) {
        this.world = world;
    }

    private boolean claims(Resource ingress) {
        return ingress.text("spec", "ingressClassName").equals("nginx") && world.find("IngressClass", "", "nginx").isPresent();
    }

    /** The Ingress with its status: an address where a controller runs that takes it. */
    Resource shown(Resource stored, List<SimPod> pods) {
        Optional<Host> host = pods.stream().filter(p -> p.workload().name().equals(NAME) && p.ready()).findFirst().flatMap(SimPod::host);
        boolean served = claims(stored) && host.isPresent();
        return stored.set(map("loadBalancer", served ? map("ingress", list(map("ip", host.get().ip()))) : map()), "status");
    }

    List<String> log(SimPod controller, Network network, Traffic traffic, Past past) {
        List<String> lines = new ArrayList<>();
        for (Resource ingress : world.all("Ingress")) {
            String name = ingress.namespace() + "/" + ingress.name();
            if (!claims(ingress)) {
                String wanted = ingress.text("spec", "ingressClassName");
                lines.add(LOGGED + "controller.go:331] \"Ignoring ingress because of error while validating ingress class\" ingress=\"" + name + "\" error=\""
                        + (wanted.isEmpty() ? "ingress does not contain a valid IngressClass" : "no object matching key \\\"" + wanted + "\\\" in local store") + "\"");
                continue;
            }
            ingress.items("spec", "tls").stream().map(t -> t.text("secretName")).filter(s -> world.find("Secret", ingress.namespace(), s).isEmpty()).forEach(s -> lines.add(LOGGED
                    + "controller.go:1521] Error getting SSL certificate \"" + ingress.namespace() + "/" + s + "\": local SSL certificate " + ingress.namespace() + "/" + s
                    + " was not found. Using default certificate"));
            for (Resource rule : ingress.items("spec", "rules")) {
                for (Resource path : rule.items("http", "paths")) {
                    lines.addAll(backend(controller, ingress, path, network, traffic, past));
                }
            }
        }
        return lines;
    }

    private List<String> backend(SimPod controller, Resource ingress, Resource path, Network network, Traffic traffic, Past past) {
        List<String> lines = new ArrayList<>();
        String name = path.text("backend", "service", "name");
        int port = path.number("backend", "service", "port", "number");
        String key = ingress.namespace() + "/" + name;
        Optional<Resource> service = world.find("Service", ingress.namespace(), name);
        boolean has = service.filter(s -> s.items("spec", "ports").stream().anyMatch(p -> p.number("port") == port)).isPresent();
        List<Outcome> ways = !has ? List.of() : network.connect(controller, service.get().text("spec", "clusterIP"), port, "TCP").stream()
                .filter(w -> w.server().isPresent()).toList();
        if (service.isEmpty()) {
            lines.add(LOGGED + "controller.go:1214] Error obtaining Endpoints for Service \"" + key + "\": no object matching key \"" + key + "\" in local store");
        } else if (ways.isEmpty()) {
            lines.add(LOGGED + "controller.go:1192] Service \"" + key + "\" does not have any active Endpoint.");
        }
        for (Instant at = past.since(world.faultAt().plusSeconds(7)); at.isBefore(world.now()); at = at.plusSeconds(EVERY)) {
            Optional<Outcome> way = ways.isEmpty() ? Optional.empty() : Optional.of(ways.get(world.random().nextInt(ways.size())));
            // only some answers are large
            boolean small = way.filter(w -> w.kind() == Outcome.Kind.STALLED && !w.slow()).isPresent() && world.chance(50);
            Optional<Outcome> ended = small ? way.map(w -> w.as(Outcome.Kind.OK)) : way;
            lines.addAll(request(at, ingress, name, port, ended, ended.map(w -> status(w, traffic)).orElse(503)));
        }
        return lines;
    }

    private static int status(Outcome way, Traffic traffic) {
        return switch (way.kind()) {
            case OK -> traffic.failing(way.server().orElseThrow()) ? 500 : 200;
            case REFUSED, RESET -> 502;
            default -> 504;
        };
    }

    private static List<String> request(Instant at, Resource ingress, String name, int port, Optional<Outcome> way, int status) {
        String host = ingress.text("spec", "rules", 0, "host");
        String server = way.map(w -> w.server().orElseThrow().ip()).orElse("-");
        List<String> lines = new ArrayList<>();
        if (status == 502 || status == 504) {
            lines.add(ERROR.format(at) + " [error] 31#31: *9077 " + (status == 502 ? "connect() failed (111: Connection refused)" : "upstream timed out (110: Operation timed out)")
                    + (way.filter(w -> w.kind() == Outcome.Kind.STALLED).isPresent() ? " while reading response header from upstream" : " while connecting to upstream") + ", client: 172.20.0.1, server: " + host + ", request: \"GET / HTTP/1.1\", upstream: \"http://" + server + ":" + port + "/\", host: \""
                    + host + "\"");
        }
        lines.add("172.20.0.1 - - [" + ACCESS.format(at) + "] \"GET / HTTP/1.1\" " + status + " 592 \"-\" \"Mozilla/5.0\" 438 0.004 [" + ingress.namespace() + "-" + name + "-" + port
                + "] [] " + server + " 592 0.004 " + (status == 503 ? "-" : status) + " 4f1c9b6a7d");
        return lines;
    }
}
