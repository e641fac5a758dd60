package io.netdx.model.policy;

import io.netdx.cluster.Cluster;
import io.netdx.model.CniProfiles;
import io.netdx.model.Named;
import io.netdx.model.PeerNames;
import io.netdx.source.Limits;
import io.netdx.source.SnapshotReader;
import io.netdx.source.signature.SignatureTable;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One folder of manifests of np-guard, read as a user's folder is, under that engine's assumptions; and its words for ends and ports. */
final class NpGuard {

    static final Path HOME = Path.of(System.getProperty("netdx.data", "../shared/data")).resolve("netpol-oracle/np-guard");
    /** Stands for every port of a protocol that is listed without ports. */
    private static final int ANY = 48273;

    private final PeerNames names;
    private final PolicyStack stack;

    NpGuard(Path manifests) {
        Cluster cluster = SnapshotReader.read(List.of(manifests.toString()), InputStream.nullInputStream(), Limits.DEFAULT, SignatureTable.load()).cluster();
        this.names = new PeerNames(cluster);
        this.stack = PolicyStack.asGiven(cluster, CniProfiles.detect(cluster).withIpBlockMatchesPods(false).withHostNetworkAsPod(true));
    }

    PolicyStack stack() {
        return stack;
    }

    /** A single pod, workload or range, rather than "the entire cluster". */
    static boolean one(String end) {
        return !end.startsWith("{");
    }

    /** The first address stands for a range; empty where the manifests do not hold the object. */
    Optional<Peer> peer(String end) {
        Named named = names.resolve(end.endsWith("[External]") ? "ip:" + end.split("[-,/\\[]")[0] : end);
        return named instanceof Named.OfPods pods ? Optional.of(pods.peers().get(0))
                : named instanceof Named.OfAddress address ? Optional.of(address.peer()) : Optional.empty();
    }

    /** {@code TCP:[80,443-445], UDP} or {@code TCP 80,443-445}: a flow for each protocol and each end of each range. */
    List<Flow> flows(String from, String to, String connections) {
        List<Flow> flows = new ArrayList<>();
        for (String one : connections.split(", ?(?=[A-Z])")) {
            String protocol = one.split("[: ]")[0];
            String[] ports = one.length() == protocol.length() ? new String[] {String.valueOf(ANY)} : one.substring(protocol.length() + 1)
                    .replaceAll("[\\[\\] ]", "").split("[-,]");
            for (String port : ports) {
                flows.add(new Flow(peer(from).orElseThrow(), peer(to).orElseThrow(), Integer.parseInt(port), protocol));
            }
        }
        return flows;
    }
}
