package io.netdx.model.path;

import io.netdx.cluster.Cluster;
import io.netdx.fact.Fact;
import io.netdx.fact.KubeObject;
import io.netdx.fact.Node;
import io.netdx.fact.ObjectRef;
import io.netdx.fact.Plain;
import io.netdx.fact.Pod;
import io.netdx.fact.Service;
import io.netdx.fact.Workload;
import io.netdx.model.EndpointName;
import io.netdx.model.Named;
import io.netdx.model.PeerNames;
import io.netdx.model.Spelling;
import io.netdx.model.policy.Peer;
import io.netdx.model.policy.Peers;
import io.netdx.net.Cidr;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What FROM and TO stand for on a path; what they may look like is {@link PeerNames}' business. */
final class Parties {

    /** TO with its port. */
    record Target(Party party, PortWish port) {
    }

    private final Cluster cluster;
    private final PeerNames names;

    Parties(Cluster cluster) {
        this.cluster = cluster;
        this.names = new PeerNames(cluster);
    }

    Party from(String text) {
        Party party = party(text);
        if (party instanceof Party.Host host) {
            Optional<Party> known = known(host.name());
            if (known.isPresent()) {
                return known.get();
            }
            throw unresolved(text, "is a host name: who connects from there cannot be told");
        }
        if (party instanceof Party.OfService s) {
            List<Side> sides = new ArrayList<>(backends(names.resolve(text)));
            if (sides.isEmpty()) {
                // no pods of its own: the addresses behind it, as those of the API server behind default/kubernetes
                cluster.slicesOf(s.service()).forEach(slice -> slice.endpoints().forEach(e -> sides.add(Side.of(e.address(), cluster))));
            }
            if (sides.isEmpty()) {
                throw unresolved(text, "has no pods that could connect");
            }
            return new Party.Pods(s.ref(), sides);
        }
        return party;
    }

    /** A host name of the cluster: a node's, or that of a Service, which stands for its pods. */
    private Optional<Party> known(String host) {
        Optional<Node> node = cluster.node(host).or(() -> cluster.all(Node.class).stream()
                .filter(n -> n.addresses().stream().anyMatch(a -> a.value().equals(host))).findFirst());
        if (node.isPresent()) {
            return Optional.of(new Party.OfNode(node.get(), ""));
        }
        String[] labels = host.split("\\.");
        boolean ofService = labels.length == 2 || labels.length > 2 && labels[2].equals("svc");
        return ofService && cluster.service(labels[1], labels[0]).isPresent() ? Optional.of(from("svc/" + labels[1] + "/" + labels[0])) : Optional.empty();
    }

    Target to(String text) {
        EndpointName name = EndpointName.parse(text).orElseThrow(() -> new PartyException("'" + Plain.line(text)
                + "' has no usable port; write :PORT (1 to 65535) or :NAME, followed by /udp or /sctp where it is not TCP"));
        boolean said = !name.protocol().equals("TCP") || text.toLowerCase(Locale.ROOT).endsWith("/tcp");
        return new Target(party(name.name()), new PortWish(name.port(), said ? name.protocol() : ""));
    }

    private Party party(String text) {
        Named named = names.resolve(text);
        if (named instanceof Named.OfPods pods) {
            return new Party.Pods(pods.ref(), pods.peers().stream().map(this::side).toList());
        }
        if (named instanceof Named.OfService service) {
            return new Party.OfService(service.service(), Cidr.address(text).isPresent() ? text : "");
        }
        if (named instanceof Named.OfAddress address) {
            return owner(address.peer());
        }
        if (named instanceof Named.OfHost host) {
            return new Party.Host(host.host());
        }
        throw unresolved(text, ((Named.Unresolved) named).reason());
    }

    private Side side(Peer.OfPod peer) {
        return new Side(peer.ref(), peer, cluster.find(Pod.class, peer.ref()));
    }

    /** A pod, or a workload by its template. */
    Side side(ObjectRef ref) {
        Optional<Workload> workload = cluster.find(Workload.class, ref);
        return workload.isPresent() ? new Side(ref, Peers.template(workload.get()), Optional.empty())
                : Side.of(cluster.find(Pod.class, ref).orElseThrow(() -> new PartyException(ref + " is not in the snapshot")));
    }

    private List<Side> backends(Named named) {
        return named instanceof Named.OfService s ? s.backends().stream().map(this::side).toList() : List.of();
    }

    /** Load balancer and external addresses belong to their Service, node addresses to their node. */
    private Party owner(Peer.OfAddress peer) {
        Optional<Service> service = cluster.all(Service.class).stream()
                .filter(s -> s.ingress().contains(peer.ip()) || s.externalIps().contains(peer.ip())).findFirst();
        if (service.isPresent()) {
            return new Party.OfService(service.get(), peer.ip());
        }
        return cluster.node(peer.node()).<Party>map(n -> new Party.OfNode(n, peer.ip())).orElse(new Party.Address(peer.ip()));
    }

    private PartyException unresolved(String text, String reason) {
        String[] parts = text.split("/", -1);
        String name = parts[parts.length - 1];
        String namespace = parts.length > 1 ? parts[parts.length - 2] : "";
        List<String> here = new ArrayList<>();
        List<String> elsewhere = new ArrayList<>();
        for (Class<? extends Fact> type : List.of(Service.class, Pod.class, Workload.class, Node.class)) {
            for (Fact fact : cluster.all(type)) {
                ObjectRef ref = ((KubeObject) fact).ref();
                if (ref.namespace().equals(namespace)) {
                    here.add(ref.name());
                } else if (ref.name().equals(name)) {
                    elsewhere.add(ref.qualifiedName());
                }
            }
        }
        List<String> near = new ArrayList<>(Spelling.near(name, here, 3));
        elsewhere.stream().distinct().sorted().limit(3).forEach(near::add);
        String next = near.isEmpty() ? "; write KIND/NAMESPACE/NAME, NAMESPACE/NAME, an address or a host name"
                : "; did you mean " + String.join(", ", near) + "?";
        return new PartyException(Plain.line("'" + text + "' " + reason + next));
    }
}
