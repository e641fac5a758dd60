package io.netdx.guide;

import java.util.List;

/** Makes facts of what was read and pasted, and judges them with the engine. Equal outputs give equal knowledge; it may remember. */
public interface Clinic {

    /**
     * @param pasted in the order in which it came
     */
    Known know(List<Answer.Pasted> pasted);
}
