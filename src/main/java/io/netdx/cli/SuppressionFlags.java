package io.netdx.cli;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Diagnoses that somebody has decided to live with. */
final class SuppressionFlags {

    @Option(names = "--suppressions", paramLabel = "FILE",
            description = "Do not count the diagnoses that this file names, with reasons; repeatable. They are judged and reported as ever")
    private List<String> files = new ArrayList<>();

    @Option(names = "--ignore-annotations", description = "Count too what objects carry the annotation netdx.io/suppress for")
    private boolean ignoreAnnotations;

    @Option(names = "--show-suppressed", description = "List suppressed diagnoses in text as well")
    private boolean shown;

    @Option(names = "--today", paramLabel = "DATE", defaultValue = "",
            description = "Day for which suppressions must not have expired, such as 2027-01-31 (default: that of the snapshot)")
    private String today;

    Suppressing choice() {
        return new Suppressing(List.copyOf(files), !ignoreAnnotations, shown, day(today));
    }

    private static Optional<LocalDate> day(String text) {
        try {
            return text.isEmpty() ? Optional.empty() : Optional.of(LocalDate.parse(text));
        } catch (DateTimeException e) {
            throw new UsageException("--today is a date such as 2027-01-31");
        }
    }
}
