package io.netdx.cli;

import io.netdx.catalog.Catalog;
import io.netdx.catalog.CatalogCodec;
import io.netdx.catalog.Cause;
import io.netdx.catalog.FindingType;
import io.netdx.fact.Plain;
import io.netdx.report.ExplainWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(name = "explain", description = "Says everything that is known about a cause or a finding.", mixinStandardHelpOptions = true)
final class ExplainCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "ID", description = "Id or alias of a cause, or id of a finding; netdx rules list shows them")
    private String id;

    @Option(names = "-v", paramLabel = "N", defaultValue = "0", description = "Verbosity; traces of errors from 6 on")
    private int verbosity;

    @Override
    public Integer call() throws IOException {
        Catalog catalog = CatalogCodec.load();
        ExplainWriter writer = new ExplainWriter(catalog);
        PrintWriter out = spec.commandLine().getOut();
        Optional<Cause> cause = catalog.cause(id).or(() -> catalog.all().stream().filter(c -> c.aliases().contains(id)).findFirst());
        Optional<FindingType> finding = catalog.finding(id);
        if (cause.isPresent()) {
            writer.cause(cause.get(), out);
        } else if (finding.isPresent()) {
            writer.finding(finding.get(), out);
        } else {
            spec.commandLine().getErr().println("netdx: nothing is known by the id " + Plain.line(id) + "; netdx rules list shows all causes");
            return Main.USAGE;
        }
        out.flush();
        return 0;
    }
}
