package io.netdx.source.host;

import io.netdx.fact.HostFact;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Counts and the limit, the counters of {@code conntrack -S}, and as a last resort the entries of {@code conntrack -L}. */
final class ConntrackDecoder implements LineDecoder {

    private static final int MOST_TRANSLATIONS = 4096;

    private final HostFile file;
    private final Map<String, int[]> translations = new TreeMap<>();
    private long count = -1;
    private long shown = -1;
    private long listed;
    private long max;
    private long insertFailed;
    private long drop;
    private long earlyDrop;
    private int firstLine;

    ConntrackDecoder(HostFile file) {
        this.file = file;
    }

    @Override
    public boolean line(String line, int number) {
        List<String> words = Words.of(line);
        String first = words.isEmpty() ? "" : words.get(0);
        boolean understood = switch (first) {
            case "count", "net.netfilter.nf_conntrack_count" -> {
                count = Words.number(words.get(words.size() - 1), count);
                yield true;
            }
            case "max", "net.netfilter.nf_conntrack_max", "net.nf_conntrack_max" -> {
                max = Words.number(words.get(words.size() - 1), max);
                yield true;
            }
            case "udp" -> {
                listed++;
                translated(words, number);
                yield true;
            }
            case "tcp", "icmp", "icmpv6", "sctp", "udplite", "dccp", "gre", "unknown", "ipv4", "ipv6" -> {
                listed++;
                yield true;
            }
            case "conntrack" -> {
                // "conntrack v1.4.7 (conntrack-tools): 123 flow entries have been shown."
                int flow = words.indexOf("flow");
                shown = flow > 0 ? Words.number(words.get(flow - 1), shown) : shown;
                yield true;
            }
            default -> first.startsWith("cpu=") ? counters(words) : words.size() == 1 && alone(first);
        };
        if (understood && firstLine == 0) {
            firstLine = number;
        }
        return understood;
    }

    /** {@code conntrack -C} prints a number and nothing else. */
    private boolean alone(String number) {
        boolean is = Words.number(number, -1) >= 0 && listed == 0;
        count = is ? Words.number(number, -1) : count;
        return is;
    }

    /** {@code src= dst= sport= dport=} as sent, then the same of the answer: where its source is not the address asked, it was rewritten. */
    private void translated(List<String> words, int number) {
        String asked = "";
        String backend = "";
        String port = "";
        for (String word : words) {
            if (word.startsWith("dst=") && asked.isEmpty()) {
                asked = word.substring(4);
            } else if (word.startsWith("dport=") && port.isEmpty()) {
                port = word.substring(6);
            } else if (word.startsWith("src=") && !port.isEmpty()) {
                backend = word.substring(4);
            }
        }
        if (!backend.isEmpty() && !backend.equals(asked) && translations.size() < MOST_TRANSLATIONS) {
            int[] counts = translations.computeIfAbsent(asked + " " + port + " " + backend, key -> new int[] {0, 0, number});
            counts[0]++;
            counts[1] += words.contains("[UNREPLIED]") ? 1 : 0;
        }
    }

    private boolean counters(List<String> words) {
        for (String word : words) {
            int equals = word.indexOf('=');
            long value = Words.number(word.substring(equals + 1), 0);
            switch (equals < 0 ? "" : word.substring(0, equals)) {
                case "insert_failed" -> insertFailed += value;
                case "drop" -> drop += value;
                case "early_drop" -> earlyDrop += value;
                default -> { }
            }
        }
        return true;
    }

    @Override
    public void end() {
        if (firstLine > 0) {
            long entries = count >= 0 ? count : shown >= 0 ? shown : listed;
            file.fact(new HostFact.Conntrack(file.node(), entries, max, insertFailed, drop, earlyDrop, file.at(firstLine)));
        }
        translations.forEach((key, counts) -> {
            String[] parts = key.split(" ");
            file.fact(new HostFact.Translation(file.node(), parts[0], (int) Words.number(parts[1], 0), parts[2], counts[0], counts[1],
                    file.at(counts[2])));
        });
    }
}
