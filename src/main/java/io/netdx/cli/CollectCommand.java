package io.netdx.cli;

import io.netdx.fact.Coverage;
import io.netdx.fact.Node;
import io.netdx.fact.Pod;
import io.netdx.source.Limits;
import io.netdx.source.Snapshot;
import io.netdx.source.live.LiveCluster;
import io.netdx.source.live.Stop;
import io.netdx.source.signature.SignatureTable;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(name = "collect", description = "Writes a snapshot of a running cluster that -f reads; without the data of Secrets.",
        mixinStandardHelpOptions = true, sortOptions = false)
final class CollectCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(names = {"-o", "--output"}, paramLabel = "FILE", required = true, description = "The tar.gz to write; readable for you alone")
    private Path output;

    @Option(names = "--timeout", paramLabel = "DURATION", defaultValue = "", description = "Write what came within this time, such as 90s or 2m")
    private String timeout;

    @Mixin
    private LiveFlags live;

    @Mixin
    private AnonymityFlags anonymity;

    @Mixin
    private Verbosity verbosity;

    @Override
    public Integer call() throws IOException {
        Stop stop = Stop.after(Deadline.parse("--timeout", timeout));
        byte[] secret = anonymity.choice().secret();
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        Interrupts interrupts = new Interrupts(stop, out);
        try (Progress progress = new Progress(err, !verbosity.quiet() && Progress.terminal());
                LiveCluster cluster = new LiveCluster(live.options(), System.getenv(), live.logs(), stop, progress)) {
            Keeping.Change change = anonymity.choice().wanted() ? draft -> Anonymous.rewrite(draft, cluster.name(), secret) : Keeping.Change.NONE;
            Keeping.Kept kept = Keeping.read(cluster, output, change, Limits.DEFAULT, SignatureTable.load());
            Snapshot snapshot = kept.snapshot();
            out.println("wrote " + output + ": " + snapshot.cluster().all(Node.class).size() + " nodes, " + snapshot.cluster().all(Pod.class).size()
                    + " pods, " + kept.files() + " files" + (anonymity.choice().wanted() ? ", names and addresses replaced" : ""));
            hints(snapshot, err);
        } catch (java.nio.file.FileSystemException e) {
            err.println(Outputs.cannotWrite(output.toString(), e));
            return Main.CANNOT_RUN;
        } finally {
            interrupts.close();
        }
        return 0;
    }

    /** What one would have to be allowed to see more. */
    private void hints(Snapshot snapshot, PrintWriter err) {
        List<Coverage> refused = snapshot.cluster().coverage().stream().filter(c -> c.state() == Coverage.State.FORBIDDEN).toList();
        if (!verbosity.quiet()) {
            refused.forEach(c -> err.println("netdx: " + c.kind() + " " + c.reason()));
        }
    }
}
