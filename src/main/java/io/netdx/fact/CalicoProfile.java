package io.netdx.fact;

import java.util.List;

/** What holds for pods that no Calico policy decides on; {@code kns.shop} is that of namespace {@code shop}. */
public record CalicoProfile(Meta meta, List<CalicoRule> ingress, List<CalicoRule> egress) implements KubeObject {

    public List<CalicoRule> rules(boolean ingressDirection) {
        return ingressDirection ? ingress : egress;
    }
}
