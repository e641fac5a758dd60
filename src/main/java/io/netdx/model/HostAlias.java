package io.netdx.model;

import io.netdx.fact.ObjectRef;
import io.netdx.fact.Provenance;

/** A pod's own hosts file gives the name of a Service another address than the Service has; lookups never reach DNS. */
public record HostAlias(ObjectRef workload, String name, String address, ObjectRef service, String serviceIp, Provenance source) {
}
