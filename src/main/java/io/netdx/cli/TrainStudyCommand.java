package io.netdx.cli;

import io.netdx.fact.Plain;
import io.netdx.train.Record;
import io.netdx.train.Scenario;
import io.netdx.train.Study;
import io.netdx.train.StudyResult;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(name = "study", description = {"Whether training helps: three matched sets of eight incidents for before, after and some weeks later, and who takes which first.",
    "--protocol prints how such a study is run; --results compares the records of participants."}, mixinStandardHelpOptions = true, sortOptions = false)
final class TrainStudyCommand implements Callable<Integer> {

    private static final String PROTOCOL = "/io/netdx/train/study.md";
    private static final int MOST = 10_000;

    @Spec
    private CommandSpec spec;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "Which incidents, 0 to 999999999; equal seeds give equal sets (default: ${DEFAULT-VALUE})")
    private long seed;

    @Option(names = "--participants", paramLabel = "N", defaultValue = "24", description = "How many get an order (default: ${DEFAULT-VALUE})")
    private int participants;

    @Option(names = "--key", description = "Say which fault each row has: for who runs the study, not for participants")
    private boolean key;

    @Option(names = "--protocol", description = "Print the protocol")
    private boolean protocol;

    @Option(names = "--results", paramLabel = "FILE", arity = "1..*", description = "Records of participants, one file each: compare the first set with the second")
    private List<Path> results = new ArrayList<>();

    @Override
    public Integer call() throws IOException {
        if (seed < 0 || seed > 999_999_999 || participants < 0 || participants > MOST) {
            throw new UsageException("--seed is 0 to 999999999, --participants at most " + MOST);
        }
        PrintWriter out = spec.commandLine().getOut();
        if (protocol) {
            try (InputStream text = TrainStudyCommand.class.getResourceAsStream(PROTOCOL)) {
                out.print(new String(text.readAllBytes(), StandardCharsets.UTF_8));
            }
        } else if (results.isEmpty()) {
            plan(out);
        } else {
            compare(out);
        }
        out.flush();
        return 0;
    }

    private void plan(PrintWriter out) {
        Study study = new Study(seed);
        out.printf(Locale.ROOT, "%-4s %-6s %-14s %-14s %-14s%s%n", "ROW", "STAGE", "SET A", "SET B", "SET C", key ? " FAULT" : "");
        for (Study.Row row : study.all()) {
            List<String> ids = row.scenarios().stream().map(Scenario::id).toList();
            out.printf(Locale.ROOT, "%-4d %-6d %-14s %-14s %-14s%s%n", row.number(), row.stage(), ids.get(0), ids.get(1), ids.get(2), key ? " " + row.fault() : "");
        }
        out.println("\nPARTICIPANT  FIRST SECOND LATER");
        study.participants(participants).forEach(p -> out.printf(Locale.ROOT, "P%02d          %-5s %-6s %s%n", p.number(), p.order().get(0), p.order().get(1), p.order().get(2)));
        out.println("\nA participant takes an incident with  netdx train start ID --exam --record P01.tsv ; --protocol has the rest");
    }

    private void compare(PrintWriter out) throws IOException {
        List<List<Record.Entry>> records = new ArrayList<>();
        for (Path file : results) {
            if (!Files.isReadable(file)) {
                throw new UsageException("--results: " + Plain.line(file.toString()) + " cannot be read; name the records that participants were given with --record");
            }
            records.add(new Record(file).entries());
        }
        StudyResult r = StudyResult.of(records, seed);
        out.printf(Locale.ROOT, "people %d (left out, with a set not finished: %d)%n", r.people(), r.left());
        out.printf(Locale.ROOT, "score           before %5.1f  after %5.1f%n", r.before(), r.after());
        out.printf(Locale.ROOT, "effect          %.2f (95 %% interval %.2f to %.2f)%n", r.effect(), r.low(), r.high());
        out.printf(Locale.ROOT, "harmful         before %5.2f  after %5.2f incidents a person%n", r.harmful().get(0), r.harmful().get(1));
        out.printf(Locale.ROOT, "verified        before %5.2f  after %5.2f%n", r.verified().get(0), r.verified().get(1));
    }
}
