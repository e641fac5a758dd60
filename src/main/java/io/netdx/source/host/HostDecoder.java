package io.netdx.source.host;

import io.netdx.fact.HostFact;
import io.netdx.source.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Turns one file of a node into facts. */
public final class HostDecoder {

    /** How much of a file could be used. */
    public enum Reading {
        /** The name is unknown; nothing was read. */
        FOREIGN,
        /** Something is lost, and a problem says what. */
        PARTIAL,
        /** All that the file says of its kinds of fact is known. */
        COMPLETE
    }

    private HostDecoder() {
    }

    /** Kinds of fact that a file of this name tells about, for coverage; none if the name is unknown. */
    public static List<String> kindsOf(String fileName) {
        return HostKind.of(fileName).map(kind -> List.of(kind.factKind())).orElse(List.of());
    }

    /** As {@link #decode(String, String, String, int, InputStream, SharedValues, Consumer, Consumer)}, for a whole file. */
    public static Reading decode(String node, String fileName, String place, InputStream utf8, SharedValues shared,
                                 Consumer<HostFact> facts, Consumer<Problem> problems) throws IOException {
        return decode(node, fileName, place, 0, utf8, shared, facts, problems);
    }

    /**
     * Reads one file.
     *
     * @param fileName name inside the node's folder, with subfolders ({@code cni-conf/10-flannel.conflist})
     * @param place    name of the file for provenance and problems
     * @param before   lines of that file before the first one here; negative where lines were put before its own
     * @param shared   keeps what is the same on all nodes in memory once
     * @throws IOException only where the stream itself fails, never because of what is in it
     */
    public static Reading decode(String node, String fileName, String place, int before, InputStream utf8, SharedValues shared,
                                 Consumer<HostFact> facts, Consumer<Problem> problems) throws IOException {
        Optional<HostKind> kind = HostKind.of(fileName);
        if (kind.isEmpty()) {
            return Reading.FOREIGN;
        }
        HostFile file = new HostFile(node, fileName, place, before, kind.get(), shared, facts, problems);
        switch (kind.get()) {
            case CNI_CONFIG -> new CniConfigDecoder(file).read(utf8);
            case KUBELET_CONFIG -> KubeConfigDecoder.kubelet(file, utf8);
            case KUBE_PROXY_CONFIG -> KubeConfigDecoder.kubeProxy(file, utf8);
            case FLANNEL_NETWORK -> FlannelDecoder.network(file, utf8);
            default -> file.readLines(utf8, lineDecoder(file));
        }
        return file.complete() ? Reading.COMPLETE : Reading.PARTIAL;
    }

    private static LineDecoder lineDecoder(HostFile file) {
        return switch (file.kind()) {
            case SERVICES -> new ServicesDecoder(file);
            case SYSCTL -> new SysctlDecoder(file);
            case CONNTRACK -> new ConntrackDecoder(file);
            case ROUTES -> new RouteDecoder(file);
            case LINKS -> new LinkDecoder(file);
            case NEIGHBOURS -> new NeighbourDecoder(file);
            case IPTABLES -> new IptablesDecoder(file, file.baseName().contains("legacy") ? "iptables-legacy" : "iptables");
            case IP6TABLES -> new IptablesDecoder(file, "ip6tables");
            case IPVS -> new IpvsDecoder(file);
            case NFTABLES -> new NftablesDecoder(file);
            case FLANNEL_SUBNET -> new FlannelDecoder(file);
            case RESOLVER -> new ResolverDecoder(file);
            case CNI_BINARIES, LOCAL_ADDRESSES -> new ListingDecoder(file);
            case LISTENERS -> new ListenerDecoder(file);
            case IP_SETS -> new IpSetDecoder(file);
            case CNI_CONFIG, KUBELET_CONFIG, KUBE_PROXY_CONFIG, FLANNEL_NETWORK ->
                    throw new IllegalArgumentException(file.kind() + " is a document");
        };
    }
}
