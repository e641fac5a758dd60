package io.netdx.model.policy;

/**
 * A connection to judge.
 *
 * @param port     port at the destination itself, after any Service translation, 1 to 65535
 * @param protocol {@code TCP}, {@code UDP} or {@code SCTP}
 */
public record Flow(Peer from, Peer to, int port, String protocol) {
}
