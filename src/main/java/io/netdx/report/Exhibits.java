package io.netdx.report;

import io.netdx.fact.ObjectRef;
import io.netdx.fact.Provenance;
import io.netdx.reason.Judgement.CauseOn;
import java.time.Instant;
import java.util.List;

/**
 * What is shown beside the diagnoses, where a format asks for it.
 *
 * @param paths    connections that fail because of a diagnosis, those of the first diagnosis first
 * @param moments  in order of time
 * @param headroom the fullest first
 */
public record Exhibits(List<Path> paths, List<Moment> moments, List<Headroom> headroom) {

    public static final Exhibits NONE = new Exhibits(List.of(), List.of(), List.of());

    public Exhibits {
        paths = List.copyOf(paths);
        moments = List.copyOf(moments);
        headroom = List.copyOf(headroom);
    }

    /** The path of a connection that fails because of a diagnosis. */
    public record Path(CauseOn cause, FlowReport flow) {
    }

    /** What somebody did, what the cluster said of it, what somebody suffered from. */
    public enum Kind { CHANGE, EVENT, SYMPTOM }

    /**
     * Something that happened.
     *
     * @param until  end of what went on for a while; equal to {@code at} else
     * @param blamed it happened to the object that a diagnosis names
     */
    public record Moment(Instant at, Instant until, Kind kind, ObjectRef object, String text, boolean blamed, Provenance source) {
    }

    /**
     * How full something is.
     *
     * @param what   pods of a node, addresses of a range
     * @param detail the range, empty if it is none
     * @param limit  greater than zero
     * @param wanted what may be asked for by configuration, 0 where nothing says
     */
    public record Headroom(String what, ObjectRef subject, String detail, long used, long limit, long wanted) {

        public double share() {
            return (double) used / limit;
        }
    }
}
