package io.netdx.guide;

import java.util.ArrayList;
import java.util.List;

/**
 * A guided session, as far as it has come. Everything else follows from it.
 *
 * @param complaint what it began with
 * @param answers   in the order in which they were given
 */
public record Session(Complaint complaint, List<Answer> answers) {

    public Session {
        answers = List.copyOf(answers);
    }

    public static Session of(Complaint complaint) {
        return new Session(complaint, List.of());
    }

    public Session with(Answer answer) {
        List<Answer> more = new ArrayList<>(answers);
        more.add(answer);
        return new Session(complaint, more);
    }

    /** Without the last answer; as it is where there is none. */
    public Session undo() {
        return answers.isEmpty() ? this : new Session(complaint, answers.subList(0, answers.size() - 1));
    }

    /** Without one answer, by its place from 0. */
    public Session without(int answer) {
        List<Answer> fewer = new ArrayList<>(answers);
        fewer.remove(answer);
        return new Session(complaint, fewer);
    }

    /** What became facts, in its order. */
    public List<Answer.Pasted> pasted() {
        return answers.stream().filter(Answer.Pasted.class::isInstance).map(Answer.Pasted.class::cast).toList();
    }
}
