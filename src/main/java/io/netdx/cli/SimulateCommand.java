package io.netdx.cli;

import io.netdx.simulate.Plan;
import io.netdx.simulate.Simulation;
import io.netdx.simulate.SnapshotFolder;
import io.netdx.simulate.inject.Injector;
import io.netdx.simulate.inject.Injectors;
import io.netdx.source.SourceException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(name = "simulate", description = "Makes labelled snapshots of clusters that never were, with known faults; read them with evaluate.",
        mixinStandardHelpOptions = true, sortOptions = false)
final class SimulateCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(names = {"-o", "--output"}, paramLabel = "DIR", description = "Folder that gets one folder for each case")
    private Path folder;

    @Option(names = "--list", description = "List the classes of faults")
    private boolean list;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "Equal seeds give equal bytes (default: ${DEFAULT-VALUE})")
    private long seed;

    @Option(names = "--cases", paramLabel = "N", defaultValue = "10", description = "How many (default: ${DEFAULT-VALUE})")
    private int cases;

    @Option(names = "--nodes", paramLabel = "N", defaultValue = "0", description = "Nodes of each cluster (default: 1 to 40)")
    private int nodes;

    @Option(names = "--faults", paramLabel = "CLASS", split = ",", description = "Classes or families, in turn (default: all)")
    private List<String> faults = List.of();

    @Option(names = "--healthy", paramLabel = "PCT", defaultValue = "0", description = "Cases in which nothing is wrong (default: ${DEFAULT-VALUE} %%)")
    private int healthy;

    @Option(names = "--double", paramLabel = "PCT", defaultValue = "0", description = "Faulty cases with a second fault (default: ${DEFAULT-VALUE} %%)")
    private int doubles;

    @Option(names = "--herrings", paramLabel = "N", defaultValue = "1", description = "Harmless oddities in each case (default: ${DEFAULT-VALUE})")
    private int herrings;

    @Option(names = "--missing", paramLabel = "PCT", defaultValue = "0", description = "Files that each snapshot lacks (default: ${DEFAULT-VALUE} %%)")
    private int missing;

    @Option(names = "--now", paramLabel = "TIME", defaultValue = "2026-11-23T06:00:00Z", description = "When they are taken (default: ${DEFAULT-VALUE})")
    private Instant now;

    @Mixin
    private Verbosity verbosity;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        if (list) {
            Injectors.all().forEach(i -> out.println(i.name()));
            return 0;
        }
        if (folder == null) {
            throw new ParameterException(spec.commandLine(), "name a folder with -o DIR, or --list the classes of faults");
        }
        for (String fault : faults) {
            if (Injectors.all().stream().map(Injector::name).noneMatch(n -> n.equals(fault) || n.startsWith(fault + "/"))) {
                throw new ParameterException(spec.commandLine(), "--faults " + fault + ": no such class or family; see netdx simulate --list");
            }
        }
        Plan plan = new Plan(seed, nodes, faults, healthy, doubles, herrings, missing, now);
        for (int i = 0; i < cases; i++) {
            Simulation simulation = Simulation.of(plan, i);
            try {
                SnapshotFolder.write(simulation, folder.resolve(simulation.name()));
            } catch (IOException e) {
                throw new SourceException(folder + ": cannot be written (" + e.getMessage() + "); name another folder with -o");
            }
            out.println(simulation.name());
        }
        return 0;
    }
}
