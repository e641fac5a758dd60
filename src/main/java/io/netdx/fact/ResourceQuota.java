package io.netdx.fact;

import java.util.Map;

/** A ResourceQuota with hard limits and use, as quantities. */
public record ResourceQuota(Meta meta, Map<String, String> hard, Map<String, String> used) implements KubeObject {
}
