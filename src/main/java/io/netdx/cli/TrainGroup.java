package io.netdx.cli;

import io.netdx.catalog.Catalog;
import io.netdx.fact.Plain;
import io.netdx.train.ExpertPath;
import io.netdx.train.Group;
import io.netdx.train.GroupText;
import io.netdx.train.Session;
import io.netdx.work.Aside;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a group types beside kubectl, and the file that its facilitator keeps open in another terminal. */
final class TrainGroup {

    static final String HELP = """
              idea [PERCENT] TEXT   what somebody thinks that it is, for the board; drop N gives it up
              board                 complaint, clocks, ideas, what was seen
              reveal                the facilitator tells one step; costs points, the answer most
            """;

    private static final Pattern IDEA = Pattern.compile("(?:([0-9]{1,2}|100)\\s*%?\\s+)?(\\S.*)");

    private final Group group;
    private final GroupText text;
    private final Supplier<ExpertPath> path;
    private final Path sheet;
    private final Clock clock;
    private final Instant began;

    /**
     * Begins, and writes the sheet.
     *
     * @param sheet for the facilitator alone
     * @throws UsageException where it cannot be written
     */
    TrainGroup(Session session, Catalog catalog, Path sheet, Clock clock) {
        this.group = new Group(session);
        this.text = new GroupText(session, group, catalog);
        this.path = Aside.THREADS.start("expert", () -> ExpertPath.of(session));
        this.sheet = sheet;
        this.clock = clock;
        this.began = clock.instant();
        write();
    }

    private Duration wall() {
        return Duration.between(began, clock.instant());
    }

    void answer(String word, String rest, PrintWriter out) {
        switch (word) {
            case "idea" -> idea(rest, out);
            case "drop" -> out.println(rest.matches("[0-9]{1,3}") && group.drop(Integer.parseInt(rest)) ? "noted" : "there is no such idea; board numbers them");
            case "reveal" -> out.println(group.reveal(path.get()).map(r -> "revealed (-" + r.price() + "): " + Plain.line(r.text())).orElse("all is said"));
            default -> out.print(text.board(wall()));
        }
    }

    private void idea(String rest, PrintWriter out) {
        Matcher idea = IDEA.matcher(rest);
        if (!idea.matches()) {
            out.println("what is the idea? idea 60 the policy of last week blocks DNS");
            return;
        }
        group.think(idea.group(2), idea.group(1) == null ? 50 : Integer.parseInt(idea.group(1)));
        out.print(text.board(wall()));
    }

    /** The sheet as it is now, whole at every moment. */
    void write() {
        Path unfinished = sheet.resolveSibling(sheet.getFileName() + ".new");
        try {
            try (OutputStream out = OwnFile.create(unfinished)) {
                out.write(text.sheet(wall(), path.get()).getBytes(StandardCharsets.UTF_8));
            }
            Files.move(unfinished, sheet, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UsageException("the facilitator's sheet cannot be written to " + Plain.line(sheet.toString()) + "; name a file in a folder of yours with --facilitate");
        }
    }
}
