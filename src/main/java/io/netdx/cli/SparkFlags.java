package io.netdx.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/** Where an audit runs, beyond this process. */
final class SparkFlags {

    @Option(names = "--engine", paramLabel = "ENGINE", defaultValue = "local", completionCandidates = Choices.Engines.class,
            description = "What runs the audit: local, or spark for fleets beyond one machine (default: local)")
    private String engine;

    @Option(names = "--master", paramLabel = "URL", defaultValue = "",
            description = "Where Spark runs: 'local[*]', spark://HOST:7077, k8s://https://HOST, … (default: as spark-submit says)")
    private String master;

    @Option(names = "--results", paramLabel = "DIR", defaultValue = "", description = "Folder of the tables that Spark writes, of any file system that Hadoop knows; what is in it already is not judged again")
    private String results;

    @Option(names = "--run", paramLabel = "NAME", defaultValue = "", description = "Name of this run in the tables; one of the same name is replaced (default: today's date)")
    private String run;

    @Option(names = "--conf", paramLabel = "KEY=VALUE", description = "A setting of Spark, repeatable")
    private List<String> conf = new ArrayList<>();

    @Option(names = "--query", paramLabel = "NAME|FILE", description = "Ask the tables in --results instead, repeatable: top-causes, new-causes, shared, headroom, coverage, or a file with SQL")
    private List<String> queries = new ArrayList<>();

    /** What was asked; nothing for an audit in this process. */
    SparkChoice choice() {
        boolean spark = engine.equals("spark");
        if (!spark && !engine.equals("local")) {
            throw new UsageException("--engine is local or spark");
        }
        if (!spark && !(master + results + run).isEmpty() || !spark && !(conf.isEmpty() && queries.isEmpty())) {
            throw new UsageException("--master, --results, --run, --conf and --query are for --engine spark");
        }
        if (spark && results.isEmpty()) {
            throw new UsageException("--engine spark writes tables; name their folder with --results");
        }
        if (!run.matches("[A-Za-z0-9._-]*")) {
            throw new UsageException("--run is a name of letters, digits, dots and dashes, for it becomes that of a folder");
        }
        Map<String, String> settings = new LinkedHashMap<>();
        for (String setting : conf) {
            int equals = setting.indexOf('=');
            if (equals < 1) {
                throw new UsageException("--conf takes KEY=VALUE, such as spark.executor.memory=4g");
            }
            settings.put(setting.substring(0, equals), setting.substring(equals + 1));
        }
        return new SparkChoice(spark, master, results, run, settings, List.copyOf(queries));
    }
}
