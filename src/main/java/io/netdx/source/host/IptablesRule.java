package io.netdx.source.host;

import java.util.List;

/**
 * One {@code -A} line of {@code iptables-save}. What a rule matches on is empty where it does not; a negated match is left
 * empty as well, because nothing here asks for it.
 */
record IptablesRule(String chain, String destination, String protocol, int port, String comment, String target,
                    String dnatTo, boolean onlyInvalid) {

    static IptablesRule of(List<String> words) {
        String destination = "";
        String protocol = "";
        int port = 0;
        String comment = "";
        String target = "";
        String dnatTo = "";
        boolean onlyInvalid = false;
        boolean negated = false;
        for (int i = 2; i < words.size(); i++) {
            String value = Words.at(words, i + 1);
            switch (words.get(i)) {
                case "!" -> {
                    negated = true;
                    continue;
                }
                case "-d" -> destination = negated ? "" : host(value);
                case "-p" -> protocol = negated ? "" : value;
                case "--dport" -> port = negated ? 0 : Words.small(value, 0);
                case "--comment" -> comment = value;
                case "-j", "-g" -> target = value;
                case "--to-destination" -> dnatTo = value;
                case "--ctstate", "--state" -> onlyInvalid = !negated && value.equals("INVALID");
                default -> {
                    negated = false;
                    continue;
                }
            }
            negated = false;
            i++;
        }
        return new IptablesRule(Words.at(words, 1), destination, protocol, port, comment, target, dnatTo, onlyInvalid);
    }

    /** {@code namespace/name:port}, with which kube-proxy starts its comments; empty for other comments. */
    String service() {
        int blank = comment.indexOf(' ');
        String first = blank < 0 ? comment : comment.substring(0, blank);
        return first.indexOf('/') > 0 ? first : "";
    }

    private static String host(String cidr) {
        if (cidr.endsWith("/32")) {
            return cidr.substring(0, cidr.length() - 3);
        }
        return cidr.endsWith("/128") ? cidr.substring(0, cidr.length() - 4) : cidr;
    }
}
