package io.netdx.train;

import io.netdx.fact.Plain;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a trainee has done so far: a line for each incident, in a file of their own. */
public final class Record {

    /** Days after which an incident's family comes again, after one, two, three … passes in a row (expert.md §4.5: growing intervals add nothing, but fewer repetitions suffice). */
    private static final List<Integer> DAYS = List.of(1, 3, 7, 14);
    private static final int GATE = 3;
    private static final String TAB = "\t";
    private static final int COLUMNS = 8;
    private static final int DETAILED = 12;

    private final Path file;

    public Record(Path file) {
        this.file = file;
    }

    /**
     * One incident.
     *
     * @param families of the causes, joined by commas
     * @param detail   empty in records that were kept before there was any
     */
    public record Entry(Instant at, String scenario, int stage, String families, int score, boolean passed, double safe, double minutes, Optional<Detail> detail) {
    }

    /**
     * More of it, for whoever compares trainees or asks again what was missed.
     *
     * @param parts  of the score
     * @param hints  points that they cost
     * @param causes what was wrong
     * @param claims what was named
     */
    public record Detail(Score.Parts parts, int hints, List<String> causes, List<Session.Claim> claims) {
        public Detail {
            causes = List.copyOf(causes);
            claims = List.copyOf(claims);
        }
    }

    /** How a family stands: passes in a row, and when it is due again. */
    public record Family(String name, int tries, int inARow, Instant due) {
    }

