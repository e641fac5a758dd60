package io.netdx.cli;

import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "mcp", description = {"Offers diagnosing to agents: a server of the Model Context Protocol on standard input and output.",
    "Read-only: it reads snapshots that the agent names, and no running cluster."}, mixinStandardHelpOptions = true)
final class McpCommand implements Callable<Integer> {

    @Mixin
    private Verbosity verbosity;

    @Override
    public Integer call() throws InterruptedException {
        InputStream in = System.in;
        OutputStream out = System.out;
        McpTools.serve(in, out);
        return 0;
    }
}
