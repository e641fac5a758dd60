package io.netdx.model.policy;

import io.netdx.fact.Container;
import io.netdx.net.AddressIntervals;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Puts peers that no policy can tell apart into one class: same namespace, same values of the label keys that selectors use, same
 * host network, same container ports among the names that policies use, addresses in the same intervals of all ipBlocks.
 */
final class PeerClasses {

    private static final int REMEMBERED = 200_000;

    /**
     * A class.
     *
     * @param id    dense, from 0
     * @param ports number of its set of named ports
     */
    record PeerClass(int id, int ports, Key key) {
    }

    /** @param kind {@code p} pod, {@code h} pod on the host network, {@code a} address, {@code n} address of a node */
    record Key(char kind, String namespace, List<String> labels, List<Container.Port> ports, List<Integer> intervals) {
    }

    private final Set<String> keys;
    private final Set<String> portNames;
    private final AddressIntervals intervals;
    private final boolean addressesOfPods;
    private final Map<Key, PeerClass> classes = new HashMap<>();
    /** Callers ask about the same peers again and again. */
    private final Map<Peer, PeerClass> recent = new IdentityHashMap<>();
    private final Map<List<Container.Port>, Integer> portSets = new HashMap<>();

    /** @param addressesOfPods whether a pod's address can make a difference */
    PeerClasses(Set<String> keys, Set<String> portNames, AddressIntervals intervals, boolean addressesOfPods) {
        this.keys = keys;
        this.portNames = portNames;
        this.intervals = intervals;
        this.addressesOfPods = addressesOfPods;
    }

    PeerClass of(Peer peer) {
        PeerClass found = recent.get(peer);
        if (found == null) {
            found = classify(key(peer));
            if (recent.size() >= REMEMBERED) {
                recent.clear();
            }
            recent.put(peer, found);
        }
        return found;
    }

    private PeerClass classify(Key key) {
        PeerClass known = classes.get(key);
        if (known == null) {
            int ports = portSets.computeIfAbsent(key.ports(), p -> portSets.size());
            known = new PeerClass(classes.size(), ports, key);
            classes.put(key, known);
        }
        return known;
    }

    int size() {
        return classes.size();
    }

    private Key key(Peer peer) {
        if (peer instanceof Peer.OfPod pod) {
            boolean addresses = !intervals.single() && (addressesOfPods || pod.hostNetwork());
            return new Key(pod.hostNetwork() ? 'h' : 'p', pod.namespace(), labels(pod.labels()), ports(pod.ports()),
                    addresses ? intervals(pod.ips()) : List.of());
        }
        Peer.OfAddress address = (Peer.OfAddress) peer;
        return new Key(address.node().isEmpty() ? 'a' : 'n', "", List.of(), List.of(), intervals(address.ips()));
    }

    private List<String> labels(Map<String, String> labels) {
        List<Map.Entry<String, String>> kept = new ArrayList<>(4);
        for (Map.Entry<String, String> label : labels.entrySet()) {
            if (keys.contains(label.getKey())) {
                kept.add(label);
            }
        }
        kept.sort(Map.Entry.comparingByKey());
        List<String> texts = new ArrayList<>(2 * kept.size());
        kept.forEach(label -> {
            texts.add(label.getKey());
            texts.add(label.getValue());
        });
        return texts;
    }

    private List<Container.Port> ports(List<Container.Port> ports) {
        if (portNames.isEmpty() || ports.stream().noneMatch(p -> portNames.contains(p.name()))) {
            return List.of();
        }
        return ports.stream().filter(p -> portNames.contains(p.name()))
                .map(p -> new Container.Port(p.name(), p.number(), p.protocol(), 0)).distinct()
                .sorted(java.util.Comparator.comparing(Container.Port::toString)).toList();
    }

    private List<Integer> intervals(List<String> ips) {
        List<Integer> at = new ArrayList<>(ips.size());
        for (String ip : ips) {
            at.add(intervals.of(ip));
        }
        return at;
    }
}
