package io.netdx.source.host;

import io.netdx.fact.HostFact;
import java.util.List;
import java.util.Set;

/**
 * {@code ip neigh}, and what {@code bridge fdb} says of tunnels. Other bridge entries and link details, which collectors append, are
 * passed over.
 */
final class NeighbourDecoder implements LineDecoder {

    private static final Set<String> STATES = Set.of("REACHABLE", "STALE", "DELAY", "PROBE", "PERMANENT", "INCOMPLETE",
            "FAILED", "NONE");

    private final HostFile file;
    private boolean inLink;

    NeighbourDecoder(HostFile file) {
        this.file = file;
    }

    @Override
    public boolean line(String line, int number) {
        List<String> words = Words.of(line);
        inLink = LinkDecoder.isHeader(line, words) || inLink && Character.isWhitespace(line.charAt(0));
        if (!inLink && Words.isMac(words.get(0))) {
            tunnel(words, number);
        }
        if (inLink || Words.isMac(words.get(0))) {
            return true;
        }
        String state = words.get(words.size() - 1);
        if (!Words.isAddress(words.get(0)) || !words.contains("dev")) {
            return false;
        }
        if (STATES.contains(state)) {
            file.fact(new HostFact.Neighbour(file.node(), words.get(0), file.shared().share(Words.after(words, "dev")),
                    Words.after(words, "lladdr"), state, file.at(number)));
        }
        // NOARP and proxy entries are no neighbours that could answer.
        return true;
    }

    /** {@code b2:17:1d:2f:57:54 dev flannel.1 dst 192.168.10.12 self permanent}. */
    private void tunnel(List<String> words, int number) {
        String destination = Words.after(words, "dst");
        if (Words.isAddress(destination)) {
            file.fact(new HostFact.TunnelPeer(file.node(), file.shared().share(Words.after(words, "dev")), words.get(0), destination,
                    file.at(number)));
        }
    }
}
