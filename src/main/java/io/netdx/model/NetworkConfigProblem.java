package io.netdx.model;

import io.netdx.fact.ObjectRef;
import io.netdx.fact.Provenance;

/**
 * A setting of the pod network that cannot do what it should, or a status of its own objects that says so.
 *
 * @param kind   Calico: {@code pool-without-nat}, {@code pool-outside}, {@code mesh-off}, {@code mesh-large}, {@code no-typha},
 *               {@code bgp-down}, {@code bgp-stale-peer}, {@code operator-degraded}, {@code ipip-on-azure};
 *               Cilium: {@code cilium-no-routes}, {@code cilium-keys-differ}, {@code cilium-unmanaged}, {@code cilium-exclusive},
 *               {@code cilium-bgp}, {@code cilium-no-masquerade}; {@code not-masqueraded}, {@code windows-vxlan},
 *               {@code cilium-endpoint}, {@code antrea-disconnected}, {@code masquerade-config}, {@code address-twice} and {@code address-shared} (the workloads of the younger pod and of the other), {@code destination-shadowed};
 *               OpenShift: {@code check-fails}
 * @param ref    the object to blame
 * @param what   the setting, or the other side
 * @param detail in words, with figures
 */
public record NetworkConfigProblem(ObjectRef ref, String kind, String what, String detail, Provenance source) {
}
