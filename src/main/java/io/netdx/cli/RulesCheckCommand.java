package io.netdx.cli;

import io.netdx.diagnosis.Diagnosis;
import io.netdx.engine.OwnRules;
import io.netdx.engine.own.RulesException;
import io.netdx.fact.Plain;
import io.netdx.own.OwnCases;
import io.netdx.report.DiagnosisReport;
import io.netdx.source.SourceException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(name = "check", description = "Checks your own rules and runs their cases.", mixinStandardHelpOptions = true)
final class RulesCheckCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(arity = "0..1", paramLabel = "DIR", defaultValue = OwnRuleFolder.DEFAULT, description = "Folder of rules (default: ${DEFAULT-VALUE})")
    private String folder;

    @Mixin
    private Verbosity verbosity;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        List<String> faults;
        String sound = "";
        try {
            OwnRules own = OwnRuleFolder.load(folder);
            OwnCases cases = OwnCases.check(Path.of(folder), own.catalog(), diagnosis(own));
            faults = cases.faults();
            sound = count(own.catalog().all().size(), "cause") + " and " + count(cases.count(), "case") + ", all in order";
        } catch (RulesException e) {
            faults = e.faults();
        }
        faults.forEach(fault -> out.println(Plain.line(fault)));
        if (faults.isEmpty()) {
            out.println(Plain.line(folder) + ": " + sound);
        } else if (!verbosity.quiet()) {
            spec.commandLine().getErr().println("netdx: " + count(faults.size(), "fault") + " in " + Plain.line(folder));
        }
        out.flush();
        return faults.isEmpty() ? 0 : Main.CANNOT_RUN;
    }

    private static Function<Path, DiagnosisReport> diagnosis(OwnRules own) {
        Diagnosis diagnosis = Diagnosis.with(false, own);
        return file -> {
            try {
                return diagnosis.of(List.of(file.toString()), InputStream.nullInputStream());
            } catch (SourceException e) {
                throw new IllegalArgumentException(e.getMessage(), e);
            }
        };
    }

    private static String count(int n, String noun) {
        return n + " " + noun + (n == 1 ? "" : "s");
    }
}
