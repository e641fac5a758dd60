package io.netdx.model;

import io.netdx.cluster.Cluster;
import io.netdx.fact.Coverage;
import io.netdx.fact.NetworkPolicy;
import io.netdx.fact.ObjectRef;
import io.netdx.fact.Pod;
import io.netdx.model.policy.Direction;
import io.netdx.model.policy.Flow;
import io.netdx.model.policy.Layer;
import io.netdx.model.policy.Miss;
import io.netdx.model.policy.Opinion;
import io.netdx.model.policy.Peer;
import java.util.List;
import java.util.Optional;

/** Kubernetes NetworkPolicies between pods, by the older model; to be replaced by the policy stack. */
public final class InterimPolicies implements Layer {

    private final Cluster cluster;
    private final PolicyModel model;

    public InterimPolicies(Cluster cluster) {
        this.cluster = cluster;
        this.model = new PolicyModel(cluster);
    }

    @Override
    public Opinion judge(Flow flow, Direction direction) {
        Peer selected = direction == Direction.INGRESS ? flow.to() : flow.from();
        if (!(selected instanceof Peer.OfPod pod)) {
            return Opinion.NONE;
        }
        Optional<Pod> client = pod(flow.from());
        Optional<Pod> server = pod(flow.to());
        Optional<Pod> own = direction == Direction.INGRESS ? server : client;
        List<ObjectRef> isolating = own.map(p -> model.isolating(p, direction == Direction.INGRESS)).orElse(List.of()).stream()
                .map(NetworkPolicy::ref).toList();
        if (isolating.isEmpty()) {
            return cluster.complete("NetworkPolicy", pod.namespace()) || cluster.complete("NetworkPolicy", Coverage.ALL) ? Opinion.NONE
                    : Opinion.unknown(List.of(), "NetworkPolicies were not collected");
        }
        if (client.isEmpty() || server.isEmpty()) {
            return Opinion.unknown(isolating, "the other end is no pod");
        }
        PolicyModel.Flow old = new PolicyModel.Flow(client.get(), server.get(), flow.port(), flow.protocol());
        PolicyModel.Verdict v = direction == Direction.INGRESS ? model.ingress(old) : model.egress(old);
        return switch (v.admits()) {
            case YES -> Opinion.allow(isolating);
            case UNKNOWN -> Opinion.unknown(isolating, "labels of a namespace were not seen");
            case NO -> Opinion.deny(isolating, v.miss().map(m -> new Miss(m.policy().ref(), m.kind(), m.text(), m.rank())));
        };
    }

    private Optional<Pod> pod(Peer peer) {
        return peer instanceof Peer.OfPod p ? cluster.find(Pod.class, p.ref()) : Optional.empty();
    }
}
