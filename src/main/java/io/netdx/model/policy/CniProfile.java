package io.netdx.model.policy;

import java.util.Optional;

/**
 * What differs between pod networks; detected from the cluster, each switch overridable.
 *
 * @param cni                {@code calico}, {@code cilium}, {@code flannel}, …; {@code unknown}, and then what hangs on
 *                           {@code ipBlockMatchesPods} is unknown too; {@code assumed} where the user said what the CNI does
 * @param enforces           whether NetworkPolicies take effect at all; empty if unknown
 * @param ipBlockMatchesPods whether an ipBlock matches addresses of pods (Cilium: no)
 * @param hostNetworkAsPod   whether pods on the host network count as pods (analysers assume so, no CNI does)
 * @param egressBeforeDnat   whether egress is judged on the Service address and port (AWS VPC CNI)
 */
public record CniProfile(String cni, Optional<Boolean> enforces, boolean ipBlockMatchesPods, boolean hostNetworkAsPod,
                         boolean egressBeforeDnat) {

    public static final String UNKNOWN = "unknown";

    public CniProfile withIpBlockMatchesPods(boolean matches) {
        return new CniProfile(cni.equals(UNKNOWN) ? "assumed" : cni, enforces, matches, hostNetworkAsPod, egressBeforeDnat);
    }

    public CniProfile withHostNetworkAsPod(boolean asPod) {
        return new CniProfile(cni, enforces, ipBlockMatchesPods, asPod, egressBeforeDnat);
    }
}
