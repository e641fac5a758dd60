package io.netdx.train;

import io.netdx.reason.Judgement;
import io.netdx.source.Kinds;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * How an expert goes about an incident who begins as the trainee did: the logs of those who call others, then what the engine would run
 * next, until one cause is nearly sure. Played on a cluster of its own, which is as the trainee found theirs.
 */
public record ExpertPath(List<Leg> legs) {

    private static final double SURE = 0.9;
    private static final int MOST = 8;
    private static final Instant MORNING = Instant.parse("2026-01-05T09:00:00Z");
    private static final Pattern READS = Pattern.compile("kubectl (?:get|describe) ([a-z0-9.,]+)(?:/\\S+)?(?: .*)?");
    private static final Pattern NAMESPACE = Pattern.compile(" (?:-n|--namespace) ([a-z0-9-]+)");

    /**
     * One command.
     *
     * @param minutes since the expert came, when it is done
     * @param truth   belief in a right cause then
     * @param other   belief in the best wrong one
     */
    public record Leg(double minutes, String command, double truth, double other) {
    }

    /** What a command reads. */
    private record Look(String command, List<String> kinds, String namespace) {
    }

    public ExpertPath {
        legs = List.copyOf(legs);
    }

    /** The path at the incident of a session, whatever the trainee did there. */
    public static ExpertPath of(Session trainee) {
        Session session = trainee.afresh();
        List<Leg> legs = new ArrayList<>();
        List<String> done = new ArrayList<>();
        Optional<Look> look = Optional.empty();
        for (int i = 0; i < MOST && (i == 0 || look.isPresent()); i++) {
            Instant real = MORNING.plusSeconds(60L * i);
            if (look.isEmpty()) {
                session.site().writers().stream().limit(Player.MOST_LOGS)
                        .forEach(pod -> session.readLogs(pod.substring(0, pod.indexOf('/')), pod.substring(pod.indexOf('/') + 1), real));
            }
            look.ifPresent(l -> l.kinds().forEach(kind -> session.looked(kind, l.namespace(), "", real)));
            Judgement now = session.reflect();
            String command = look.map(Look::command).orElse("kubectl logs, of those that call others");
            done.add(command);
            Session.Belief belief = session.beliefs().get(session.beliefs().size() - 1);
            legs.add(new Leg(session.minutes(), command, belief.truth(), belief.other()));
            look = sure(now) ? Optional.empty() : next(session, now, done);
        }
        return new ExpertPath(legs);
    }

    private static boolean sure(Judgement judgement) {
        return judgement.diagnoses().stream().anyMatch(d -> d.state() == Judgement.State.ACTIVE && d.role() != Judgement.Role.CONSEQUENCE && d.confidence() >= SURE);
    }

    /** What the engine asks for, where it can be looked up; else what a call depends on, layer by layer. */
    private static Optional<Look> next(Session session, Judgement now, List<String> done) {
        // a look at what runs comes before any that is aimed at something; kinds that a cluster has none of, its list of resources shows for nothing
        Stream<Look> asked = now.next().stream().filter(t -> done.size() > 1).map(Judgement.NextTest::command).flatMap(c -> look(c).stream())
                .filter(l -> l.kinds().stream().anyMatch(session.site()::holds));
        Stream<Look> usual = Player.LOOKS.stream().map(kinds -> new Look("kubectl get -A "
                + String.join(",", kinds.stream().limit(3).map(k -> Kinds.plural(k.toLowerCase(Locale.ROOT))).toList()) + " …", kinds, ""));
        return Stream.concat(asked, usual).filter(l -> !done.contains(l.command()) && session.unseen(l.kinds(), l.namespace())).findFirst();
    }

    private static Optional<Look> look(String command) {
        Matcher reads = READS.matcher(command);
        if (!reads.matches()) {
            return Optional.empty();
        }
        Matcher namespace = NAMESPACE.matcher(command);
        List<String> kinds = Stream.of(reads.group(1).split(",")).flatMap(k -> Kinds.ofResource(k).stream()).toList();
        return kinds.isEmpty() ? Optional.empty() : Optional.of(new Look(command, kinds, namespace.find() ? namespace.group(1) : ""));
    }

    /** How long the expert took. */
    public double minutes() {
        return legs.stream().map(Leg::minutes).max(Comparator.naturalOrder()).orElse(0.0);
    }
}
