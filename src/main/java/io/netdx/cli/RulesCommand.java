package io.netdx.cli;

import io.netdx.catalog.Catalog;
import io.netdx.catalog.CatalogCodec;
import io.netdx.knowledge.ClaimLinks;
import io.netdx.knowledge.Knowledge;
import io.netdx.report.CauseList;
import io.netdx.report.ClaimList;
import io.netdx.report.Json;
import io.netdx.report.Tree;
import io.netdx.report.Yaml;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(name = "rules", description = "Shows the catalogue; checks and begins rules of your own.",
        subcommands = {RulesCommand.ListCommand.class, RulesCheckCommand.class, RulesNewCommand.class},
        mixinStandardHelpOptions = true)
final class RulesCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "rules needs a subcommand: list, check or new");
    }

    @Command(name = "list", description = "Lists all causes, or all claims.", mixinStandardHelpOptions = true)
    static final class ListCommand implements Callable<Integer> {

        @Spec
        private CommandSpec spec;

        @Option(names = {"-o", "--output"}, paramLabel = "FORMAT", completionCandidates = Choices.PlainFormats.class, defaultValue = "text", description = "text, json or yaml")
        private String output;

        @Option(names = "--claims", description = "The claims of the source document instead, and what carries each")
        private boolean claims;

        @Mixin
        private OwnRulesFlag rules;

        @Mixin
        private Verbosity verbosity;

        @Override
        public Integer call() throws IOException {
            PrintWriter out = spec.commandLine().getOut();
            switch (output) {
                case "text" -> table(out);
                case "json" -> Json.write(tree(), out);
                case "yaml" -> Yaml.write(tree(), out);
                default -> throw new ParameterException(spec.commandLine(), "-o knows no format " + output + "; choose text, json or yaml");
            }
            out.flush();
            return 0;
        }

        private void table(PrintWriter out) throws IOException {
            Catalog catalog = CatalogCodec.load().with(rules.load().catalog());
            if (claims) {
                Knowledge knowledge = Knowledge.load();
                ClaimList.table(knowledge, new ClaimLinks(knowledge, catalog), out);
            } else {
                CauseList.table(catalog, out);
            }
        }

        private Tree tree() throws IOException {
            Catalog catalog = CatalogCodec.load().with(rules.load().catalog());
            if (!claims) {
                return CauseList.tree(catalog);
            }
            Knowledge knowledge = Knowledge.load();
            return ClaimList.tree(knowledge, new ClaimLinks(knowledge, catalog));
        }
    }
}
