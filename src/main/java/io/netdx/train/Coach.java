package io.netdx.train;

import io.netdx.reason.Judgement;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Hints from what the trainee has seen, in levels: what they know, what it may be, where to look, which test, how to read it, the answer. */
public final class Coach {

    static final int LEVELS = 6;
    private static final int[] PRICES = {2, 2, 4, 6, 10, 25};
    private static final double WORTH_NAMING = 0.05;

    private final Session session;
    private final Judgement judgement;

    Coach(Session session, Judgement judgement) {
        this.session = session;
        this.judgement = judgement;
    }

    /** @param price in points of the score */
    public record Hint(int level, int price, String text) {
    }

    Hint hint(int level) {
        return new Hint(level, PRICES[level], switch (level) {
            case 0 -> evidence();
            case 1 -> rivals();
            case 2 -> layer();
            case 3 -> test();
            case 4 -> reading();
            default -> answer();
        });
    }

    private List<Judgement.Diagnosis> open() {
        return judgement.diagnoses().stream().filter(d -> d.state() == Judgement.State.ACTIVE && d.confidence() >= WORTH_NAMING).limit(4).toList();
    }

    private String evidence() {
        String seen = open().stream().flatMap(d -> d.evidence().stream()).filter(e -> e.decibans() > 0).map(Judgement.Evidence::text).distinct().limit(4)
                .collect(Collectors.joining("; "));
        String loose = judgement.unexplained().stream().map(Judgement.Unexplained::text).distinct().limit(3).collect(Collectors.joining("; "));
        return seen.isEmpty() && loose.isEmpty() ? "nothing that you have looked at shows the trouble yet; look at the logs of those who complain" : "you have seen: " + (seen.isEmpty() ? loose : seen);
    }

    private String rivals() {
        List<String> families = open().stream().map(d -> d.cause().id().substring(0, d.cause().id().indexOf('/'))).distinct().toList();
        return families.isEmpty() ? "what you have seen speaks for nothing yet" : families.size() == 1 ? "what you have seen points to one layer only"
                : "what you have seen leaves " + open().size() + " causes in " + families.size() + " layers";
    }

    /** Of what is wrong, the layer: the first part of its id. */
    private String layer() {
        String family = session.site().truths().get(0).causes().get(0);
        return "the layer to look at: " + family.substring(0, family.indexOf('/'));
    }

    private Optional<Judgement.NextTest> next() {
        return judgement.next().stream().findFirst().or(() -> session.opening().next().stream().findFirst());
    }

    private String test() {
        return next().map(t -> "an expert would run now: " + t.command() + " (" + t.time().toMinutes() + " min)").orElse("look at the objects that the failing call passes: Service, endpoints, policies");
    }

    private String reading() {
        return next().map(t -> "it speaks for " + String.join(", ", t.discriminates()) + " if " + t.confirms() + ", against it if " + t.refutes())
                .orElse("compare what each object selects with what carries these labels");
    }

    private String answer() {
        return "it is " + session.site().truths().stream().map(t -> t.causes().get(0) + " on " + t.subject().kind() + " " + t.subject().name()).collect(Collectors.joining(", and "));
    }
}
