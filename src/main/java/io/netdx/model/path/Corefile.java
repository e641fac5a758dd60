package io.netdx.model.path;

import io.netdx.cluster.Cluster;
import io.netdx.fact.ConfigMap;
import io.netdx.fact.ObjectRef;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A Corefile: server blocks with their zones and plugins. Snippets and imported custom blocks are put in their places.
 *
 * @param ref    ConfigMap it was read from
 * @param blocks server blocks in order
 * @param gaps   imports whose text was not seen
 */
record Corefile(ObjectRef ref, List<Block> blocks, List<String> gaps) {

    private static final List<String> MAPS = List.of("coredns", "rke2-coredns-rke2-coredns", "dns-default", "coredns-coredns");
    private static final int LONGEST = 256 << 10;

    /** A server block; zones in lower case with their final dot; the port of each, 53 where none is written. */
    record Block(List<String> zones, List<Integer> ports, List<Plugin> plugins) {

        /** The plugins of a name, in order. */
        List<Plugin> all(String name) {
            return plugins.stream().filter(p -> p.name().equals(name)).toList();
        }
    }

    /** A directive with its arguments and the lines of its own block. */
    record Plugin(String name, List<String> args, List<List<String>> body) {

        /** The line of the body that begins with this word. */
        Optional<List<String>> line(String word) {
            return body.stream().filter(l -> l.get(0).equals(word)).findFirst();
        }

        /** Whether a name that the plugin does not know goes on to the next one. */
        boolean fallsThrough(String name) {
            return line("fallthrough").filter(l -> l.size() == 1 || l.stream().skip(1).anyMatch(z -> within(name, zone(z)))).isPresent();
        }

        /** Zones among the arguments, or those of the block. */
        List<String> zonesOr(List<String> fallback) {
            List<String> own = args.stream().map(Corefile::zone).toList();
            return own.isEmpty() ? fallback : own;
        }
    }

    /** The cluster's Corefile, if it was collected. */
    static Optional<Corefile> of(Cluster cluster) {
        for (String namespace : List.of("kube-system", "openshift-dns")) {
            for (String name : MAPS) {
                Optional<ConfigMap> map = cluster.configMap(namespace, name);
                String text = map.map(m -> m.data().getOrDefault("Corefile", "")).orElse("");
                if (!text.isEmpty()) {
                    return Optional.of(parse(map.get().ref(), text, cluster.configMap(namespace, "coredns-custom").map(ConfigMap::data)));
                }
            }
        }
        return Optional.empty();
    }

    /** Reads the text; never fails, what is broken gives fewer blocks. */
    static Corefile parse(ObjectRef ref, String text, Optional<Map<String, String>> custom) {
        List<String> gaps = new ArrayList<>();
        List<List<String>> lines = tokens(text.length() > LONGEST ? text.substring(0, LONGEST) : text);
        List<Block> blocks = new ArrayList<>();
        Map<String, List<Plugin>> snippets = new HashMap<>();
        int at = 0;
        while (at < lines.size()) {
            List<String> line = lines.get(at);
            if (line.get(0).equals("import")) {
                imported(line, custom, ".server", gaps).ifPresent(t -> blocks.addAll(parse(ref, t, Optional.of(Map.of())).blocks()));
                at++;
            } else if (line.get(line.size() - 1).equals("{")) {
                int end = close(lines, at);
                List<Plugin> plugins = plugins(lines.subList(at + 1, end), snippets, custom, gaps);
                String first = line.get(0);
                if (first.startsWith("(") && first.endsWith(")")) {
                    snippets.put(first.substring(1, first.length() - 1), plugins);
                } else {
                    List<String> keys = line.subList(0, line.size() - 1);
                    blocks.add(new Block(keys.stream().map(Corefile::zone).toList(), keys.stream().map(Corefile::port).toList(), plugins));
                }
                at = end + 1;
            } else {
                at++;
            }
        }
        return new Corefile(ref, List.copyOf(blocks), List.copyOf(gaps));
    }

    private static Optional<String> imported(List<String> line, Optional<Map<String, String>> custom, String suffix, List<String> gaps) {
        String what = line.size() > 1 ? line.get(1) : "";
        if (what.endsWith(suffix) || what.endsWith("/*")) {
            if (custom.isPresent()) {
                StringBuilder text = new StringBuilder();
                custom.get().forEach((key, value) -> text.append(key.endsWith(suffix) ? value + "\n" : ""));
                return Optional.of(text.toString());
            }
            return Optional.empty();
        }
        gaps.add(what);
        return Optional.empty();
    }

