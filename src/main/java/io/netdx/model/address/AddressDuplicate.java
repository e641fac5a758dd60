package io.netdx.model.address;

import io.netdx.fact.ObjectRef;
import io.netdx.fact.Provenance;
import java.util.List;

/**
 * One address with several owners.
 *
 * @param kind   {@code pod-pod}, {@code pod-service}, {@code pod-node}, {@code node-node}, {@code service-service}
 * @param owners sorted, at least two
 */
public record AddressDuplicate(String address, String kind, List<ObjectRef> owners, Provenance source) {
}
