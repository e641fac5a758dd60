package io.netdx.simulate.behave;

import java.util.Optional;

/**
 * How one attempt of a client ended.
 *
 * @param address that it connected to, or tried to; of the DNS server where the lookup failed; empty if none
 * @param server  pod that answered, or should have
 * @param why     what a proxy notes about it, empty without one
 */
record Outcome(Kind kind, String address, Optional<SimPod> server, String why) {

    enum Kind { OK, REFUSED, TIMEOUT, UNREACHABLE, NO_NETWORK, RESET, STALLED, NXDOMAIN, DNS_TIMEOUT, SERVFAIL, SERVER_ERROR, NOT_FOUND, FORBIDDEN, UNAVAILABLE }

    static Outcome of(Kind kind, String address) {
        return new Outcome(kind, address, Optional.empty(), "");
    }

    /** It is the server that takes its time, not the way to it. */
    boolean slow() {
        return server.flatMap(SimPod::program).filter(p -> p.slow()).isPresent();
    }

    boolean ok() {
        return kind == Kind.OK;
    }

    Outcome because(Kind other, String noted) {
        return new Outcome(other, address, server, noted);
    }

    Outcome as(Kind other) {
        return new Outcome(other, address, server, why);
    }
}
