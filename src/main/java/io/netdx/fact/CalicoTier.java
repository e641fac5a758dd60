package io.netdx.fact;

import java.util.OptionalDouble;

/**
 * A tier of Calico policies.
 *
 * @param order         lower ones are asked first; empty comes last
 * @param defaultAction {@code Deny} or {@code Pass}: for what no rule of the tier matches
 */
public record CalicoTier(Meta meta, OptionalDouble order, String defaultAction) implements KubeObject {
}
