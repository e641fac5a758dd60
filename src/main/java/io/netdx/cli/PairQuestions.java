package io.netdx.cli;

import io.netdx.fact.Plain;
import io.netdx.model.EndpointName;
import io.netdx.model.Reach;
import io.netdx.source.SourceException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Answers the {@code src,dst,protocol,port} lines of a file in order. A first line that repeats these words, empty lines and lines
 * from {@code #} on are skipped; a line that cannot be answered is reported with its place, and the rest is answered.
 */
final class PairQuestions {

    private static final int LONGEST_LINE = 4096;
    private static final int REMEMBERED = 100_000;

    private final Reach reach;
    private final String file;
    private final Consumer<String> errors;
    private final Map<String, Reach.Resolution> ends = new HashMap<>();
    private int bad;

    PairQuestions(Reach reach, String file, Consumer<String> errors) {
        this.reach = reach;
        this.file = file;
        this.errors = errors;
    }

    /**
     * Answers all lines.
     *
     * @return number of lines that could not be answered
     * @throws SourceException where the file cannot be read
     */
    int answer(InputStream stdin, Consumer<Reach.Answer> answers) {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                file.equals("-") ? stdin : Files.newInputStream(Path.of(file)), StandardCharsets.UTF_8))) {
            int number = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                String text = number == 1 && line.startsWith("\ufeff") ? line.substring(1) : line;
                if (!text.isBlank() && !text.startsWith("#") && !(number == 1 && text.strip().startsWith("src,dst,protocol,port"))) {
                    one(text, number, answers);
                }
            }
        } catch (IOException e) {
            throw unreadable(file, e);
        }
        return bad;
    }

    /** Throws {@link SourceException} unless the file can be read; before anything is answered. */
    static void readable(String file) {
        try (InputStream in = Files.newInputStream(Path.of(file))) {
            in.read();
        } catch (IOException | java.nio.file.InvalidPathException e) {
            throw unreadable(file, e);
        }
    }

    private static SourceException unreadable(String file, Exception e) {
        return new SourceException("cannot read the pairs in " + Plain.line(file) + " (" + Plain.line(String.valueOf(e.getMessage()))
                + "); name a file of src,dst,protocol,port lines");
    }

    private void one(String line, int number, Consumer<Reach.Answer> answers) {
        List<String> cells = line.length() > LONGEST_LINE ? List.of() : cells(line);
        if (cells.size() != 4) {
            bad(number, "expected src,dst,protocol,port");
            return;
        }
        Optional<String> protocol = EndpointName.protocol(cells.get(2));
        Optional<Integer> port = EndpointName.number(cells.get(3));
        Optional<Reach.End> from = protocol.isPresent() && port.isPresent() ? end(cells.get(0), number) : Optional.empty();
        Optional<Reach.End> to = from.isPresent() ? end(cells.get(1), number) : Optional.empty();
        if (protocol.isEmpty()) {
            bad(number, "protocol " + cells.get(2) + " is none of TCP, UDP and SCTP");
        } else if (port.isEmpty()) {
            bad(number, "port " + cells.get(3) + " is no number between 1 and 65535");
        } else if (to.isPresent()) {
            answers.accept(reach.ask(from.get(), to.get(), port.get(), protocol.get()));
        }
    }

    private Optional<Reach.End> end(String text, int number) {
        if (ends.size() >= REMEMBERED) {
            ends.clear();
        }
        Reach.Resolution resolution = ends.computeIfAbsent(text, reach::resolve);
        if (resolution instanceof Reach.Resolution.Found found) {
            return Optional.of(found.end());
        }
        bad(number, text + " " + ((Reach.Resolution.Missing) resolution).reason());
        return Optional.empty();
    }

    private void bad(int number, String reason) {
        bad++;
        errors.accept("netdx: " + Plain.line(file) + ":" + number + ": " + Plain.line(reason));
    }

    /** Cells of one line; quoted ones may hold commas and doubled quotes. */
    private static List<String> cells(String line) {
        List<String> cells = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '"') {
                boolean doubled = quoted && i + 1 < line.length() && line.charAt(i + 1) == '"';
                if (doubled) {
                    cell.append(c);
                    i++;
                } else {
                    quoted = !quoted;
                }
            } else if (c == ',' && !quoted) {
                cells.add(cell.toString().strip());
                cell.setLength(0);
            } else {
                cell.append(c);
            }
        }
        cells.add(cell.toString().strip());
        return quoted ? List.of() : cells;
    }
}
