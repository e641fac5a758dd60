package io.netdx.model;

import io.netdx.fact.ObjectRef;
import io.netdx.fact.Provenance;

/**
 * Between pods of two nodes small echoes come back and large ones vanish without a word.
 *
 * @param nodes  their names, sorted, joined by commas
 * @param client pod that asked
 * @param server pod that was asked
 * @param lost   bytes of the smallest packets that were lost, with their headers
 * @param back   bytes of the largest ones below that came back
 */
public record LargeLoss(String nodes, ObjectRef client, ObjectRef server, int lost, int back, Provenance source) {
}
