package io.netdx.source.host;

import io.netdx.fact.HostFact;
import java.util.ArrayList;
import java.util.List;

/** {@code ip addr}, with or without details and statistics, or in brief. */
final class LinkDecoder implements LineDecoder {

    private final HostFile file;
    private String name = "";
    private int mtu;
    private boolean up;
    private String mac = "";
    private String queueing = "";
    private long packets;
    private long errors;
    /** The line before named the columns of what is counted here. */
    private boolean counters;
    private int line;
    private int total;
    private List<String> addresses = List.of();

    LinkDecoder(HostFile file) {
        this.file = file;
    }

    @Override
    public boolean line(String text, int number) {
        List<String> words = Words.of(text);
        if (isBrief(text, words)) {
            brief(words, number);
            return true;
        }
        if (!isHeader(text, words)) {
            String first = words.get(0);
            details(first, words);
            String address = first.equals("inet") || first.equals("inet6") ? Words.at(words, 1) : "";
            if (!name.isEmpty() && Words.isAddress(address)) {
                address(address, number);
            }
            // Details and statistics follow indented; they are known and not needed.
            return !name.isEmpty() && Character.isWhitespace(text.charAt(0));
        }
        end();
        String label = words.get(1);
        int peer = label.indexOf('@');
        name = label.substring(0, peer > 0 ? peer : label.length() - 1);
        mtu = Words.small(Words.after(words, "mtu"), 0);
        up = isUp(Words.after(words, "state"), words.get(2));
        queueing = file.shared().share(Words.after(words, "qdisc"));
        line = number;
        addresses = new ArrayList<>();
        return true;
    }

    /** The link-layer address, and {@code RX:  bytes packets errors dropped …} with the numbers in the line below. */
    private void details(String first, List<String> words) {
        if (counters && words.size() > 2) {
            packets += Words.number(words.get(1), 0);
            errors += Words.number(words.get(2), 0);
        }
        counters = first.startsWith("RX:") || first.startsWith("TX:");
        if (first.startsWith("link/") && Words.isMac(Words.at(words, 1))) {
            mac = words.get(1);
        }
    }

    private void address(String address, int number) {
        // An ipvs proxy binds every ClusterIP to one interface, so thousands are possible.
        if (file.room(total++, number)) {
            addresses.add(address);
        }
    }

    /** {@code eth0  UP  192.168.10.11/24 …} of {@code ip -br addr}, {@code eth0  UP  52:54:00:12:34:56 <…>} of {@code ip -br link}. */
    private static boolean isBrief(String text, List<String> words) {
        boolean state = words.size() > 1 && switch (words.get(1)) {
            case "UP", "DOWN", "UNKNOWN", "LOWERLAYERDOWN", "DORMANT", "NOTPRESENT" -> true;
            default -> false;
        };
        return state && !Character.isWhitespace(text.charAt(0)) && words.stream().skip(2).allMatch(w -> Words.isMac(w) || Words.isAddress(w)
                || w.startsWith("<") || w.equals("peer"));
    }

    /** It says neither MTU nor counters. */
    private void brief(List<String> words, int number) {
        end();
        String label = words.get(0);
        int peer = label.indexOf('@');
        String flags = words.stream().filter(w -> w.startsWith("<")).findFirst().orElse("<UP>");
        List<String> own = new ArrayList<>();
        for (int i = 2; i < words.size(); i++) {
            if (Words.isAddress(words.get(i)) && !words.get(i - 1).equals("peer") && file.room(total++, number)) {
                own.add(words.get(i));
            }
        }
        file.fact(new HostFact.Link(file.node(), peer > 0 ? label.substring(0, peer) : label, 0, isUp(words.get(1), flags), List.copyOf(own),
                words.stream().filter(Words::isMac).findFirst().orElse(""), "", 0, 0, file.at(number)));
    }

    /** {@code 3: eth0@if17: <BROADCAST,UP> mtu 1500 …}. */
    static boolean isHeader(String text, List<String> words) {
        return Character.isDigit(text.charAt(0)) && words.size() > 2 && words.get(0).endsWith(":")
                && words.get(1).endsWith(":") && words.get(1).length() > 1 && words.get(2).startsWith("<");
    }

    /** Tunnels and loopback do not track a carrier and say UNKNOWN while they work. */
    private static boolean isUp(String state, String flags) {
        boolean enabled = flags.contains("<UP") || flags.contains(",UP");
        return enabled && (state.equals("UP") || state.equals("UNKNOWN") || state.isEmpty());
    }

    @Override
    public void end() {
        if (!name.isEmpty()) {
            file.fact(new HostFact.Link(file.node(), name, mtu, up, List.copyOf(addresses), mac, queueing, packets, errors, file.at(line)));
        }
        name = "";
        mac = "";
        packets = 0;
        errors = 0;
        counters = false;
    }
}
