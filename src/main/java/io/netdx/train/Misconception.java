package io.netdx.train;

import io.netdx.net.Cidr;
import io.netdx.simulate.world.Profile;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What the source document calls misconceptions, or does itself, and what in somebody's steps shows that they share it. The claim with
 * the evidence upstream is {@code netdx explain claim/ID}.
 */
enum Misconception {

    NO_POLICY_IS_SAFE("C059", "without policies everything is allowed: to delete them mends a call and opens all others") {
        @Override
        Optional<String> shown(Session session) {
            boolean opened = session.harms().stream().anyMatch(h -> !h.opened().isEmpty());
            return step(session, s -> opened && s.kind() == Step.Kind.CHANGE && s.text().startsWith("delete networkpolicy"));
        }
    },
    ONE_POLICY_CLOSES_ALL("C060", "a policy isolates the pods that it selects, in the directions of its policyTypes; others stay open") {
        @Override
        Optional<String> shown(Session session) {
            return claimed(session, "policy/default-deny").filter(c -> session.site().truths().stream().flatMap(t -> t.causes().stream()).noneMatch(c2 -> c2.startsWith("policy/")));
        }
    },
    LIMITS_EXPLAIN_DNS("C062", "CoreDNS has no CPU limit by default (100m is its request); before it is given more, its throttling is to be seen") {
        @Override
        Optional<String> shown(Session session) {
            return claimed(session, "dns/cpu-throttled").or(() -> names(session, "dns/") ? Optional.empty()
                    : step(session, s -> s.kind() == Step.Kind.CHANGE && s.text().matches("(change|delete) (deployment|pod) kube-system/coredns.*")));
        }
    },
    APPLICATION_BUG("C063", "lookups that wait appear as latency and time-outs of the caller, and look like a fault of the application") {
        @Override
        Optional<String> shown(Session session) {
            return names(session, "dns/") ? claimed(session, "workload/") : Optional.empty();
        }
    },
    PLUGINS_ARE_ALIKE("C065", "each plugin has its own agents, ranges and faults; this cluster has another one") {
        @Override
        Optional<String> shown(Session session) {
            Optional<String> own = session.lab().map(l -> l.profile().cni().name().toLowerCase(Locale.ROOT));
            return own.flatMap(o -> Stream.of(Profile.Cni.values()).map(c -> c.name().toLowerCase(Locale.ROOT)).filter(c -> !c.equals(o))
                    .flatMap(c -> session.claims().stream().map(Session.Claim::cause).filter(cause -> cause.contains("/" + c + "-"))).findFirst().map(c -> "claim: " + c));
        }
    },
    PING_PROVES("C070", "no Service answers a ping, and many networks drop it: only a connection to the port says whether it is reached") {
        @Override
        Optional<String> shown(Session session) {
            Optional<Cidr> services = session.lab().flatMap(l -> Cidr.parse(l.profile().serviceRange()));
            return step(session, s -> {
                Matcher ping = s.kind() == Step.Kind.TEST && s.failed() ? PING.matcher(s.text()) : PING.matcher("");
                return ping.find() && (Cidr.address(ping.group(1)).isEmpty() || services.filter(r -> r.contains(ping.group(1))).isPresent());
            });
        }
    },
    ALWAYS_DNS("C074", "names resolved already; a layer that was seen to work needs no third test before something changes") {
        @Override
        Optional<String> shown(Session session) {
            List<Step> lookups = session.steps().stream().takeWhile(s -> s.kind() != Step.Kind.CHANGE).filter(s -> s.kind() == Step.Kind.TEST && !s.failed() && LOOKUP.matcher(s.text()).find()).toList();
            return lookups.size() >= TOO_MANY && !names(session, "dns/") ? Optional.of(lookups.get(lookups.size() - 1).text()) : Optional.empty();
        }
    };

    private static final Pattern LOOKUP = Pattern.compile("\\b(nslookup|dig|getent|host) ");
    private static final Pattern PING = Pattern.compile("\\bping (?:-\\S+ (?:[0-9.]+ )?)*([A-Za-z0-9.:-]+)");
    private static final int TOO_MANY = 3;

    private final String claim;
    private final String correction;

    Misconception(String claim, String correction) {
        this.claim = claim;
        this.correction = correction;
    }

    /** The step that shows it; empty where none does. */
    abstract Optional<String> shown(Session session);

    /** Of a trainee, each with the step that showed it: {@code C059}, what is so, the step. */
    static List<Debrief.Tag> of(Session session) {
        return Stream.of(values()).flatMap(m -> m.shown(session).map(step -> new Debrief.Tag(m.claim, step, m.correction)).stream()).toList();
    }

    private static Optional<String> step(Session session, Predicate<Step> which) {
        return session.steps().stream().filter(which).findFirst().map(Step::text);
    }

    /** A wrong claim that begins so. */
    private static Optional<String> claimed(Session session, String prefix) {
        return session.claims().stream().map(Session.Claim::cause).filter(c -> c.startsWith(prefix) && !session.names(c)).findFirst().map(c -> "claim: " + c);
    }

    private static boolean names(Session session, String family) {
        return session.site().truths().stream().flatMap(t -> t.causes().stream()).anyMatch(c -> c.startsWith(family));
    }
}
