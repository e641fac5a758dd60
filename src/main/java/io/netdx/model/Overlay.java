package io.netdx.model;

import io.netdx.fact.Provenance;

/** A tunnel device that carries pod traffic between nodes. */
public record Overlay(String device, int mtu, Provenance source) {
}
