package io.netdx.cli;

import io.netdx.fact.Plain;
import io.netdx.train.Record;
import io.netdx.train.RecordExport;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(name = "export", description = "Your results as CSV or JSON, and the debriefs of your incidents.", mixinStandardHelpOptions = true, sortOptions = false)
final class TrainExportCommand implements Callable<Integer> {

    /** What results are written as. */
    enum Form { csv, json }

    @Spec
    private CommandSpec spec;

    @Option(names = {"-o", "--output"}, paramLabel = "FORMAT", defaultValue = "csv", description = "csv or json (default: ${DEFAULT-VALUE})")
    private Form form;

    @Option(names = "--participant", paramLabel = "NAME", defaultValue = "", description = "What to call you in it, P07 (default: nothing)")
    private String participant;

    @Option(names = "--debriefs", paramLabel = "DIR", defaultValue = "", description = "Copy the pages of your debriefs to a folder, too")
    private String debriefs;

    @Mixin
    private TrainCommand.RecordFlag record;

    @Override
    public Integer call() throws IOException {
        List<Record.Entry> entries = new Record(record.file()).entries();
        PrintWriter out = spec.commandLine().getOut();
        if (form == Form.csv) {
            RecordExport.csv(entries, participant, out);
        } else {
            RecordExport.json(entries, participant, out);
        }
        out.flush();
        if (!debriefs.isEmpty()) {
            spec.commandLine().getErr().println("netdx: " + copy(Path.of(debriefs)) + " debriefs in " + Plain.line(debriefs));
        }
        return 0;
    }

    private int copy(Path to) throws IOException {
        Path from = record.debriefs();
        if (!Files.isDirectory(from)) {
            return 0;
        }
        Files.createDirectories(to);
        try (Stream<Path> pages = Files.list(from)) {
            List<Path> all = pages.filter(p -> p.getFileName().toString().endsWith(".html")).sorted().toList();
            for (Path page : all) {
                Files.copy(page, to.resolve(page.getFileName().toString()), StandardCopyOption.REPLACE_EXISTING);
            }
            return all.size();
        }
    }
}
