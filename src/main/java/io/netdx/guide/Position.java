package io.netdx.guide;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where a session stands.
 *
 * @param start     belief before the answers
 * @param belief    belief after them
 * @param questions everything that can be asked, by id
 * @param next      what to ask for, best first; not empty where {@code stop} is
 * @param steps     what the answers did, in their order
 * @param ruledOut  families that could have been it, and now are not
 */
public record Position(Session session, Known known, Belief start, Belief belief, Map<String, Question> questions, List<Value> next, Optional<Stop> stop,
                       List<Step> steps, List<String> ruledOut) {

    /**
     * What one answer did.
     *
     * @param answer   its place in the session, from 0
     * @param option   the outcome that it names
     * @param expected probability that was given to that outcome before
     * @param before   belief before it
     * @param told     what the facts say instead, so that the answer does not count; empty where they say nothing
     */
    public record Step(int answer, Question question, Question.Option option, double expected, Belief before, String told) {

        private static final double SURPRISE = 0.1;
        private static final double BELIEVED = 0.5;

        /** It does not fit what was answered before: something was believed, and hardly anybody would then have expected this. */
        public boolean surprising() {
            return expected < SURPRISE && before.probability()[before.ranked().get(0)] >= BELIEVED;
        }
    }
}
