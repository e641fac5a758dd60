package io.netdx.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * Runs a kubectl command that only reads, without a shell: get, describe, logs, top and the like, one after the other where a semicolon stands
 * between them. Names in it came from a cluster, so that whatever a shell would read as more than a word is refused.
 *
 * @param flags which cluster, as kubectl takes them
 */
record ReadOnlyRun(List<String> flags) {

    private static final Set<String> READS = Set.of("get", "describe", "logs", "top", "version", "api-resources", "cluster-info", "events");
    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9._:/@%+=,-]+");
    /** What would send the command elsewhere, or bring it to something else than reading. */
    private static final Pattern FORBIDDEN = Pattern.compile("--(?:kubeconfig|context|cluster|user|server|token|as|as-group|raw|follow|watch|cache-dir|profile).*|-f|-w|-s");
    private static final int MOST_BYTES = 4 << 20;
    private static final int SECONDS = 60;

    /** What it printed; empty where it may not be run from here. */
    Optional<String> run(String command) {
        List<List<String>> commands = new ArrayList<>();
        for (String part : command.split(";")) {
            List<String> words = List.of(part.strip().split("\\s+"));
            boolean reads = words.size() > 2 && words.get(0).equals("kubectl") && READS.contains(words.get(1))
                    && words.stream().allMatch(w -> WORD.matcher(w).matches() && !FORBIDDEN.matcher(w).matches()) && !words.contains("secret") && !words.contains("secrets");
            if (!reads) {
                return Optional.empty();
            }
            commands.add(words);
        }
        StringBuilder out = new StringBuilder();
        for (List<String> words : commands) {
            out.append("$ ").append(String.join(" ", words)).append('\n').append(output(words)).append('\n');
        }
        return Optional.of(out.toString());
    }

    private String output(List<String> words) {
        List<String> arguments = new ArrayList<>(words);
        arguments.addAll(flags);
        try {
            Process process = new ProcessBuilder(arguments).redirectErrorStream(true).redirectInput(ProcessBuilder.Redirect.from(new java.io.File("/dev/null"))).start();
            Thread limit = new Thread(() -> end(process), "end of kubectl");
            limit.setDaemon(true);
            limit.start();
            try (InputStream in = process.getInputStream()) {
                String text = new String(in.readNBytes(MOST_BYTES), StandardCharsets.UTF_8);
                process.destroy();
                return text;
            }
        } catch (IOException e) {
            return "kubectl could not be run: " + e.getMessage();
        }
    }

    private static void end(Process process) {
        try {
            if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
