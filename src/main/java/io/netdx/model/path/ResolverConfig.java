package io.netdx.model.path;

import io.netdx.fact.ObjectRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a client's {@code resolv.conf} and {@code hosts} file say.
 *
 * @param nameservers addresses in order, at most three
 * @param search      search list in order
 * @param ndots       names with fewer dots go through the search list first
 * @param hosts       addresses by name from the pod's host aliases
 * @param by          objects that the settings come from
 * @param why         policy in words
 * @param gap         what would have to be collected to know the nameservers; empty where they are known
 * @param assumed     what was not seen and taken as usual, in words; empty if nothing
 */
record ResolverConfig(List<String> nameservers, List<String> search, int ndots, Map<String, List<String>> hosts, List<ObjectRef> by,
                      String why, String gap, String assumed) {

    /** The resolver's limits: more are ignored. */
    private static final int NAMESERVERS = 3;
    private static final int SEARCHES = 32;

    ResolverConfig {
        nameservers = nameservers.stream().distinct().limit(NAMESERVERS).toList();
        search = search.stream().distinct().limit(SEARCHES).toList();
    }

    /** Absolute names, each with its final dot, in the order in which glibc asks for them. */
    List<String> queries(String name) {
        if (name.endsWith(".")) {
            return List.of(name);
        }
        List<String> queries = new ArrayList<>();
        boolean asIsFirst = name.chars().filter(c -> c == '.').count() >= ndots;
        if (asIsFirst) {
            queries.add(name + ".");
        }
        search.forEach(domain -> queries.add(name + "." + domain + "."));
        if (!asIsFirst) {
            queries.add(name + ".");
        }
        return queries.stream().distinct().toList();
    }
}
