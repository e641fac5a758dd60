package io.netdx.model;

import io.netdx.fact.ObjectRef;

/** The workload of a pod whose texts were recognised: rules find what is wrong with it by this, not by trying every trouble's pods. */
public record PodOwner(ObjectRef pod, ObjectRef workload) {
}
