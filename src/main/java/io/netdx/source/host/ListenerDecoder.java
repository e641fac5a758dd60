package io.netdx.source.host;

import io.netdx.fact.HostFact;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** {@code ss -lntup} and {@code netstat -lntup}. */
final class ListenerDecoder implements LineDecoder {

    private final HostFile file;

    ListenerDecoder(HostFile file) {
        this.file = file;
    }

    @Override
    public boolean line(String line, int number) {
        List<String> words = Words.of(line);
        String protocol = words.get(0).toLowerCase(Locale.ROOT);
        switch (protocol) {
            case "tcp", "tcp6", "udp", "udp6" -> {
                return socket(protocol.substring(0, 3), words, number);
            }
            // "ss -t" and "ss -u" leave the protocol out
            case "listen" -> {
                return alone("tcp", words, number);
            }
            case "unconn" -> {
                return alone("udp", words, number);
            }
            default -> {
                return isNoise(words.get(0));
            }
        }
    }

    private boolean alone(String protocol, List<String> words, int number) {
        List<String> whole = new ArrayList<>(List.of(protocol));
        whole.addAll(words);
        return socket(protocol, whole, number);
    }

    private boolean socket(String protocol, List<String> words, int number) {
        boolean netstat = Words.number(words.size() > 1 ? words.get(1) : "", -1) >= 0;
        boolean listens = protocol.equals("udp") || words.contains("LISTEN");
        String local = Words.at(words, netstat ? 3 : 4);
        int colon = local.lastIndexOf(':');
        int port = colon < 0 ? 0 : Words.small(local.substring(colon + 1), 0);
        if (port == 0 || port > 65_535) {
            return false;
        }
        if (listens) {
            String process = netstat ? netstatProcess(words.get(words.size() - 1)) : ssProcess(words);
            file.fact(new HostFact.Listener(file.node(), protocol, address(local.substring(0, colon)), port,
                    file.shared().share(process), file.at(number)));
        }
        return true;
    }

    private static String address(String local) {
        int zone = local.indexOf('%');
        String address = zone > 0 ? local.substring(0, zone) : local;
        if (address.startsWith("[")) {
            address = address.substring(1, address.endsWith("]") ? address.length() - 1 : address.length());
        }
        // A bare star is a socket that takes both families.
        return address.equals("*") ? "::" : address;
    }

    /** {@code users:(("kubelet",pid=32136,fd=26))}. */
    private static String ssProcess(List<String> words) {
        String last = words.get(words.size() - 1);
        int start = last.startsWith("users:") ? last.indexOf('"') : -1;
        int end = start < 0 ? -1 : last.indexOf('"', start + 1);
        return end < 0 ? "" : last.substring(start + 1, end);
    }

    /** {@code 32136/kubelet}. */
    private static String netstatProcess(String word) {
        int slash = word.indexOf('/');
        return slash > 0 && Words.number(word.substring(0, slash), -1) >= 0 ? word.substring(slash + 1) : "";
    }

    private static boolean isNoise(String first) {
        return switch (first) {
            case "Netid", "State", "Active", "Proto", "ESTAB", "TIME-WAIT", "CLOSE-WAIT", "SYN-SENT", "SYN-RECV", "FIN-WAIT-1",
                    "FIN-WAIT-2", "LAST-ACK", "unix", "raw", "raw6", "nl", "p_raw", "u_str", "u_dgr", "u_seq", "p_dgr", "icmp6", "v_str" -> true;
            default -> false;
        };
    }
}
