package io.netdx.cli;

import io.netdx.catalog.CatalogCodec;
import io.netdx.fact.Plain;
import io.netdx.knowledge.Knowledge;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(name = "explain", description = "Says everything that is known about a cause, finding, test, claim, table or procedure.", mixinStandardHelpOptions = true)
final class ExplainCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "ID", completionCandidates = Choices.Causes.class, description = "policy/default-deny-ingress, finding/flow-fails, test/connect, claim/C045, table/cni, procedure/layers")
    private String id;

    @Mixin
    private OwnRulesFlag rules;

    @Mixin
    private Verbosity verbosity;

    @Override
    public Integer call() throws IOException {
        ExplainIndex entries = new ExplainIndex(CatalogCodec.load().with(rules.load().catalog()), Knowledge.load());
        Optional<ExplainIndex.Pager> page = entries.page(id);
        if (page.isEmpty()) {
            List<String> meant = entries.meant(id);
            spec.commandLine().getErr().println("netdx: nothing is known by the id " + Plain.line(id) + "; " + (meant.isEmpty()
                    ? "netdx rules list shows all causes, with --claims all claims" : "did you mean " + String.join(" or ", meant) + "?"));
            return Main.USAGE;
        }
        PrintWriter out = spec.commandLine().getOut();
        page.get().write(out);
        out.flush();
        return 0;
    }
}
