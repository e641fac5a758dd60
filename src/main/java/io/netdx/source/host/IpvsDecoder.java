package io.netdx.source.host;

import io.netdx.fact.HostFact;
import io.netdx.fact.HostFact.ServiceRule.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Virtual servers: {@code ipvsadm -Ln} as a table, {@code ipvsadm-save} as commands. */
final class IpvsDecoder implements LineDecoder {

    private final HostFile file;
    private final ServiceRules services;
    private final List<String> servers = new ArrayList<>();
    private String virtual = "";
    private String protocol = "";
    private int line;
    private int firstLine;

    IpvsDecoder(HostFile file) {
        this.file = file;
        this.services = new ServiceRules(file);
    }

    @Override
    public boolean line(String text, int number) {
        List<String> words = Words.of(text);
        firstLine = firstLine == 0 ? number : firstLine;
        switch (words.get(0)) {
            case "TCP", "UDP", "SCTP", "-A" -> {
                boolean saved = words.get(0).equals("-A");
                finish();
                protocol = saved ? ofOption(Words.at(words, 1)) : words.get(0).toLowerCase(Locale.ROOT);
                virtual = Words.at(words, saved ? 2 : 1);
                line = number;
            }
            case "->", "-a" -> {
                String server = words.get(0).equals("->") ? Words.at(words, 1) : Words.after(words, "-r");
                if (!server.startsWith("RemoteAddress") && file.room(servers.size(), number)) {
                    servers.add(server);
                }
            }
            case "IP", "Prot", "FWM", "-f" -> { }
            default -> {
                return false;
            }
        }
        return true;
    }

    private static String ofOption(String option) {
        return switch (option) {
            case "-u", "--udp-service" -> "udp";
            case "--sctp-service" -> "sctp";
            default -> "tcp";
        };
    }

    private void finish() {
        int colon = virtual.lastIndexOf(':');
        if (colon > 0) {
            String address = virtual.substring(0, colon).replace("[", "").replace("]", "");
            // A virtual server without real servers refuses connections.
            Verdict verdict = servers.isEmpty() ? Verdict.REJECTED : Verdict.BALANCED;
            services.add(address, Words.small(virtual.substring(colon + 1), 0), protocol, "", verdict, servers, line);
        }
        virtual = "";
        servers.clear();
    }

    @Override
    public void end() {
        finish();
        if (firstLine > 0) {
            file.fact(new HostFact.PacketFilter(file.node(), "ipvs", "", services.addresses(), services.sorted(), List.of(),
                    false, false, file.at(firstLine)));
        }
    }
}
