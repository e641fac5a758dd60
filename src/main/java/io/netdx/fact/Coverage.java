package io.netdx.fact;

/**
 * What was seen of a kind. Absence may be concluded only where this is {@link State#COMPLETE}.
 *
 * @param kind      object kind, or {@code Log}, {@code Event}, or a host fact ({@code HostService}, …); {@link #FILE} for a file that was cut
 * @param namespace namespace, node name for host facts, path of a file, or {@link #ALL}
 * @param state     how much of it was seen
 * @param reason    why not complete, for people; empty if complete
 */
public record Coverage(String kind, String namespace, State state, String reason) {

    /** Namespace of a statement about the whole cluster. */
    public static final String ALL = "*";
    public static final String FILE = "File";

    /** {@code CUT}: a limit on the input left some of it out, or may have. */
    public enum State { COMPLETE, PARTIAL, FORBIDDEN, NOT_COLLECTED, UNSUPPORTED, STALE, CUT }

    public boolean complete() {
        return state == State.COMPLETE;
    }

    /** True where somebody asked for the kind, whether or not everything is known to have come. */
    public boolean looked() {
        return state == State.COMPLETE || state == State.PARTIAL;
    }

    /** True where this statement speaks about the namespace. */
    public boolean covers(String ns) {
        return namespace.equals(ALL) || namespace.equals(ns);
    }
}
