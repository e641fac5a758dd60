package io.netdx.simulate.behave;

import io.netdx.simulate.world.Program;
import io.netdx.simulate.world.World;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** What CoreDNS makes of its Corefile. Written for the server's own grammar, apart from the model's reading of it. */
final class CoreDns {

    private static final Set<String> PLUGINS = Set.of("errors", "health", "ready", "kubernetes", "prometheus", "forward", "cache", "loop", "reload", "loadbalance", "log",
            "hosts", "rewrite", "template", "acl", "bind", "autopath", "import", "file", "debug", "any", "whoami", "tls", "dns64", "bufsize", "minimal", "nsid", "local");

    private CoreDns() {
    }

    static List<String> lines(World world) {
        return world.find("ConfigMap", "kube-system", "coredns").map(c -> c.text("data", "Corefile").lines().toList()).orElse(List.of());
    }

    /** Directives of server blocks, with the line on which each stands, from 1. */
    private record Directive(String name, List<String> words, int line, int depth) {
    }

    private static List<Directive> directives(World world) {
        List<Directive> found = new java.util.ArrayList<>();
        int depth = 0;
        int number = 0;
        for (String line : lines(world)) {
            number++;
            List<String> words = List.of(line.strip().split("\\s+"));
            if (!line.isBlank() && !words.get(0).startsWith("#") && !words.get(0).equals("}")) {
                found.add(new Directive(words.get(0), words, number, depth));
            }
            depth += line.strip().endsWith("{") ? 1 : line.strip().equals("}") ? -1 : 0;
        }
        return found;
    }

    /** It does not start with a Corefile that it cannot parse, nor where forwarding would come back to itself. */
    static Optional<Program.Exit> exit(World world) {
        for (Directive d : directives(world)) {
            if (d.depth() == 1 && !PLUGINS.contains(d.name())) {
                return Optional.of(new Program.Exit(1, "Error", List.of("/etc/coredns/Corefile:" + d.line() + " - Error during parsing: Unknown directive '" + d.name() + "'")));
            }
        }
        boolean loop = plugin(world, "loop") && directives(world).stream().anyMatch(d -> d.depth() == 1 && d.name().equals("forward") && d.words().contains("127.0.0.1"));
        return !loop ? Optional.empty() : Optional.of(new Program.Exit(1, "Error", List.of(".:53", "[INFO] plugin/reload: Running configuration SHA512 = "
                + "591cf328cccc12bc490481273e738df59329c62c0b729d94e8b61db9961c2fa5f046dd37f1cf888b953814040d180f52594972691cd6ff41be96639138a43908",
                "CoreDNS-1.12.1", "linux/amd64, go1.24.1, 707c7c1",
                "[FATAL] plugin/loop: Loop (127.0.0.1:46292 -> :53) detected for zone \".\", see https://coredns.io/plugins/loop#troubleshooting. "
                + "Query: \"HINFO 3481207713064551193.6221423364124862384.\"")));
    }

    static boolean plugin(World world, String name) {
        return directives(world).stream().anyMatch(d -> d.depth() == 1 && d.name().equals(name));
    }

    /** Arguments of a plugin, empty where it is not there. */
    static List<String> arguments(World world, String name) {
        return directives(world).stream().filter(d -> d.depth() == 1 && d.name().equals(name)).findFirst().map(d -> d.words().subList(1, d.words().size()))
                .orElse(List.of());
    }

    /** Ports that it listens on: those of its server blocks, and of health and ready. */
    static SortedSet<Integer> ports(World world) {
        SortedSet<Integer> ports = new TreeSet<>();
        for (Directive d : directives(world)) {
            if (d.depth() == 0) {
                String zone = d.words().get(0);
                int colon = zone.lastIndexOf(':');
                ports.add(colon >= 0 && colon + 1 < zone.length() ? Integer.parseInt(zone.substring(colon + 1)) : 53);
            }
        }
        if (plugin(world, "health")) {
            ports.add(8080);
        }
        if (plugin(world, "ready")) {
            ports.add(8181);
        }
        return ports;
    }
}
