package io.netdx.train;

import io.netdx.reason.Judgement;

/** Who judges what can be known from a part of a cluster. The same engine that diagnoses. */
public interface Expert {

    Judgement judge(Evidence seen);
}
