package io.netdx.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** Which causes are shown, and count for the exit status. */
final class SelectionFlags {

    @Option(names = "--include", paramLabel = "ID,…", completionCandidates = Choices.Causes.class,
            description = "Show only these causes, by id, alias or family; repeatable. What is wrong is judged before")
    private List<String> include = new ArrayList<>();

    @Option(names = "--exclude", paramLabel = "ID,…", completionCandidates = Choices.Causes.class, description = "Show these causes not, nor count them for the exit status; repeatable")
    private List<String> exclude = new ArrayList<>();

    List<String> include() {
        return include;
    }

    List<String> exclude() {
        return exclude;
    }
}
