package io.netdx.source.host;

import io.netdx.fact.HostFact.ServiceRule;
import io.netdx.fact.HostFact.ServiceRule.Verdict;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** The rules of one dump for addresses and ports of Services, one for each; a refusal wins over the balancing behind it. */
final class ServiceRules {

    private final HostFile file;
    private final Map<String, ServiceRule> rules = new TreeMap<>();

    ServiceRules(HostFile file) {
        this.file = file;
    }

    void add(String address, int port, String protocol, String service, Verdict verdict, Collection<String> endpoints,
             int line) {
        if (port <= 0 || port > 65_535) {
            return;
        }
        SharedValues shared = file.shared();
        String key = address + " " + port + "/" + protocol;
        ServiceRule known = rules.get(key);
        if (known != null && (known.verdict() != Verdict.BALANCED || verdict == Verdict.BALANCED)) {
            return;
        }
        if (known != null || file.room(rules.size(), line)) {
            List<String> sorted = new ArrayList<>();
            for (String endpoint : new TreeSet<>(endpoints)) {
                sorted.add(shared.share(endpoint));
            }
            rules.put(key, shared.share(new ServiceRule(shared.share(address), port,
                    shared.share(protocol.toLowerCase(Locale.ROOT)), service, verdict, List.copyOf(sorted))));
        }
    }

    List<ServiceRule> sorted() {
        return rules.values().stream().sorted().toList();
    }

    /** Addresses that have a rule; a node port has none. */
    List<String> addresses() {
        TreeSet<String> addresses = new TreeSet<>();
        for (ServiceRule rule : rules.values()) {
            if (!rule.address().isEmpty()) {
                addresses.add(rule.address());
            }
        }
        return List.copyOf(addresses);
    }
}
