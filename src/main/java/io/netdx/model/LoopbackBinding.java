package io.netdx.model;

import io.netdx.fact.ObjectRef;
import io.netdx.fact.Provenance;

/**
 * A container is told to listen on the loopback address, so nobody outside its pod can connect.
 *
 * @param where {@code env BIND_ADDR=127.0.0.1:8080}, {@code argument --bind=localhost}
 */
public record LoopbackBinding(ObjectRef workload, String where, Provenance source) {
}
