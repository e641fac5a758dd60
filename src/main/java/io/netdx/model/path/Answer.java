package io.netdx.model.path;

import io.netdx.fact.ObjectRef;
import io.netdx.fact.Service;
import java.util.List;
import java.util.Optional;

/**
 * What a DNS server says about one absolute name.
 *
 * @param addresses for ADDRESS those that were seen
 * @param service   Service that the name belongs to, if any
 * @param alias     absolute name to go on with (CNAME, rewrite of the answer), empty if none
 */
record Answer(Kind kind, List<String> addresses, Optional<Service> service, String alias, List<ObjectRef> by, String why) {

    enum Kind {
        ADDRESS, ALIAS, NODATA, NXDOMAIN, SERVFAIL, REFUSED, TIMEOUT, UNKNOWN
    }

    static Answer of(Kind kind, List<ObjectRef> by, String why) {
        return new Answer(kind, List.of(), Optional.empty(), "", by, why);
    }

    static Answer addresses(List<String> addresses, Optional<Service> service, List<ObjectRef> by, String why) {
        return new Answer(Kind.ADDRESS, List.copyOf(addresses), service, "", by, why);
    }

    static Answer alias(String name, Optional<Service> service, List<ObjectRef> by, String why) {
        return new Answer(Kind.ALIAS, List.of(), service, name, by, why);
    }

    /** The resolver goes on with the next name of the search list. */
    boolean goesOn() {
        return kind == Kind.NXDOMAIN || kind == Kind.NODATA || kind == Kind.SERVFAIL || kind == Kind.REFUSED;
    }
}
