package io.netdx.train;

import io.netdx.catalog.Catalog;
import io.netdx.catalog.Cause;
import io.netdx.fact.Plain;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The screen of a group, which tells nothing that they do not know, and the sheet of their facilitator, which tells all. */
public final class GroupText {

    private static final int STEPS = 10;

    private final Session session;
    private final Group group;
    private final Catalog catalog;

    public GroupText(Session session, Group group, Catalog catalog) {
        this.session = session;
        this.group = group;
        this.catalog = catalog;
    }

    /**
     * What the group sees.
     *
     * @param wall time that they have worked at it
     */
    public String board(Duration wall) {
        StringBuilder text = new StringBuilder();
        text.append(Plain.line(session.scenario().title())).append('\n').append(clocks(wall)).append('\n');
        ideas(text);
        List<Step> steps = seen();
        text.append(steps.isEmpty() ? "nothing looked at yet\n" : "seen:\n");
        steps.forEach(s -> text.append("  ").append(s.failed() ? "! " : "  ").append(word(s)).append(Plain.line(s.text())).append('\n'));
        return text.toString();
    }

    /** What the facilitator sees; not for the group. */
    public String sheet(Duration wall, ExpertPath path) {
        StringBuilder text = new StringBuilder("FACILITATOR'S SHEET, not for the group\n\n");
        session.reflect();
        Debrief.truths(session, catalog).forEach(t -> {
            text.append("it is      ").append(t.title()).append(" (").append(t.cause()).append(") on ").append(Plain.line(t.object())).append("\nbecause    ").append(t.mechanism()).append('\n');
            text.append(t.remedy().isEmpty() ? "" : "mended by  " + t.remedy() + "\n");
        });
        text.append("clock      ").append(clocks(wall)).append('\n');
        session.beliefs().stream().reduce((a, b) -> b).ifPresent(b -> text.append("known      from what they saw, an expert is ").append(Math.round(100 * b.truth()))
                .append(" % sure of what it is, and ").append(Math.round(100 * b.other())).append(" % of the best wrong cause\n"));
        text.append("state      ").append(session.solved() ? "it is solved" : "it goes on").append(session.claims().isEmpty() ? "; nothing was claimed" : "; claimed: "
                + session.claims().stream().map(c -> c.cause() + " " + Math.round(100 * c.confidence()) + " %" + (session.names(c.cause()) ? " (right)" : " (wrong)")).collect(Collectors.joining(", "))).append('\n');
        ideas(text);
        Debrief.harms(session).forEach(h -> text.append("harm       ").append(h).append('\n'));
        text.append("\nask now\n");
        questions().forEach(q -> text.append("  ").append(q).append('\n'));
        text.append("\nreveal next: ").append(group.next(path).map(r -> Plain.line(r.text()) + "  (-" + r.price() + ")").orElse("all is said")).append("\n\nthe expert's way\n");
        path.legs().forEach(l -> text.append(String.format(Locale.ROOT, "  %4s min  %3d %%  %s%n", Math.round(l.minutes()), Math.round(100 * l.truth()), Plain.line(l.command()))));
        text.append("\nwhat they did\n");
        session.steps().forEach(s -> text.append("  ").append(word(s)).append(Plain.line(s.text())).append(s.failed() ? "  (failed)" : "").append('\n'));
        return text.toString().replace("\r\n", "\n");
    }

    private String clocks(Duration wall) {
        return Math.round(session.minutes()) + " of " + session.scenario().minutes() + " minutes of the cluster, "
                + String.format(Locale.ROOT, "%d:%02d", wall.toMinutes(), wall.toSecondsPart()) + " in this room";
    }

    private void ideas(StringBuilder text) {
        List<Group.Idea> ideas = group.ideas();
        for (int i = 0; i < ideas.size(); i++) {
            Group.Idea idea = ideas.get(i);
            text.append("idea ").append(i + 1).append("     ").append(Plain.line(idea.text())).append("  ").append(idea.dropped() ? "dropped" : idea.percent() + " %").append('\n');
        }
    }

    private List<Step> seen() {
        List<Step> steps = session.steps().stream().filter(s -> s.kind() != Step.Kind.NOTE).toList();
        return steps.subList(Math.max(0, steps.size() - STEPS), steps.size());
    }

    private static String word(Step step) {
        return step.kind().name().toLowerCase(Locale.ROOT) + ": ";
    }

    /** Of what the group has done and not done; none gives away what it is. */
    List<String> questions() {
        List<Step> steps = session.steps();
        List<String> questions = new ArrayList<>();
        boolean changed = steps.stream().anyMatch(s -> s.kind() == Step.Kind.CHANGE);
        if (steps.stream().noneMatch(Step::failed)) {
            questions.add("Who has seen it fail with their own eyes? Whose log would say so?");
        }
        if (group.ideas().stream().allMatch(Group.Idea::dropped) && session.claims().isEmpty()) {
            questions.add("What could it be? Name three, each from another layer.");
        }
        group.ideas().stream().filter(i -> !i.dropped() && i.percent() >= 70).findFirst()
                .ifPresent(i -> questions.add("What would you see if it were not \"" + Plain.line(i.text()) + "\"? Who looks?"));
        session.claims().stream().flatMap(c -> catalog.cause(c.cause()).stream()).flatMap(c -> rival(c).stream()).findFirst().ifPresent(questions::add);
        if (changed && session.claims().isEmpty()) {
            questions.add("What did that change tell you? What would it look like if it were the wrong one?");
        }
        if (Debrief.idle(session)) {
            questions.add("The last steps told nothing new. Which command would change most of what you believe, for its minutes?");
        }
        if (session.solved() && changed) {
            questions.add("How do you know that it is over? What else does that change let through?");
        }
        return questions.isEmpty() ? List.of("What do you know, what do you believe, what have you not looked at?") : questions;
    }

    private static Optional<String> rival(Cause cause) {
        return cause.rivals().stream().findFirst().map(r -> "What else looks like that? (" + r.id() + ": " + r.discriminatedBy() + ")");
    }
}