    private static List<Plugin> plugins(List<List<String>> lines, Map<String, List<Plugin>> snippets, Optional<Map<String, String>> custom,
                                        List<String> gaps) {
        List<Plugin> plugins = new ArrayList<>();
        int at = 0;
        while (at < lines.size()) {
            List<String> line = lines.get(at);
            if (line.get(0).equals("import") && line.size() > 1 && snippets.containsKey(line.get(1))) {
                plugins.addAll(snippets.get(line.get(1)));
                at++;
            } else if (line.get(0).equals("import")) {
                imported(line, custom, ".override", gaps).ifPresent(t -> plugins.addAll(plugins(tokens(t), snippets, Optional.of(Map.of()), gaps)));
                at++;
            } else if (line.get(line.size() - 1).equals("{")) {
                int end = close(lines, at);
                plugins.add(new Plugin(line.get(0), List.copyOf(line.subList(1, line.size() - 1)), body(lines.subList(at + 1, end))));
                at = end + 1;
            } else {
                plugins.add(new Plugin(line.get(0), List.copyOf(line.subList(1, line.size())), List.of()));
                at++;
            }
        }
        return List.copyOf(plugins);
    }

    private static List<List<String>> body(List<List<String>> lines) {
        return lines.stream().filter(l -> !l.get(0).equals("}")).map(List::copyOf).toList();
    }

    /** Index of the line that closes the block opened at {@code open}, or the end. */
    private static int close(List<List<String>> lines, int open) {
        int depth = 0;
        for (int i = open; i < lines.size(); i++) {
            List<String> line = lines.get(i);
            depth += line.get(line.size() - 1).equals("{") ? 1 : line.get(0).equals("}") ? -1 : 0;
            if (depth == 0) {
                return i;
            }
        }
        return lines.size();
    }

    /** Words by line; quotes hold blanks together, {@code #} begins a comment. */
    private static List<List<String>> tokens(String text) {
        List<List<String>> lines = new ArrayList<>();
        for (String raw : text.split("\n")) {
            List<String> words = new ArrayList<>();
            StringBuilder word = new StringBuilder();
            boolean quoted = false;
            for (int i = 0; i < raw.length(); i++) {
                char c = raw.charAt(i);
                if (c == '"') {
                    quoted = !quoted;
                } else if (c == '#' && !quoted && word.isEmpty()) {
                    break;
                } else if (Character.isWhitespace(c) && !quoted) {
                    add(word, words);
                } else {
                    word.append(c);
                }
            }
            add(word, words);
            if (!words.isEmpty()) {
                lines.add(words);
            }
        }
        return lines;
    }

    private static void add(StringBuilder word, List<String> words) {
        if (!word.isEmpty()) {
            words.add(word.toString());
            word.setLength(0);
        }
    }

    /** The block whose zone is the longest that holds the name. */
    Optional<Block> block(String name) {
        Block best = null;
        int length = -1;
        for (Block block : blocks) {
            for (String zone : block.zones()) {
                if (within(name, zone) && zone.length() > length) {
                    best = block;
                    length = zone.length();
                }
            }
        }
        return Optional.ofNullable(best);
    }

    /** The first zone of a kubernetes plugin that is no reverse zone, without final dot. */
    Optional<String> clusterZone() {
        return blocks.stream().flatMap(b -> b.all("kubernetes").stream().flatMap(p -> p.zonesOr(b.zones()).stream()))
                .filter(z -> !z.endsWith(".arpa.") && !z.equals(".")).findFirst().map(z -> z.substring(0, z.length() - 1));
    }

    /** {@code dns://Example.org:53} is {@code example.org.} */
    static String zone(String text) {
        String zone = text.toLowerCase(Locale.ROOT);
        int scheme = zone.indexOf("://");
        zone = scheme >= 0 ? zone.substring(scheme + 3) : zone;
        int port = zone.lastIndexOf(':');
        zone = port >= 0 && zone.indexOf(':') == port ? zone.substring(0, port) : zone;
        return zone.isEmpty() ? "." : zone.endsWith(".") ? zone : zone + ".";
    }

    private static int port(String key) {
        int colon = key.lastIndexOf(':');
        String digits = key.substring(colon + 1);
        boolean port = colon >= 0 && !digits.isEmpty() && digits.length() < 6 && digits.chars().allMatch(c -> c >= '0' && c <= '9');
        return port ? Integer.parseInt(digits) : 53;
    }

    /** True where an absolute name lies in a zone. */
    static boolean within(String name, String zone) {
        return zone.equals(".") || name.equals(zone) || name.endsWith("." + zone);
    }
}