    /** In order; empty where there is no file. Lines that nobody of us wrote are passed over. */
    public List<Entry> entries() throws IOException {
        List<Entry> entries = new ArrayList<>();
        if (!Files.exists(file)) {
            return entries;
        }
        for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
            String[] c = line.split(TAB);
            if (c.length >= COLUMNS && c[0].matches("[0-9T:.Z-]{20,30}") && c[2].matches("[1-3]") && c[4].matches("[0-9]{1,3}") && c[6].matches("[0-9.]{1,6}") && c[7].matches("[0-9.]{1,9}")) {
                entries.add(new Entry(Instant.parse(c[0]), c[1], Integer.parseInt(c[2]), c[3], Integer.parseInt(c[4]), c[5].equals("passed"), Double.parseDouble(c[6]), Double.parseDouble(c[7]), detail(c)));
            }
        }
        return entries;
    }

    /** Parts of the score but safety, hints, causes, claims. */
    private static Optional<Detail> detail(String[] c) {
        boolean well = c.length >= DETAILED && c[8].matches("([0-9.]{1,6},){3}[0-9.]{1,6}") && c[9].matches("[0-9]{1,4}") && c[11].matches("([a-z0-9/-]+:[0-9]{1,3}(,|$))*-?");
        if (!well) {
            return Optional.empty();
        }
        double[] parts = Stream.of(c[8].split(",")).mapToDouble(Double::parseDouble).toArray();
        List<Session.Claim> claims = Stream.of(c[11].split(",")).filter(claim -> claim.contains(":"))
                .map(claim -> new Session.Claim(claim.substring(0, claim.indexOf(':')), Integer.parseInt(claim.substring(claim.indexOf(':') + 1)) / 100.0)).toList();
        return Optional.of(new Detail(new Score.Parts(parts[0], parts[1], parts[2], Double.parseDouble(c[6]), parts[3]), Integer.parseInt(c[9]), List.of(c[10].split(",")), claims));
    }

    private static String written(Detail detail) {
        Score.Parts p = detail.parts();
        String claims = detail.claims().stream().map(c -> c.cause() + ":" + Math.round(100 * c.confidence())).collect(Collectors.joining(","));
        return TAB + Stream.of(p.diagnosis(), p.efficiency(), p.verified(), p.calibrated()).map(Record::rounded).collect(Collectors.joining(",")) + TAB + detail.hints() + TAB
                + String.join(",", detail.causes()) + TAB + (claims.isEmpty() ? "-" : claims);
    }

    private static String rounded(double share) {
        return String.valueOf(Math.round(share * 100) / 100.0);
    }

    /** Days until what was told right so often in a row comes again. */
    static int days(int inARow) {
        return DAYS.get(Math.min(inARow, DAYS.size()) - 1);
    }

    public void add(Entry e) throws IOException {
        if (file.getParent() != null) {
            Files.createDirectories(file.getParent());
        }
        Files.writeString(file, String.join(TAB, e.at().toString(), Plain.line(e.scenario()), String.valueOf(e.stage()), e.families(), String.valueOf(e.score()), e.passed() ? "passed" : "failed",
                rounded(e.safe()), String.valueOf(Math.round(e.minutes() * 10) / 10.0)) + e.detail().map(Record::written).orElse("") + "\n", StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    /** What is to be written of a session. */
    public static Entry entry(Session session, Score score, Instant at) {
        String families = session.site().truths().stream().map(t -> t.causes().get(0)).map(c -> c.substring(0, c.indexOf('/'))).distinct().sorted().collect(Collectors.joining(","));
        Detail detail = new Detail(score.parts(), score.hints(), session.site().truths().stream().map(t -> t.causes().get(0)).toList(), session.claims());
        return new Entry(at, session.scenario().id(), session.scenario().stage(), families, score.total(), score.passed(), score.parts().safe(), session.minutes(), Optional.of(detail));
    }

    /** Families that were met, those first that are due first. */
    public static List<Family> families(List<Entry> entries) {
        Map<String, List<Entry>> by = new TreeMap<>();
        entries.forEach(e -> List.of(e.families().split(",")).forEach(f -> by.computeIfAbsent(f, k -> new ArrayList<>()).add(e)));
        return by.entrySet().stream().map(f -> {
            int row = 0;
            for (Entry e : f.getValue()) {
                row = e.passed() ? row + 1 : 0;
            }
            Instant last = f.getValue().get(f.getValue().size() - 1).at();
            return new Family(f.getKey(), f.getValue().size(), row, row == 0 ? last : last.plus(Duration.ofDays(days(row))));
        }).sorted(Comparator.comparing(Family::due).thenComparing(Family::name)).toList();
    }

    /** The stage that a trainee is at: the next one opens after three passes in a row, in different incidents, of each of its families that was met, and of three at least. */
    public static int stage(List<Entry> entries) {
        int stage = 1;
        while (stage < 3) {
            int now = stage;
            List<Entry> own = entries.stream().filter(e -> e.stage() == now).toList();
            List<Entry> last = own.subList(Math.max(0, own.size() - GATE), own.size());
            boolean through = last.size() == GATE && last.stream().allMatch(Entry::passed) && last.stream().map(Entry::scenario).distinct().count() == GATE
                    && (now == 1 || last.stream().allMatch(e -> e.safe() >= 0.9));
            if (!through) {
                return stage;
            }
            stage++;
        }
        return stage;
    }

    /** The pair that was confused and is due first. */
    public static Optional<Confusion> due(List<Entry> entries, Instant now) {
        return Confusion.of(entries).stream().filter(c -> !c.due().isAfter(now)).findFirst();
    }

    /** The incident to take next: one that asks a pair again that was confused and is due; else of the stage, one whose family is due or was never met, not passed yet. */
    public static Optional<Scenario> next(List<Entry> entries, List<Scenario> all, Instant now) {
        Optional<Scenario> again = due(entries, now).flatMap(Confusion::again);
        if (again.isPresent()) {
            return again;
        }
        int stage = stage(entries);
        List<String> passed = entries.stream().filter(Entry::passed).map(Entry::scenario).toList();
        List<String> met = families(entries).stream().map(Family::name).toList();
        return all.stream().filter(s -> s.stage() == stage && !passed.contains(s.id()))
                .min(Comparator.comparingInt((Scenario s) -> s.origin().families().stream().mapToInt(met::indexOf).min().orElse(-1)).thenComparing(Scenario::id));
    }
}
