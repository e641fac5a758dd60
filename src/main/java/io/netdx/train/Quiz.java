package io.netdx.train;

import io.netdx.knowledge.Claim;
import io.netdx.knowledge.Knowledge;
import io.netdx.knowledge.Verdict;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Statements of the source document of which some are contradicted upstream: would you believe this, and what would you check before?
 * Half of a quiz are statements that hold, so that doubting all of them is no way through.
 */
public final class Quiz {

    private Quiz() {
    }

    /** @param holds false where upstream sources contradict or correct it */
    public record Question(Claim claim, boolean holds) {
    }

    /** The questions of a seed; at most as many as there are of each sort. */
    public static List<Question> of(Knowledge knowledge, int count, long seed) {
        List<Claim> doubtful = new ArrayList<>(knowledge.claims().values().stream().filter(c -> c.verdict() == Verdict.CONTRADICTED).toList());
        List<Claim> sound = new ArrayList<>(knowledge.claims().values().stream().filter(c -> c.verdict() == Verdict.CONFIRMED && !c.sources().isEmpty()).toList());
        Random random = new Random(seed);
        Collections.shuffle(doubtful, random);
        Collections.shuffle(sound, random);
        List<Question> questions = new ArrayList<>();
        doubtful.stream().limit((count + 1) / 2).forEach(c -> questions.add(new Question(c, false)));
        sound.stream().limit(count / 2).forEach(c -> questions.add(new Question(c, true)));
        Collections.shuffle(questions, random);
        return List.copyOf(questions);
    }
}
