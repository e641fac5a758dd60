package io.netdx.source.transcript;

import io.netdx.fact.Fact;
import io.netdx.fact.Figure;
import io.netdx.fact.Measurement;
import io.netdx.fact.ObjectRef;
import io.netdx.fact.Provenance;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What calicoctl prints besides manifests: the node's sessions, its pools, how many of their addresses are taken. */
final class CalicoOutputs {

    private static final Pattern COUNT = Pattern.compile("(\\d{1,18}|[\\d.]{1,12}e\\+\\d{1,3})(?: \\(.*)?");

    private CalicoOutputs() {
    }

    /** {@code calicoctl node status} as the status of a node; empty where it shows no sessions. */
    static Optional<Draft> sessions(List<String> lines, String node, Provenance source) {
        int up = 0;
        int down = 0;
        for (List<String> row : BoxTable.rows(lines)) {
            // PEER ADDRESS, PEER TYPE, STATE, SINCE, INFO
            if (row.size() == 5 && !row.get(0).toUpperCase(Locale.ROOT).startsWith("PEER") && !row.get(0).contains(":")) {
                up += row.get(2).equals("up") && row.get(4).startsWith("Established") ? 1 : 0;
                down += row.get(2).equals("up") && row.get(4).startsWith("Established") ? 0 : 1;
            }
        }
        return status(node, up, down, source);
    }

    /** {@code birdcl show protocols}, inside calico-node; a release prints the address family in the table's place. */
    static Optional<Draft> protocols(List<String> lines, String node, Provenance source) {
        int up = 0;
        int down = 0;
        for (String line : lines) {
            // name, proto, table, state, since (of an old session a date with a time), info
            String[] words = line.strip().split("\\s+", 6);
            if (words.length > 4 && words[1].equals("BGP") && !words[0].contains("v6")) {
                boolean established = words[3].equals("up") && words[words.length - 1].endsWith("Established");
                up += established ? 1 : 0;
                down += established ? 0 : 1;
            }
        }
        return status(node, up, down, source);
    }

    private static Optional<Draft> status(String node, int up, int down, Provenance source) {
        return up + down == 0 || node.isEmpty() ? Optional.empty() : Optional.of(new Draft("CalicoNodeStatus", "", node, source).describe()
                .set(node, "spec", "node").set(String.valueOf(up), "status", "bgp", "numberEstablishedV4")
                .set(String.valueOf(down), "status", "bgp", "numberNotEstablishedV4"));
    }

    /** {@code calicoctl ipam show}: one figure for each pool. */
    static void pools(List<String> lines, Provenance source, Consumer<Fact> facts) {
        for (List<String> row : BoxTable.rows(lines)) {
            // GROUPING, CIDR, IPS TOTAL, IPS IN USE, IPS FREE
            double total = row.size() == 5 && row.get(0).equals("IP Pool") ? count(row.get(2)) : 0;
            if (total > 0) {
                double used = count(row.get(3));
                facts.accept(new Figure(ObjectRef.of(Measurement.NAME, "", row.get(1)), "pool", "pool-use", row.get(1), used / total, OptionalDouble.empty(),
                        total, 1, String.format(Locale.ROOT, "%.0f of %.0f addresses of the pool %s are in use", used, total, row.get(1)),
                        Figure.Basis.NOW, Instant.EPOCH, Instant.EPOCH, source));
            }
        }
    }

    private static double count(String text) {
        Matcher m = COUNT.matcher(text);
        return m.matches() ? Double.parseDouble(m.group(1)) : 0;
    }
}
