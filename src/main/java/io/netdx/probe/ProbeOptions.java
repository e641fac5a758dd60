package io.netdx.probe;

import java.util.List;

/**
 * What somebody wants to be tested.
 *
 * @param namespace of the probe pods
 * @param nodes     that they run on; empty to let the plan choose
 * @param external  names and addresses outside of the cluster, with a port or without
 */
public record ProbeOptions(String namespace, List<String> nodes, List<String> external) {
}
