package io.netdx.cli;

import io.netdx.fact.ObjectRef;
import io.netdx.fact.Plain;
import io.netdx.model.Reach;
import io.netdx.model.policy.Decision;
import io.netdx.report.Csv;
import io.netdx.report.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.stream.Collectors;

/** Writes answers as they come; a large cluster has too many of them to keep. */
abstract sealed class ReachWriter implements AutoCloseable {

    private final Appendable out;
    private long rows;

    private ReachWriter(Appendable out) {
        this.out = out;
    }

    static boolean knows(String format) {
        return format.equals("text") || format.equals("csv") || format.equals("json");
    }

    static ReachWriter of(String format, Appendable out) {
        ReachWriter writer = switch (format) {
            case "csv" -> new CsvLines(out);
            case "json" -> new JsonLines(out);
            default -> new Text(out);
        };
        writer.begin();
        return writer;
    }

    abstract void begin();

    abstract void row(Reach.Answer answer);

    void end() {
    }

    final void write(Reach.Answer answer) {
        row(answer);
        rows++;
    }

    final long rows() {
        return rows;
    }

    final void print(String text) {
        try {
            out.append(text);
        } catch (IOException e) {
            throw new UncheckedIOException("writing the answers", e);
        }
    }

    final void quoted(String text) {
        try {
            Json.quote(Plain.line(text), out);
        } catch (IOException e) {
            throw new UncheckedIOException("writing the answers", e);
        }
    }

    @Override
    public final void close() {
        end();
    }

    private static String name(ObjectRef ref) {
        return ref.kind() + "/" + ref.qualifiedName();
    }

    private static final class CsvLines extends ReachWriter {

        CsvLines(Appendable out) {
            super(out);
        }

        @Override
        void begin() {
            print("src,dst,protocol,port,allowed,decidedBy\n");
        }

        @Override
        void row(Reach.Answer a) {
            String allowed = switch (a.decision()) {
                case ALLOW -> "true";
                case DENY -> "false";
                case UNKNOWN -> "unknown";
            };
            print(Csv.cell(a.from()) + ',' + Csv.cell(a.to()) + ',' + a.protocol() + ',' + a.port() + ',' + allowed + ','
                    + Csv.cell(a.decidedBy().stream().map(ReachWriter::name).collect(Collectors.joining(";"))) + '\n');
        }
    }

    private static final class JsonLines extends ReachWriter {

        JsonLines(Appendable out) {
            super(out);
        }

        @Override
        void begin() {
            print("{\"apiVersion\": \"netdx/v1\", \"kind\": \"ReachReport\", \"connections\": [");
        }

        @Override
        void row(Reach.Answer a) {
            print(rows() == 0 ? "\n  {\"from\": " : ",\n  {\"from\": ");
            quoted(a.from());
            print(", \"to\": ");
            quoted(a.to());
            print(", \"protocol\": \"" + a.protocol() + "\", \"port\": " + a.port() + ", \"verdict\": \"" + verdict(a)
                    + "\", \"decidedBy\": [");
            for (int i = 0; i < a.decidedBy().size(); i++) {
                ObjectRef ref = a.decidedBy().get(i);
                print(i == 0 ? "{\"kind\": " : ", {\"kind\": ");
                quoted(ref.kind());
                if (!ref.namespace().isEmpty()) {
                    print(", \"namespace\": ");
                    quoted(ref.namespace());
                }
                print(", \"name\": ");
                quoted(ref.name());
                print("}");
            }
            print("], \"why\": ");
            quoted(a.why());
            print("}");
        }

        @Override
        void end() {
            print(rows() == 0 ? "]}\n" : "\n]}\n");
        }
    }

    private static final class Text extends ReachWriter {

        private long unknown;

        Text(Appendable out) {
            super(out);
        }

        @Override
        void begin() {
        }

        @Override
        void row(Reach.Answer a) {
            unknown += a.decision() == Decision.UNKNOWN ? 1 : 0;
            String by = a.decidedBy().stream().map(ReachWriter::name).collect(Collectors.joining(", "));
            print(Plain.line(a.from() + " -> " + a.to() + " " + a.port() + "/" + a.protocol() + " " + verdict(a)
                    + (by.isEmpty() ? "" : " by " + by) + (a.why().isEmpty() ? "" : ": " + a.why())) + "\n");
        }

        @Override
        void end() {
            print(rows() + (rows() == 1 ? " connection" : " connections") + (unknown == 0 ? "" : ", of " + unknown + " it is unknown")
                    + "\n");
        }
    }

    private static String verdict(Reach.Answer answer) {
        return switch (answer.decision()) {
            case ALLOW -> "allowed";
            case DENY -> "denied";
            case UNKNOWN -> "unknown";
        };
    }
}
