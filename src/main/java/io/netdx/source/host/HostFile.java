package io.netdx.source.host;

import io.netdx.fact.HostFact;
import io.netdx.fact.Provenance;
import io.netdx.source.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/** One file while it is being decoded: where its facts and problems go, and how many of them at most. */
final class HostFile {

    static final int MAX_FACTS = 20_000;
    private static final int MAX_DOCUMENT = 1 << 20;
    private static final int QUOTED = 80;

    private final String node;
    private final String name;
    private final String place;
    private final int before;
    private final HostKind kind;
    private final SharedValues shared;
    private final Consumer<HostFact> facts;
    private final Consumer<Problem> problems;
    private int emitted;
    private boolean full;
    private boolean complete = true;

    HostFile(String node, String name, String place, int before, HostKind kind, SharedValues shared, Consumer<HostFact> facts,
             Consumer<Problem> problems) {
        this.node = node;
        this.name = name;
        this.place = place;
        this.before = before;
        this.kind = kind;
        this.shared = shared;
        this.facts = facts;
        this.problems = problems;
    }

    String node() {
        return node;
    }

    String baseName() {
        return name.substring(name.lastIndexOf('/') + 1);
    }

    HostKind kind() {
        return kind;
    }

    SharedValues shared() {
        return shared;
    }

    Provenance at(int line) {
        return new Provenance(place, placed(line), "");
    }

    void fact(HostFact fact) {
        if (room(emitted++, fact.source().line())) {
            facts.accept(fact);
        }
    }

    /** False where a collection of this file is full; says so once. */
    boolean room(int size, int line) {
        if (size < MAX_FACTS) {
            return true;
        }
        leftOut(line, MAX_FACTS + " entries");
        return false;
    }

    /** A limit was reached: what follows is not complete. */
    void leftOut(int line, String limit) {
        if (!full) {
            problem(line, "more than " + limit + "; the rest is left out");
        }
        full = true;
    }

    /** False once anything was lost. */
    boolean complete() {
        return complete;
    }

    void problem(int line, String what) {
        complete = false;
        problems.accept(new Problem(line > 0 ? place + ":" + placed(line) : place, what));
    }

    /** The line of the whole file; 0 stays none. */
    private int placed(int line) {
        return line > 0 ? Math.max(1, line + before) : line;
    }

    void readLines(InputStream utf8, LineDecoder decoder) throws IOException {
        LineReader lines = new LineReader(utf8);
        int understood = 0;
        int missing = 0;
        int foreign = 0;
        int firstForeign = 0;
        String example = "";
        while (lines.next()) {
            String line = lines.line();
            if (line.isBlank()) {
                continue;
            }
            if (lines.cut()) {
                problem(lines.number(), "a line is longer than " + LineReader.MAX_LINE + " bytes; its end is left out");
            }
            if (decoder.line(line, lines.number())) {
                understood++;
            } else if (saysMissing(line)) {
                fact(new HostFact.Missing(node, kind.factKind(), at(lines.number())));
                missing++;
            } else if (foreign++ == 0) {
                firstForeign = lines.number();
                example = line;
            }
        }
        // An empty file is an answer, an error message in its place is not.
        if (understood > 0 || foreign + missing == 0) {
            decoder.end();
        }
        if (foreign > 0) {
            String verdict = understood == 0 ? "nothing here reads as " : foreign + " line(s) do not read as ";
            problem(firstForeign, verdict + title() + ", such as: " + quote(example));
        }
    }

    /** The whole file, where it is a document of sensible size; what it says if it is missing becomes a fact. */
    Optional<byte[]> readDocument(InputStream utf8) throws IOException {
        byte[] bytes = utf8.readNBytes(MAX_DOCUMENT + 1);
        if (bytes.length > MAX_DOCUMENT) {
            problem(0, "larger than a configuration file can sensibly be; not read");
            return Optional.empty();
        }
        String start = LineReader.clean(Arrays.copyOf(bytes, Math.min(bytes.length, 400)));
        if (saysMissing(start.strip())) {
            fact(new HostFact.Missing(node, kind.factKind(), at(1)));
            return Optional.empty();
        }
        return Optional.of(bytes);
    }

    /** What {@code cat}, {@code ls} and {@code find} leave in the file when there was nothing to collect. */
    private static boolean saysMissing(String line) {
        return line.contains("No such file or directory")
                && (line.startsWith("cat: ") || line.startsWith("ls: ") || line.startsWith("find: "));
    }

    private String title() {
        return kind.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static String quote(String line) {
        String text = line.strip();
        return text.length() <= QUOTED ? text : text.substring(0, QUOTED) + "…";
    }
}
