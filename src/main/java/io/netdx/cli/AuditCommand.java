package io.netdx.cli;

import io.netdx.audit.SnapshotPaths;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(name = "audit", description = "Diagnoses many clusters, from snapshots or running, and says what they are together.", mixinStandardHelpOptions = true, sortOptions = false,
        footer = {"", "A folder is one snapshot where a known layout begins in it (nodes.json, resources/, cluster-scoped-resources/, …), or where it",
            "holds at least as many pieces (lists of one kind, manifests, metrics) as things that are a snapshot each: archives, files",
            "with the objects of a whole cluster, transcripts, folders that are snapshots. Else each of those is one, and so is whatever",
            "else lies there; README, *.md, *.html and the like apart. --folders one and --folders each overrule that.", "",
            "A cluster that cannot be read keeps its row, with the error. Exit status: 1 where any cluster has an active diagnosis at or above",
            "--fail-on; else 3 where none could be read; else 4 where one has less coverage than --min-coverage (one that could not be read",
            "has none); else 0. Ctrl-C ends with 130 and a report of what was done."})
final class AuditCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(arity = "0..*", paramLabel = "PATH", description = "Snapshots: folders, archives, files, folders of snapshots, patterns as 'prod-*/*.tgz', - for standard input; @FILE as --list FILE")
    private List<String> paths = new ArrayList<>();

    @Option(names = "--list", paramLabel = "FILE", description = "A file with such a path or pattern on each line; # begins a comment; repeatable")
    private List<String> lists = new ArrayList<>();

    @Option(names = "--folders", paramLabel = "WHAT", defaultValue = "auto", completionCandidates = Choices.FolderKinds.class,
            description = "What a folder stands for: auto (see below), one snapshot, or each thing in it (default: auto)")
    private String folders;

    @Option(names = "--parallel", paramLabel = "N", defaultValue = "0", description = "Clusters at a time, as far as the memory allows (default: one for each core, of running ones at least four)")
    private int parallel;

    @Option(names = {"-o", "--output"}, paramLabel = "FORMAT[=FILE]", completionCandidates = Choices.AuditFormats.class,
            description = AuditFormats.KNOWN + "; repeatable, with =FILE into a file")
    private List<String> outputs = new ArrayList<>();

    @Mixin
    private JudgingFlags judging;

    @Option(names = "--timeout", paramLabel = "DURATION", defaultValue = "", description = "Report after this time, such as 10m, what was done by then, and end with status 3; a running cluster is judged by what came of it")
    private String timeout;

    @Option(names = "--baseline", paramLabel = "REPORT", defaultValue = "", description = "An earlier audit -o json or diagnose -o json: say what is new and what is fixed since")
    private String baseline;

    @Option(names = "--fail-on-new", description = "Exit 1 only for what the baseline does not have")
    private boolean failOnNew;

    @Option(names = "--resume", paramLabel = "FILE", defaultValue = "",
            description = "Remember in this file what is done, and do not judge again what has not changed since: path, and name, size and time of each file")
    private String resume;

    @Mixin
    private RunningFlags running;

    @Mixin
    private SparkFlags spark;

    @Override
    public Integer call() throws IOException {
        return new AuditRun(options(), spec).run();
    }

    private AuditOptions options() {
        List<String> all = new ArrayList<>(lists);
        paths.stream().filter(p -> p.length() > 1 && p.startsWith("@")).forEach(p -> all.add(p.substring(1)));
        return new AuditOptions(paths.stream().filter(p -> p.length() < 2 || !p.startsWith("@")).toList(), all, kind(), parallel, judging.config().outputs(outputs), judging.color(),
                Threshold.of(judging.failure().failOn(), judging.minCoverage()), judging.selection().include(), judging.selection().exclude(), judging.config().severities(),
                judging.experimental(), judging.suppressing(), Deadline.parse("--timeout", timeout), judging.limits().limits(), baseline, failOnNew, resume, judging.rules(),
                spark.choice(), running.choice(), judging.verbosity().quiet());
    }

    private SnapshotPaths.Folders kind() {
        return switch (folders) {
            case "auto" -> SnapshotPaths.Folders.AUTO;
            case "one" -> SnapshotPaths.Folders.ONE;
            case "each" -> SnapshotPaths.Folders.EACH;
            default -> throw new UsageException("--folders is auto, one or each");
        };
    }
}
