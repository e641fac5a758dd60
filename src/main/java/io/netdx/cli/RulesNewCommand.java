package io.netdx.cli;

import io.netdx.engine.own.RuleFolder;
import io.netdx.fact.Plain;
import io.netdx.own.Scaffold;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(name = "new", description = "Writes a cause of your own that works, to be changed into the one you want.", mixinStandardHelpOptions = true)
final class RulesNewCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "FAMILY/SLUG", description = "Its id, such as shop/in-maintenance")
    private String id;

    @Option(names = "--rules", paramLabel = "DIR", defaultValue = OwnRuleFolder.DEFAULT, description = "Folder of rules (default: ${DEFAULT-VALUE})")
    private String folder;

    @Mixin
    private Verbosity verbosity;

    @Override
    public Integer call() throws IOException {
        if (!RuleFolder.named(id)) {
            throw new ParameterException(spec.commandLine(), id + " is no id of a cause; give FAMILY/SLUG in lower case, such as shop/in-maintenance");
        }
        PrintWriter out = spec.commandLine().getOut();
        try {
            Scaffold.write(Path.of(folder), id).forEach(file -> out.println(Plain.line(file.toString())));
        } catch (FileAlreadyExistsException e) {
            throw new ParameterException(spec.commandLine(), Plain.line(e.getMessage()) + " is there already; nothing was written", e);
        }
        out.flush();
        if (!verbosity.quiet()) {
            spec.commandLine().getErr().println("netdx: change them into what you want; netdx rules check " + Plain.line(folder) + " tells whether they are in order");
        }
        return 0;
    }
}
