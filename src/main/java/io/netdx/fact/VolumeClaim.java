package io.netdx.fact;

/** A PersistentVolumeClaim; {@code phase} is {@code Bound}, {@code Pending} or {@code Lost}. */
public record VolumeClaim(Meta meta, String phase, String storageClass) implements KubeObject {
}
