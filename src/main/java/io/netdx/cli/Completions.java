package io.netdx.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * Answers what may follow on a command line in cobra's words, which kubectl asks its plugins for: a line for each candidate, with a
 * description behind a tab, then {@code :} and what the shell shall do.
 *
 * @see <a href="https://github.com/spf13/cobra/blob/main/site/content/completions/_index.md">cobra's completions</a>
 */
final class Completions {

    /** The command that shells call and people do not. */
    static final String COMMAND = "__complete";

    private static final int FILES = 0;
    private static final int NOTHING_ELSE = 4;
    private static final int FOLDERS = 16;

    private CommandSpec command;
    private final Set<OptionSpec> given = new HashSet<>();
    private int positionals;
    private OptionSpec open;
    private boolean optionsEnded;

    private Completions(CommandLine line, List<String> before) {
        command = line.getCommandSpec();
        before.forEach(this::read);
    }

    /** @param words what follows the program's name, the last one as far as it is typed */
    static void write(CommandLine line, List<String> words, PrintWriter out) {
        int last = Math.max(0, words.size() - 1);
        new Completions(line, words.subList(0, last)).complete(words.isEmpty() ? "" : words.get(last), out);
        out.flush();
    }

    private void read(String word) {
        if (open != null) {
            open = null;
        } else if (optionsEnded || word.equals("-") || !word.startsWith("-")) {
            CommandLine sub = positionals == 0 ? command.subcommands().get(word) : null;
            if (sub == null) {
                positionals++;
            } else {
                command = sub.getCommandSpec();
                given.clear();
            }
        } else if (word.equals("--")) {
            optionsEnded = true;
        } else {
            int equals = word.indexOf('=');
            OptionSpec option = command.findOption(equals < 0 ? word : word.substring(0, equals));
            if (option != null) {
                given.add(option);
                open = equals < 0 && option.arity().max() > 0 ? option : null;
            }
        }
    }

    private void complete(String word, PrintWriter out) {
        int equals = word.indexOf('=');
        if (open != null) {
            values(open, word, out);
        } else if (!optionsEnded && word.startsWith("-") && equals > 0 && command.findOption(word.substring(0, equals)) != null) {
            // the shell knows what stands before the value, and puts it there again
            values(command.findOption(word.substring(0, equals)), word.substring(equals + 1), out);
        } else if (!optionsEnded && word.startsWith("-")) {
            options(word, out);
        } else if (positionals == 0 && !command.subcommands().isEmpty()) {
            command.subcommands().forEach((name, sub) -> {
                if (name.startsWith(word)) {
                    out.println(candidate(name, sub.getCommandSpec().usageMessage().description()));
                }
            });
            out.println(":" + NOTHING_ELSE);
        } else {
            for (PositionalParamSpec parameter : command.positionalParameters()) {
                if (parameter.index().contains(positionals)) {
                    values(parameter, word, out);
                    return;
                }
            }
            out.println(":" + NOTHING_ELSE);
        }
    }

    private void options(String word, PrintWriter out) {
        for (OptionSpec option : command.options()) {
            if (option.hidden() || given.contains(option) && !option.isMultiValue()) {
                continue;
            }
            for (String name : option.names()) {
                if (name.startsWith(word)) {
                    out.println(candidate(name, option.description()));
                }
            }
        }
        out.println(":" + NOTHING_ELSE);
    }

    private static void values(ArgSpec argument, String word, PrintWriter out) {
        List<String> candidates = new ArrayList<>();
        if (argument.completionCandidates() != null) {
            argument.completionCandidates().forEach(candidates::add);
        }
        candidates.stream().filter(value -> value.startsWith(word)).forEach(out::println);
        out.println(":" + switch (argument.paramLabel()) {
            case "PATH", "FILE" -> FILES;
            case "DIR", "FOLDER" -> FOLDERS;
            default -> NOTHING_ELSE;
        });
    }

    private static String candidate(String name, String[] description) {
        return description.length == 0 ? name : name + "\t" + description[0].replace("%%", "%");
    }
}
