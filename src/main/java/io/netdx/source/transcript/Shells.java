package io.netdx.source.transcript;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Follows a terminal from shell to shell: {@code kubectl exec -it pod -- sh}, {@code ssh node}, {@code kubectl debug node/…} open one, and
 * what is typed there runs in that pod or on that node until the shell ends. A prompt that was once seen before a command marks every
 * command, also those that are not known.
 */
final class Shells {

    private static final Set<String> SHELLS = Set.of("sh", "bash", "ash", "zsh", "ksh");
    private static final Pattern ENDS = Pattern.compile("(?:exit|logout|Connection to \\S+ closed\\.?|command terminated with exit code \\d+)");
    private static final Pattern CONTINUATION = Pattern.compile("\\s*(?:>\\s?)?(.*)");
    /** Too common to tell one shell from another, or output from a command. */
    private static final Pattern COMMON = Pattern.compile("[$#%>+❯]*\\s*");

    /** A shell within a shell; {@code outer} is the prompt that it was opened from. */
    private record Shell(String host, Optional<Command.Exec> pod, String outer) {
    }

    private final Deque<Shell> open = new ArrayDeque<>();
    private final Set<String> prompts = new HashSet<>();

    /** The command on a line; empty for a line of output. */
    Optional<Command> command(String line) {
        if (ENDS.matcher(line).matches()) {
            open.poll();
            return Optional.empty();
        }
        Optional<Command.Typed> typed = Command.ofLine(line).or(() -> unknown(line));
        if (typed.isEmpty()) {
            return Optional.empty();
        }
        String prompt = typed.get().prompt();
        Command command = typed.get().command();
        if (!COMMON.matcher(prompt).matches()) {
            prompts.add(prompt);
            while (!open.isEmpty() && open.peek().outer().equals(prompt)) {
                open.poll();
            }
        }
        if (command.tool().equals("exit") || command.tool().equals("logout")) {
            open.poll();
            return Optional.of(command);
        }
        Command here = open.isEmpty() || command.kubectl() && open.peek().pod().isPresent() ? command : command.within(open.peek().host(), open.peek().pod());
        shell(here, prompt);
        return Optional.of(here);
    }

    private Optional<Command.Typed> unknown(String line) {
        for (String prompt : prompts) {
            if (line.startsWith(prompt) && line.length() > prompt.length() && line.length() < 2000) {
                return Optional.of(new Command.Typed(prompt, Command.of(line.substring(prompt.length()), "")));
            }
        }
        return Optional.empty();
    }

    private void shell(Command command, String prompt) {
        List<String> words = command.words();
        boolean bare = words.size() == 1 || words.size() == 2 && words.get(1).startsWith("-");
        if (SHELLS.contains(command.tool()) && bare && command.text().contains(" ") && (command.pod().isPresent() || !command.host().isEmpty())) {
            open.push(new Shell(command.host(), command.pod(), prompt));
        } else if (command.tool().equals("ssh") && words.size() > 1) {
            String target = words.get(words.size() - 1);
            open.push(new Shell(target.substring(target.lastIndexOf('@') + 1), Optional.empty(), prompt));
        } else if (command.verb().equals("debug") && command.arguments().stream().anyMatch(a -> a.startsWith("node/"))) {
            String node = command.arguments().stream().filter(a -> a.startsWith("node/")).findFirst().orElse("node/").substring(5);
            open.push(new Shell(node, Optional.empty(), prompt));
        } else if (command.verb().equals("rsh") && !command.arguments().isEmpty()) {
            open.push(new Shell("", Optional.of(new Command.Exec(command.namespace(), command.arguments().get(0))), prompt));
        }
    }

    /** A line that goes on in the next one. */
    static boolean continues(String line) {
        return line.endsWith("\\") && line.length() < 2000;
    }

    /** What is typed after the prompt of a line that goes on. */
    static String continuation(String line) {
        Matcher m = CONTINUATION.matcher(line);
        return m.matches() ? m.group(1) : line;
    }
}
