package io.netdx.model;

import io.netdx.fact.ObjectRef;
import io.netdx.fact.Provenance;
import java.util.List;

/** Kubelets that hand pods another DNS address than the DNS Service has. */
public record KubeletDns(ObjectRef service, String serviceIp, String kubeletIps, List<String> nodes, Provenance source) {
}
