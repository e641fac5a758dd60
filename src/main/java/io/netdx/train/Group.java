package io.netdx.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A group that works at one incident together, with somebody who knows what is wrong and tells it step by step when they are stuck. May be
 * asked by several threads.
 */
public final class Group {

    private static final int STEP_PRICE = 3;
    private static final int LAYER_PRICE = 4;
    private static final int ANSWER_PRICE = 25;

    private final Session session;
    private final List<Idea> ideas = new ArrayList<>();
    private int revealed;

    public Group(Session session) {
        this.session = session;
    }

    /**
     * What somebody thinks that it is.
     *
     * @param percent how sure they are, 0 to 100
     * @param dropped the group no longer thinks so
     */
    public record Idea(String text, int percent, boolean dropped) {
    }

    /** @param price in points of the score */
    public record Reveal(String text, int price) {
    }

    public synchronized void think(String text, int percent) {
        ideas.add(new Idea(text, percent, false));
    }

    /**
     * An idea is given up, or taken up again.
     *
     * @param number from 1
     * @return false where there is none of this number
     */
    public synchronized boolean drop(int number) {
        if (number < 1 || number > ideas.size()) {
            return false;
        }
        Idea idea = ideas.get(number - 1);
        ideas.set(number - 1, new Idea(idea.text(), idea.percent(), !idea.dropped()));
        return true;
    }

    public synchronized List<Idea> ideas() {
        return List.copyOf(ideas);
    }

    /** How many steps were revealed. */
    public synchronized int revealed() {
        return revealed;
    }

    /** The step that comes next: what an expert ran, one command after the other, then the layer, then what it is. Empty where all is said. */
    public synchronized Optional<Reveal> next(ExpertPath path) {
        List<Reveal> all = new ArrayList<>();
        path.legs().forEach(leg -> all.add(new Reveal("an expert ran: " + leg.command(), STEP_PRICE)));
        String cause = session.site().truths().get(0).causes().get(0);
        all.add(new Reveal("the layer is: " + cause.substring(0, cause.indexOf('/')), LAYER_PRICE));
        all.add(new Reveal("it is " + session.site().truths().stream().map(t -> t.causes().get(0) + " on " + t.subject().kind() + " " + t.subject().name()).collect(Collectors.joining(", and ")),
                ANSWER_PRICE));
        return revealed < all.size() ? Optional.of(all.get(revealed)) : Optional.empty();
    }

    /** Tells the next step, and charges the score for it. */
    public synchronized Optional<Reveal> reveal(ExpertPath path) {
        Optional<Reveal> step = next(path);
        step.ifPresent(s -> {
            revealed++;
            session.told(s.text(), s.price());
        });
        return step;
    }
}
