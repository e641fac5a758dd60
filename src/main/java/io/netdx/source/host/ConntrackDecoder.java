package io.netdx.source.host;

import io.netdx.fact.HostFact;
import java.util.List;

/** Counts and the limit, the counters of {@code conntrack -S}, and as a last resort the entries of {@code conntrack -L}. */
final class ConntrackDecoder implements LineDecoder {

    private final HostFile file;
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
            case "tcp", "udp", "icmp", "icmpv6", "sctp", "udplite", "dccp", "gre", "unknown", "ipv4", "ipv6" -> {
                listed++;
                yield true;
            }
            case "conntrack" -> {
                // "conntrack v1.4.7 (conntrack-tools): 123 flow entries have been shown."
                int flow = words.indexOf("flow");
                shown = flow > 0 ? Words.number(words.get(flow - 1), shown) : shown;
                yield true;
            }
            default -> first.startsWith("cpu=") && counters(words);
        };
        if (understood && firstLine == 0) {
            firstLine = number;
        }
        return understood;
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
    }
}
