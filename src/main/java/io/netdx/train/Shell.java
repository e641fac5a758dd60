package io.netdx.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * As much of a shell as people type into a pod: commands behind {@code sh -c}, joined by {@code ; && || |}, with quotes and variables; behind a
 * pipe {@code grep head tail wc sort}. Loops and redirections into files are no part of it, and it says so.
 */
public final class Shell {

    private static final int DEPTH = 4;
    private static final int LONGEST = 8192;
    /** They change nothing that matters here. */
    private static final Pattern REDIRECTIONS = Pattern.compile("[0-9]?>&[0-9]|[0-9&]?>\\s*/dev/null");

    private final Function<List<String>, Output> tools;
    private final Function<String, String> variables;

    /**
     * @param tools     carry out one command
     * @param variables values of the container's environment, empty where not set
     */
    Shell(Function<List<String>, Output> tools, Function<String, String> variables) {
        this.tools = tools;
        this.variables = variables;
    }

    /**
     * What a command wrote.
     *
     * @param code  exit code
     * @param out   standard output, lines ending in line feeds
     * @param error standard error
     * @param took  seconds on the cluster's clock
     */
    public record Output(int code, String out, String error, int took) {

        static Output of(String out) {
            return new Output(0, out, "", 0);
        }

        static Output failed(int code, String error) {
            return new Output(code, "", error, 0);
        }

        Output taking(int seconds) {
            return new Output(code, out, error, seconds);
        }

        Output then(Output next) {
            return new Output(next.code, out + next.out, error + next.error, took + next.took);
        }
    }

    Output run(List<String> argv) {
        return run(argv, 0);
    }

    private Output run(List<String> argv, int depth) {
        if (argv.isEmpty()) {
            return Output.of("");
        }
        String name = argv.get(0).substring(argv.get(0).lastIndexOf('/') + 1);
        if (List.of("sh", "bash", "ash").contains(name)) {
            int c = argv.indexOf("-c");
            return c < 0 || c + 1 >= argv.size() ? Output.of("") : line(argv.get(c + 1), depth);
        }
        if (name.equals("timeout") || name.equals("time") || name.equals("sudo") || name.equals("nohup") || name.equals("chroot")) {
            int at = 1;
            while (at < argv.size() && (argv.get(at).startsWith("-") || argv.get(at).matches("[0-9.]+[smh]?") || argv.get(at).equals("/host"))) {
                at++;
            }
            return run(argv.subList(at, argv.size()), depth);
        }
        return tools.apply(argv);
    }

    /** One line of text, as at a prompt. */
    Output line(String text) {
        return line(text, 0);
    }

    private Output line(String text, int depth) {
        if (depth > DEPTH || text.length() > LONGEST) {
            return Output.failed(2, "sh: out of memory\n");
        }
        if (Pattern.compile("(^|[;&|\\s])(for|while|until|if|case)\\s").matcher(text).find() || text.contains("$(") || text.contains("`")) {
            return Output.failed(2, "sh: loops, conditions and substitutions are not simulated; type the commands one by one\n");
        }
        Output all = Output.of("");
        String joint = ";";
        for (Piece piece : pieces(REDIRECTIONS.matcher(text).replaceAll(" "))) {
            boolean runs = joint.equals(";") || joint.equals("&&") && all.code() == 0 || joint.equals("||") && all.code() != 0;
            if (runs) {
                all = all.then(pipe(piece.commands(), depth));
            }
            joint = piece.joint();
        }
        return all;
    }

    private Output pipe(List<List<String>> commands, int depth) {
        Output output = commands.isEmpty() ? Output.of("") : run(commands.get(0), depth + 1);
        for (List<String> filter : commands.subList(Math.min(1, commands.size()), commands.size())) {
            output = filtered(output, filter);
        }
        return output;
    }

