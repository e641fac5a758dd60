package io.netdx.simulate.behave;

import io.netdx.simulate.world.Program;
import io.netdx.simulate.world.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** CoreDNS with its Corefile: whether it starts, where it listens, which block and plugin answers. Apart from the model's reading of the same file. */
final class CoreDns {

    private static final Set<String> PLUGINS = Set.of("errors", "health", "ready", "kubernetes", "prometheus", "forward", "cache", "loop", "reload", "loadbalance", "log",
            "hosts", "rewrite", "template", "acl", "bind", "autopath", "import", "file", "debug", "any", "whoami", "tls", "dns64", "bufsize", "minimal", "nsid", "local");
    private static final int DNS = 53;

    /** A plugin with its arguments and the lines of its own block. */
    record Plugin(String name, List<String> arguments, List<List<String>> options, int line) {

        Optional<List<String>> option(String key) {
            return options.stream().filter(o -> o.get(0).equals(key)).findFirst();
        }
    }

    /** A server block: {@code .:53} has the zone {@code .}. */
    record Block(List<String> zones, int port, List<Plugin> plugins) {

        Optional<Plugin> plugin(String name) {
            return plugins.stream().filter(p -> p.name().equals(name)).findFirst();
        }

        /** Labels of the longest zone that holds a name; -1 where none does. */
        int fit(String name) {
            return zones.stream().mapToInt(z -> z.equals(".") ? 0 : name.equals(z) || name.endsWith("." + z) ? z.split("\\.").length : -1).max().orElse(-1);
        }
    }

    private final List<Block> blocks;

    private CoreDns(List<Block> blocks) {
        this.blocks = blocks;
    }

    static CoreDns of(World world) {
        List<Block> blocks = new ArrayList<>();
        String corefile = world.find("ConfigMap", "kube-system", "coredns").map(c -> c.text("data", "Corefile")).orElse("");
        int number = 0;
        int depth = 0;
        for (String line : corefile.lines().toList()) {
            number++;
            String text = line.strip();
            List<String> words = new ArrayList<>(List.of(text.split("\\s+")));
            boolean opens = words.remove("{");
            if (text.equals("}")) {
                depth--;
            } else if (!text.isEmpty() && !text.startsWith("#")) {
                if (depth == 0) {
                    blocks.add(block(words));
                } else if (depth == 1) {
                    blocks.get(blocks.size() - 1).plugins().add(new Plugin(words.get(0), words.subList(1, words.size()), new ArrayList<>(), number));
                } else {
                    List<Plugin> plugins = blocks.get(blocks.size() - 1).plugins();
                    plugins.get(plugins.size() - 1).options().add(words);
                }
                depth += opens ? 1 : 0;
            }
        }
        return new CoreDns(blocks);
    }

    private static Block block(List<String> words) {
        int port = DNS;
        List<String> zones = new ArrayList<>();
        for (String word : words) {
            int colon = word.lastIndexOf(':');
            port = colon >= 0 ? Integer.parseInt(word.substring(colon + 1)) : port;
            zones.add(colon >= 0 ? word.substring(0, colon) : word);
        }
        return new Block(zones, port, new ArrayList<>());
    }

    /** It does not start with a Corefile that it cannot parse, nor where forwarding would come back to itself. */
    Optional<Program.Exit> exit() {
        for (Block block : blocks) {
            for (Plugin p : block.plugins()) {
                if (!PLUGINS.contains(p.name())) {
                    return Optional.of(new Program.Exit(1, "Error", List.of("/etc/coredns/Corefile:" + p.line() + " - Error during parsing: Unknown directive '" + p.name()
                            + "'")));
                }
            }
            if (block.plugin("loop").isPresent() && block.plugin("forward").filter(f -> f.arguments().contains("127.0.0.1")).isPresent()) {
                List<String> words = new ArrayList<>(Logs.COREDNS_START);
                words.add("[FATAL] plugin/loop: Loop (127.0.0.1:46292 -> :53) detected for zone \".\", see https://coredns.io/plugins/loop#troubleshooting. "
                        + "Query: \"HINFO 3481207713064551193.6221423364124862384.\"");
                return Optional.of(new Program.Exit(1, "Error", words));
            }
        }
        return Optional.empty();
    }

    /** Ports on which it listens for everybody: those of its server blocks, and of health and ready. */
    SortedSet<Integer> ports() {
        SortedSet<Integer> ports = new TreeSet<>();
        for (Block block : blocks) {
            boolean loopback = block.plugin("bind").filter(b -> b.arguments().contains("127.0.0.1")).isPresent();
            if (!loopback) {
                ports.add(block.port());
            }
            block.plugin("health").ifPresent(h -> ports.add(8080));
            block.plugin("ready").ifPresent(r -> ports.add(8181));
        }
        return ports;
    }

    /** The block that answers for a name: the one with the longest zone. */
    Optional<Block> block(String name) {
        return blocks.stream().filter(b -> b.fit(name) >= 0).max(java.util.Comparator.comparingInt(b -> b.fit(name)));
    }

    List<Block> blocks() {
        return blocks;
    }
}
