package io.netdx.fact;

/** Something read from a cluster: an API object, an event, a recognised log text, a state of a host, or a figure or an alert of monitoring. */
public sealed interface Fact permits KubeObject, Event, Signature, HostFact, Measurement, Figure, Alert {

    /** The object that the fact is about. */
    ObjectRef ref();

    Provenance source();
}
