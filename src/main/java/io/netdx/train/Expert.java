package io.netdx.train;

import io.netdx.reason.Judgement;
import io.netdx.simulate.behave.Shown;
import java.util.List;

/** Who judges what can be known from a part of a cluster. The same engine that diagnoses. */
public interface Expert {

    /** @param transcript commands with their output, as a terminal shows them */
    Judgement judge(Shown seen, List<String> transcript);
}
