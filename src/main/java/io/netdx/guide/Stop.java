package io.netdx.guide;

import java.util.List;

/**
 * Why a session asks no more.
 *
 * @param found suspects that are the cause, or share what mends them; the likeliest first
 */
public record Stop(Reason reason, List<Suspect> found) {

    public enum Reason {
        /** The facts prove it; nothing need be asked. */
        PROVED,
        /** The causes that remain share one action. */
        ONE_ACTION,
        /** No test is worth its minutes any more. */
        NOT_WORTH_IT
    }
}
