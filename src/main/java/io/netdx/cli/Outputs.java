package io.netdx.cli;

import io.netdx.fact.Plain;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** The options {@code -o} and {@code --color}, and what they mean: which formats go where. */
final class Outputs {

    @Option(names = {"-o", "--output"}, paramLabel = "FORMAT[=FILE]", completionCandidates = Choices.PlainFormats.class, description = "Format; repeatable, with =FILE into a file")
    private List<String> outputs = new ArrayList<>();

    @Option(names = "--color", paramLabel = "WHEN", completionCandidates = Choices.Colours.class, defaultValue = "auto", description = "auto, always or never (default: auto)")
    private String color;

    /** Writes a document in one format. */
    interface Writer<T> {
        void write(T document, Appendable out) throws IOException;
    }

    /** A format and where it goes; no file is standard output. */
    record Target<T>(Writer<T> writer, String file) {
    }

    /** As {@link #targets(List, String, BiFunction, String)}. */
    <T> List<Target<T>> targets(BiFunction<String, Boolean, Optional<Writer<T>>> writers, String known) {
        return targets(outputs, color, writers, known);
    }

    /**
     * What was asked for, {@code text} if nothing.
     *
     * @param outputs {@code FORMAT} or {@code FORMAT=FILE}
     * @param color   {@code auto}, {@code always} or {@code never}
     * @param writers by format name and whether colour is wanted; empty for an unknown format
     * @param known   the formats, for the error message
     * @throws UsageException where that makes no sense
     */
    static <T> List<Target<T>> targets(List<String> outputs, String color, BiFunction<String, Boolean, Optional<Writer<T>>> writers, String known) {
        List<Target<T>> targets = new ArrayList<>();
        for (String output : outputs.isEmpty() ? List.of("text") : outputs) {
            int equals = output.indexOf('=');
            String format = equals < 0 ? output : output.substring(0, equals);
            String file = equals < 0 ? "" : output.substring(equals + 1);
            if (equals >= 0 && file.isEmpty()) {
                throw new UsageException("-o " + output + " names no file");
            }
            Optional<Writer<T>> writer = writers.apply(format, file.isEmpty() && coloured(color));
            if (writer.isEmpty()) {
                throw new UsageException("-o knows no format " + format + "; choose " + known);
            }
            targets.add(new Target<>(writer.get(), file));
        }
        return targets;
    }

    /** False where a file could not be written; says so. */
    <T> boolean write(List<Target<T>> targets, T document, CommandSpec spec) throws IOException {
        return write(targets, document, spec.commandLine().getOut(), spec.commandLine().getErr());
    }

    static <T> boolean write(List<Target<T>> targets, T document, PrintWriter out, PrintWriter err) throws IOException {
        for (Target<T> target : targets) {
            if (target.file().isEmpty()) {
                target.writer().write(document, out);
                out.flush();
            } else {
                try {
                    write(document, target.writer(), Path.of(target.file()));
                } catch (IOException e) {
                    err.println(cannotWrite(target.file(), e));
                    return false;
                }
            }
        }
        return true;
    }

    /** At one stroke where it can be: whoever collects such files (node exporter, a web server) never sees half of one. */
    private static <T> void write(T document, Writer<T> writer, Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        boolean replaceable = Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) && Files.isWritable(file) || !Files.exists(file, LinkOption.NOFOLLOW_LINKS);
        if (!replaceable || folder == null || !Files.isWritable(folder)) {
            straight(document, writer, file);
            return;
        }
        Path part = folder.resolve("." + file.getFileName() + ".part");
        try {
            straight(document, writer, part);
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private static <T> void straight(T document, Writer<T> writer, Path file) throws IOException {
        try (java.io.Writer to = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
            writer.write(document, to);
        }
    }

    /** One line; the exceptions of the file system mostly say no more than the path again. */
    static String cannotWrite(String file, IOException e) {
        return "netdx: " + unwritable(file, e);
    }

    /** The same as the message of an exception. */
    static String unwritable(String file, IOException e) {
        String why = e instanceof NoSuchFileException ? "no such folder" : e instanceof AccessDeniedException ? "permission denied"
                : e instanceof FileSystemException f && f.getReason() != null ? f.getReason() : "input or output error";
        return "cannot write " + Plain.line(file) + " (" + Plain.line(why) + "); choose another file";
    }

    static boolean coloured(String color) {
        return switch (color) {
            case "always" -> true;
            case "never" -> false;
            case "auto" -> System.console() != null && terminal() && !"dumb".equals(System.getenv("TERM"))
                    && (System.getenv("NO_COLOR") == null || System.getenv("NO_COLOR").isEmpty());
            default -> throw new UsageException("--color is auto, always or never");
        };
    }

    /** From JDK 22 on there is a console without a terminal too; the launcher says whether standard output is one. */
    static boolean terminal() {
        return "1".equals(System.getenv("NETDX_TTY"));
    }
}
