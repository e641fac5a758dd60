package io.netdx.fact;

/** Something read from a cluster: an API object, an event, a recognised log text, or a state of a host. */
public sealed interface Fact permits KubeObject, Event, Signature, HostFact {

    /** The object that the fact is about. */
    ObjectRef ref();

    Provenance source();
}
