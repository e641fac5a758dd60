package io.netdx.train;

import io.netdx.reason.Judgement;
import io.netdx.simulate.inject.Injectors;
import io.netdx.simulate.world.Resource;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Simulated trainees, to see whether the score tells them apart: whoever works like the engine, the source document's fixed procedure, somebody
 * for whom it is always DNS, somebody who tries at random, and somebody who deletes all policies.
 */
public enum Player {
    EXPERT, LAYERED, DNS_FIXATED, RANDOM, DELETES_POLICIES;

    /** What a command of an expert lists at once: what runs and what is said of it, what a call passes, what the administrators declared. */
    static final List<List<String>> LOOKS = List.of(List.of("Pod", "Event", "Deployment", "StatefulSet", "DaemonSet", "ReplicaSet", "Job", "Node"),
            List.of("Service", "EndpointSlice", "NetworkPolicy", "Ingress", "IngressClass", "ConfigMap", "Namespace", "GatewayClass", "Gateway", "HTTPRoute"),
            List.of("ValidatingWebhookConfiguration", "MutatingWebhookConfiguration", "APIService", "ResourceQuota", "LimitRange", "Lease", "PersistentVolumeClaim", "IPPool", "DestinationRule",
                    "PeerAuthentication", "AuthorizationPolicy", "VirtualService", "ServiceEntry"));

    /** Of as many programs somebody reads the logs at once. */
    static final int MOST_LOGS = 12;

    /** Plays an incident to its end. */
    public void play(Session session, long seed) {
        Hands hands = new Hands(session, new SplittableRandom(seed));
        switch (this) {
            case EXPERT -> expert(session, hands);
            case LAYERED -> layered(session, hands);
            case DNS_FIXATED -> fixated(session, hands);
            case RANDOM -> random(session, hands);
            default -> deleter(session, hands);
        }
    }

    /** The logs of those who fail first, then everything that a call depends on, in as few commands as it takes. */
    private static void expert(Session session, Hands hands) {
        hands.complaints();
        LOOKS.forEach(hands::look);
        Optional<Judgement.Diagnosis> named = Optional.empty();
        // a second fault shows once the first is mended
        for (int i = 0; i < 2 && (i == 0 || !session.solved()); i++) {
            Optional<Judgement.Diagnosis> best = hands.best();
            if (best.isPresent() && best.map(d -> d.cause().id()).equals(named.map(d -> d.cause().id()))) {
                break;
            }
            named = best;
            best.ifPresent(d -> {
                session.claim(d.cause().id(), Math.min(0.95, d.confidence()));
                hands.restore(d.subject().kind(), d.subject().namespace(), d.subject().name());
            });
            hands.complaints();
            hands.again();
        }
    }

    /** Nodes, an address outside, DNS, a Service, a name outside: in this order, whatever the complaint is. */
    private static void layered(Session session, Hands hands) {
        hands.look(List.of("Node"));
        hands.exec("ping", "-c", "2", "8.8.8.8");
        hands.exec("nslookup", "kubernetes.default");
        hands.exec("curl", "-m", "5", "http://api:8080/");
        hands.exec("curl", "-m", "5", "https://example.com/");
        List.of("Pod", "Service", "EndpointSlice", "Event").forEach(kind -> hands.look(List.of(kind)));
        hands.best().ifPresent(d -> {
            session.claim(d.cause().id(), 0.7);
            hands.restore(d.subject().kind(), d.subject().namespace(), d.subject().name());
        });
    }

    private static void fixated(Session session, Hands hands) {
        for (int i = 0; i < 4; i++) {
            hands.exec("nslookup", "kubernetes.default");
            hands.exec("nslookup", "api");
        }
        session.claim("dns/coredns-down", 0.9);
        hands.deletePods("kube-system", "coredns");
    }

    private static void random(Session session, Hands hands) {
        List<String> kinds = LOOKS.stream().flatMap(List::stream).toList();
        for (int i = 0; i < 8; i++) {
            hands.look(List.of(hands.oneOf(kinds)));
        }
        session.claim(hands.oneOf(Injectors.all().stream().map(n -> n.name()).toList()), 0.6);
        List<String> pods = lab(session).running().pods();
        String pod = hands.oneOf(pods);
        session.delete("Pod", pod.substring(0, pod.indexOf('/')), pod.substring(pod.indexOf('/') + 1), "delete pod " + pod);
    }

    private static Lab lab(Session session) {
        return session.lab().orElseThrow(() -> new IllegalArgumentException("players play on simulated clusters"));
    }

    private static void deleter(Session session, Hands hands) {
        for (Resource policy : lab(session).objects().getOrDefault("NetworkPolicy", List.of())) {
            session.delete("NetworkPolicy", policy.namespace(), policy.name(), "delete networkpolicy " + policy.name());
        }
        session.claim("policy/default-deny-ingress", 0.8);
        hands.complaints();
    }

    /** What players do alike. */
    private static final class Hands {

        private static final Instant MORNING = Instant.parse("2026-01-05T09:00:00Z");

        private final Session session;
        private final RandomGenerator random;
        private int commands;

        Hands(Session session, RandomGenerator random) {
            this.session = session;
            this.random = random;
        }

        private Instant real() {
            return MORNING.plusSeconds(60L * commands++);
        }

        /** What was seen is not what is. */
        void again() {
            session.refresh();
        }

        /** One command. */
        void look(List<String> kinds) {
            Instant real = real();
            kinds.forEach(kind -> session.looked(kind, "", "", real));
        }

        /** The logs of programs that call others, one pod a workload. */
        void complaints() {
            Instant real = real();
            for (String pod : session.site().writers().stream().limit(MOST_LOGS).toList()) {
                session.readLogs(pod.substring(0, pod.indexOf('/')), pod.substring(pod.indexOf('/') + 1), real);
            }
        }

        void exec(String... argv) {
            List<String> clients = lab(session).running().pods().stream().filter(p -> !p.startsWith("kube-") && lab(session).running().inside(p.substring(0, p.indexOf('/')),
                    p.substring(p.indexOf('/') + 1)).filter(i -> i.running()).isPresent()).toList();
            if (!clients.isEmpty()) {
                String pod = oneOf(clients);
                session.test(pod.substring(0, pod.indexOf('/')), pod.substring(pod.indexOf('/') + 1), List.of(argv));
            }
        }

        Optional<Judgement.Diagnosis> best() {
            return session.reflect().diagnoses().stream().filter(d -> d.state() == Judgement.State.ACTIVE && d.role() != Judgement.Role.CONSEQUENCE)
                    .max(Comparator.comparingDouble(Judgement.Diagnosis::confidence));
        }

        /** Puts an object back as it was before: what a remedy of the catalogue comes to. */
        void restore(String kind, String namespace, String name) {
            if (!session.scenario().escalates()) {
                lab(session).asItWas(kind, namespace, name).forEach(object -> session.put(object, "restore " + object.key()));
                if (!lab(session).wholeHas(kind, namespace, name)) {
                    session.delete(kind, namespace, name, "delete " + kind + " " + name);
                }
            }
        }

        void deletePods(String namespace, String prefix) {
            lab(session).running().pods().stream().filter(p -> p.startsWith(namespace + "/" + prefix)).toList()
                    .forEach(p -> session.delete("Pod", namespace, p.substring(p.indexOf('/') + 1), "delete pod " + p));
        }

        <T> T oneOf(List<T> choices) {
            return choices.get(random.nextInt(choices.size()));
        }
    }
}
