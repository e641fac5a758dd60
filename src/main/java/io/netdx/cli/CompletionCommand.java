package io.netdx.cli;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(name = "completion", description = "Prints a completion script: source <(netdx completion bash)", mixinStandardHelpOptions = true)
final class CompletionCommand implements Callable<Integer> {

    /** zsh reads bash's through its bashcompinit, which the script turns on. */
    enum Shell { bash, zsh }

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "SHELL", defaultValue = "bash", description = "bash or zsh (default: bash)")
    private Shell shell;

    @Option(names = "--name", paramLabel = "NAME", defaultValue = "netdx", description = "Name that the program is called by (default: netdx)")
    private String name;

    @Override
    public Integer call() {
        spec.commandLine().getOut().print(AutoComplete.bash(name, spec.root().commandLine()));
        spec.commandLine().getOut().flush();
        return 0;
    }
}
