package io.netdx.fact;

/** An IngressClass. */
public record IngressClass(Meta meta, String controller, boolean isDefault) implements KubeObject {
}