    private static Output filtered(Output output, List<String> filter) {
        List<String> lines = output.out().lines().toList();
        List<String> flags = filter.stream().skip(1).filter(a -> a.startsWith("-")).toList();
        Optional<String> word = filter.stream().skip(1).filter(a -> !a.startsWith("-")).findFirst();
        int count = flags.stream().filter(f -> f.matches("-n?[0-9]+")).findFirst().map(f -> Integer.parseInt(f.replaceAll("\\D", "")))
                .orElseGet(() -> word.filter(w -> w.matches("[0-9]{1,6}")).map(Integer::parseInt).orElse(10));
        List<String> kept = switch (filter.isEmpty() ? "" : filter.get(0)) {
            case "grep", "egrep" -> grep(lines, flags, word.orElse(""));
            case "head" -> lines.subList(0, Math.min(count, lines.size()));
            case "tail" -> lines.subList(Math.max(0, lines.size() - count), lines.size());
            case "sort" -> lines.stream().sorted().toList();
            case "cat" -> lines;
            case "wc" -> List.of(String.valueOf(lines.size()));
            default -> List.of();
        };
        String text = kept.isEmpty() ? "" : String.join("\n", kept) + "\n";
        boolean known = List.of("grep", "egrep", "head", "tail", "sort", "cat", "wc").contains(filter.isEmpty() ? "" : filter.get(0));
        return known ? new Output(filter.get(0).endsWith("grep") && kept.isEmpty() ? 1 : 0, text, output.error(), output.took())
                : new Output(127, "", output.error() + "sh: " + (filter.isEmpty() ? "" : filter.get(0)) + ": not found\n", output.took());
    }

    private static List<String> grep(List<String> lines, List<String> flags, String wanted) {
        String letters = String.join("", flags);
        try {
            Pattern pattern = Pattern.compile(wanted, letters.contains("i") ? Pattern.CASE_INSENSITIVE : 0);
            return lines.stream().filter(l -> pattern.matcher(l).find() != letters.contains("v")).toList();
        } catch (PatternSyntaxException e) {
            return lines.stream().filter(l -> l.contains(wanted)).toList();
        }
    }

    private record Piece(List<List<String>> commands, String joint) {
    }

    /** Commands between joints, each a pipe of words. */
    private List<Piece> pieces(String text) {
        List<Piece> pieces = new ArrayList<>();
        List<List<String>> commands = new ArrayList<>();
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean begun = false;
        char quote = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quote != 0) {
                if (c == quote) {
                    quote = 0;
                } else {
                    word.append(c == '$' && quote == '"' ? "\0" : String.valueOf(c));
                }
            } else if (c == '\'' || c == '"') {
                quote = c;
                begun = true;
            } else if (Character.isWhitespace(c) || c == ';' || c == '&' || c == '|') {
                if (begun || word.length() > 0) {
                    words.add(expanded(word.toString()));
                    word.setLength(0);
                    begun = false;
                }
                boolean twice = i + 1 < text.length() && text.charAt(i + 1) == c;
                if (c == '|' && !twice) {
                    commands.add(List.copyOf(words));
                    words.clear();
                } else if (c == ';' || c == '\n' || (c == '&' || c == '|') && twice) {
                    commands.add(List.copyOf(words));
                    words.clear();
                    pieces.add(new Piece(List.copyOf(commands), c == '&' ? "&&" : c == '|' ? "||" : ";"));
                    commands.clear();
                    i += c == '&' || c == '|' ? 1 : 0;
                }
            } else {
                word.append(c == '$' ? '\0' : c);
            }
        }
        if (begun || word.length() > 0) {
            words.add(expanded(word.toString()));
        }
        commands.add(List.copyOf(words));
        pieces.add(new Piece(List.copyOf(commands), ";"));
        return pieces;
    }

    private String expanded(String word) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < word.length(); i++) {
            if (word.charAt(i) != 0) {
                text.append(word.charAt(i));
                continue;
            }
            boolean braced = i + 1 < word.length() && word.charAt(i + 1) == '{';
            int start = i + (braced ? 2 : 1);
            int end = start;
            while (end < word.length() && (Character.isLetterOrDigit(word.charAt(end)) || word.charAt(end) == '_')) {
                end++;
            }
            text.append(end == start ? "$" : variables.apply(word.substring(start, end)));
            i = end - (braced && end < word.length() ? 0 : 1);
        }
        return text.toString();
    }
}
