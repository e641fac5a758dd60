/**
 * Guided sessions: from a complaint to a proved cause in the fewest minutes of the person who can run the tests. A session is an immutable list of
 * answers; where it stands is computed from them each time, so that a changed answer withdraws all that followed from it. Terminals, agents
 * and trainers drive the same {@link io.netdx.guide.Guide}. May import {@code engine reason catalog model} and what they may; never a terminal, a
 * file of the user or a source: what an output that somebody pasted says, a {@link io.netdx.guide.Clinic} tells.
 */
package io.netdx.guide;
