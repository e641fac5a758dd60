package io.netdx.model.policy;

/** Policies of one family, asked about one direction of one flow at a time. */
public interface Layer {

    Opinion judge(Flow flow, Direction direction);
}
