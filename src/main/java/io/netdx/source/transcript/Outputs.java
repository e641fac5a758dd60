package io.netdx.source.transcript;

import io.netdx.fact.Provenance;
import io.netdx.source.Limit;
import io.netdx.source.Limits;
import io.netdx.source.Problem;
import io.netdx.source.decode.JsonMap;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * A command with what it printed.
 *
 * @param command the command, {@link Command#NONE} for text that was pasted without one
 * @param place   file for provenance; of a map also the key
 * @param first   line of the first output line in that place
 */
record Outputs(Command command, String key, String place, int first, List<String> lines) {

    /** The same output, understood or shortened. */
    Outputs with(Command other, List<String> some) {
        return new Outputs(other, key, place, first, some);
    }

    Provenance source() {
        return new Provenance(place, first, "");
    }

    /** A tool call of an agent: {@code GetResources:{"resource_type":"pods"}}. */
    private static final Pattern CALL = Pattern.compile("[A-Za-z][\\w.-]{1,60}[:(]\\s*\\{.*", Pattern.DOTALL);

    /** Receives outputs in their order. */
    interface Visitor {
        void output(Outputs output);

        /** A list of lines under a name that is no command: the log of something of that name. */
        void lines(String name, String place, List<String> lines);
    }

    static boolean isCall(String key) {
        return key.length() < 2000 && CALL.matcher(key).matches();
    }

    /** Splits a terminal log at its prompts. What one command printed beyond the limits is a log that nobody reads in a ticket. */
    static void terminal(String place, InputStream utf8, Limits limits, Visitor visitor, Consumer<Problem> problems) throws IOException {
        BufferedReader reader = new BufferedReader(new InputStreamReader(utf8, StandardCharsets.UTF_8), 1 << 16);
        Command command = Command.NONE;
        Shells shells = new Shells();
        Quoting quoting = new Quoting();
        List<String> lines = new ArrayList<>();
        int first = 1;
        int number = 0;
        long chars = 0;
        boolean full = false;
        for (String raw = line(reader); raw != null; raw = line(reader)) {
            number++;
            String line = quoting.plain(Screen.plain(raw), command.words().isEmpty());
            boolean apart = quoting.ends() || quoting.begins() && lines.stream().anyMatch(l -> !l.isBlank());
            if (Shells.continues(line) && Command.ofLine(line).isPresent()) {
                for (String more = line(reader); more != null; more = line(reader)) {
                    number++;
                    line = line.substring(0, line.length() - 1) + " " + Shells.continuation(quoting.plain(Screen.plain(more), false));
                    if (!Shells.continues(line)) {
                        break;
                    }
                }
            }
            Optional<Command> next = shells.command(line);
            if (apart || next.isPresent()) {
                visitor.output(new Outputs(command, "", place, first, lines));
                command = next.orElse(Command.NONE);
                lines = new ArrayList<>();
                first = next.isPresent() ? number + 1 : number;
                chars = 0;
                full = false;
            }
            if (next.isPresent()) {
                continue;
            }
            if (lines.size() < limits.lines() && chars < limits.stringLength()) {
                lines.add(line);
                chars += line.length();
            } else if (!full) {
                full = true;
                problems.accept(tooMuch(lines.size() < limits.lines() ? Limit.STRING_LENGTH : Limit.LINES, place + ":" + number));
            }
        }
        visitor.output(new Outputs(command, "", place, first, lines));
    }

    private static Problem tooMuch(Limit limit, String place) {
        return Problem.of(limit, place, "more output of one command than is read; its rest was left out");
    }

    /** A line of any length: of a very long one only the beginning is kept. Ends at LF, CR LF or, after no LF, at the end. */
    private static String line(BufferedReader reader) throws IOException {
        StringBuilder line = new StringBuilder();
        int c;
        while ((c = reader.read()) >= 0) {
            if (c == '\n') {
                return line.toString();
            }
            if (line.length() < 64 << 10) {
                line.append((char) c);
            }
        }
        return line.isEmpty() ? null : line.toString();
    }

    /** Reads a map of commands, or of calls, to their output. */
    static void map(String place, InputStream utf8, Limits limits, Visitor visitor, Consumer<Problem> problems) {
        JsonMap.read(utf8, limits, place, (key, texts, list) -> {
            Optional<Command> command = Command.ofKey(key);
            if (command.isEmpty() && !isCall(key)) {
                if (list) {
                    visitor.lines(key, place, texts);
                }
                return;
            }
            List<String> lines = new ArrayList<>();
            boolean full = false;
            for (String text : texts) {
                for (String line : text.split("\n", -1)) {
                    if (lines.size() < limits.lines()) {
                        lines.add(Screen.plain(line));
                    } else if (!full) {
                        full = true;
                        problems.accept(tooMuch(Limit.LINES, place));
                    }
                }
            }
            visitor.output(new Outputs(command.orElse(Command.NONE), key, place + ": " + (key.length() > 120 ? key.substring(0, 120) : key),
                    1, lines));
        }, problems);
    }
}
