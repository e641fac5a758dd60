package io.netdx.source.signature;

import java.util.function.Supplier;

/** Threads that work beside the caller's. */
public interface Crew {

    /** How much it pays to ask for at a time. */
    int room();

    /**
     * Has something done, now or later.
     *
     * @param bytes what it holds until then
     * @return gives the answer when it is there, or throws what the work threw
     */
    <T> Supplier<T> ask(int bytes, Supplier<T> work);
}
