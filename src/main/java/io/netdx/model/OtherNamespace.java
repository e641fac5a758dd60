package io.netdx.model;

import io.netdx.fact.ObjectRef;
import io.netdx.fact.Provenance;

/**
 * A client asks for a Service by its bare name, and the only Service of that name is in another namespace.
 *
 * @param flow the failing lookups, as the subject of findings
 */
public record OtherNamespace(ObjectRef flow, ObjectRef client, String host, ObjectRef service, Provenance source) {
}
