package io.netdx.guide;

import java.util.Optional;
import java.util.Set;

/**
 * One session with an {@link Oracle}, to its end.
 *
 * @param minutes of the tests that were run
 * @param tests   that were asked for, those too that nobody could answer
 * @param stop    why it ended
 * @param right   what it found is a true cause, or shares what mends one
 * @param first   a true cause is the likeliest
 * @param family  the likeliest is of a true cause's family
 * @param belief  in what it found
 */
public record Trial(double minutes, int tests, Stop.Reason stop, boolean right, boolean first, boolean family, double belief, Session session) {

    private static final int LONGEST = 400;

    public static Trial of(Guide guide, Session start, Oracle oracle, Set<String> truth) {
        Session session = start;
        Position at = guide.at(session);
        double minutes = 0;
        int tests = 0;
        while (at.stop().isEmpty() && !at.next().isEmpty() && tests < LONGEST) {
            Question q = at.next().get(0).question();
            minutes += q.minutes();
            tests++;
            session = session.with(oracle.answer(q));
            at = guide.at(session);
        }
        Position end = at;
        Optional<Suspect> top = end.stop().filter(s -> !s.found().isEmpty()).map(s -> s.found().get(0))
                .or(() -> end.belief().ranked().stream().findFirst().map(end.belief().suspects()::get));
        boolean right = end.stop().stream().flatMap(s -> s.found().stream()).anyMatch(s -> truth.contains(s.cause().id()));
        boolean family = top.isPresent() && truth.stream().anyMatch(t -> t.startsWith(top.get().cause().family() + "/"));
        double belief = end.stop().filter(s -> s.reason() == Stop.Reason.PROVED).map(s -> Guide.SETTLED)
                .orElse(top.isEmpty() ? 0 : end.belief().action(end.belief().ranked().get(0)));
        return new Trial(minutes, tests, end.stop().map(Stop::reason).orElse(Stop.Reason.NOT_WORTH_IT), right,
                top.filter(s -> truth.contains(s.cause().id())).isPresent(), family, belief, session);
    }
}
