package io.netdx.cli;

import io.netdx.fact.Plain;
import io.netdx.train.Scenario;
import io.netdx.train.Scenarios;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The incidents that there are: those that are written, and the user's own. */
final class ScenarioFolder {

    @Option(names = "--scenarios", paramLabel = "DIR", defaultValue = "", description = "Where your own incidents are (default: scenarios in the state folder of this user)")
    private String folder;

    Path path() {
        return folder.isEmpty() ? StateFolder.path().resolve("scenarios") : Path.of(folder);
    }

    /** The user's own. */
    List<Scenario> own() {
        try {
            return Files.isDirectory(path()) ? Scenarios.read(path()) : List.of();
        } catch (IOException e) {
            throw new UsageException("the folder of your own incidents, " + Plain.line(path().toString()) + ", cannot be read; name another one with --scenarios");
        } catch (IllegalArgumentException e) {
            throw new UsageException(Plain.line(String.valueOf(e.getMessage())) + "; mend or remove this file in " + Plain.line(path().toString()));
        }
    }

    /** The written ones, then the user's own. */
    List<Scenario> all() {
        List<Scenario> all = new ArrayList<>(Scenarios.written());
        all.addAll(own());
        return all;
    }

    /** Also one that is made from a seed. */
    Optional<Scenario> find(String id) {
        return Scenarios.find(id).or(() -> own().stream().filter(s -> s.id().equals(id)).findFirst());
    }
}
