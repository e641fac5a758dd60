package io.netdx.cli;

import io.netdx.catalog.CatalogCodec;
import io.netdx.report.CauseList;
import io.netdx.report.Json;
import io.netdx.report.Yaml;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(name = "rules", description = "Shows the catalogue.", subcommands = RulesCommand.ListCommand.class,
        mixinStandardHelpOptions = true)
final class RulesCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "rules needs a subcommand: list");
    }

    @Command(name = "list", description = "Lists all causes.", mixinStandardHelpOptions = true)
    static final class ListCommand implements Callable<Integer> {

        @Spec
        private CommandSpec spec;

        @Option(names = {"-o", "--output"}, paramLabel = "FORMAT", defaultValue = "text", description = "text, json or yaml")
        private String output;

        @Override
        public Integer call() throws IOException {
            PrintWriter out = spec.commandLine().getOut();
            switch (output) {
                case "text" -> CauseList.table(CatalogCodec.load(), out);
                case "json" -> Json.write(CauseList.tree(CatalogCodec.load()), out);
                case "yaml" -> Yaml.write(CauseList.tree(CatalogCodec.load()), out);
                default -> throw new ParameterException(spec.commandLine(), "-o knows no format " + output + "; choose text, json or yaml");
            }
            out.flush();
            return 0;
        }
    }
}
