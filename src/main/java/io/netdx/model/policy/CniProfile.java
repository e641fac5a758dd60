package io.netdx.model.policy;

import java.util.Optional;

/**
 * What differs between pod networks; detected from the cluster, each switch overridable.
 *
 * @param cni                {@code calico}, {@code cilium}, {@code flannel}, …, or {@code unknown}
 * @param enforces           whether NetworkPolicies take effect at all; empty if unknown
 * @param ipBlockMatchesPods whether an ipBlock matches addresses of pods (Cilium: no)
 * @param hostNetworkAsPod   whether pods on the host network count as pods (analysers assume so, no CNI does)
 * @param egressBeforeDnat   whether egress is judged on the Service address and port (AWS VPC CNI)
 */
public record CniProfile(String cni, Optional<Boolean> enforces, boolean ipBlockMatchesPods, boolean hostNetworkAsPod,
                         boolean egressBeforeDnat) {
}
