package io.netdx.cli;

import io.netdx.advise.AdviceException;
import io.netdx.advise.Growth;
import io.netdx.advise.WhatIf;
import io.netdx.net.Cidr;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import picocli.CommandLine.Option;

/** Figures for {@code netdx advise} that win over those of the snapshot. */
final class WhatIfOptions {

    private static final long MOST = 100_000_000;

    @Option(names = "--nodes", paramLabel = "N", description = "Nodes")
    private Long nodes;

    @Option(names = "--pods", paramLabel = "N", description = "Pods")
    private Long pods;

    @Option(names = "--services", paramLabel = "N", description = "Services")
    private Long services;

    @Option(names = "--policies", paramLabel = "N", description = "Network policies")
    private Long policies;

    @Option(names = "--peak", paramLabel = "N", description = "Pods that autoscalers may ask for in all")
    private Long peak;

    @Option(names = "--growth", paramLabel = "RATE", description = "Growth of the number of pods: 5%%, 40, 10%%/month, 3/day (a week where no period is named)")
    private String growth;

    @Option(names = "--qps", paramLabel = "N", description = "DNS lookups a second")
    private Long qps;

    @Option(names = "--pod-cidr", paramLabel = "RANGE", description = "The cluster's pod range, 10.244.0.0/16")
    private String podCidr;

    @Option(names = "--node-mask", paramLabel = "LENGTH", description = "Prefix length of a node's range (default: as seen, else 24)")
    private Long nodeMask;

    @Option(names = "--max-pods", paramLabel = "N", description = "Pods that a kubelet takes (default: as seen, else 110)")
    private Long maxPods;

    @Option(names = "--plugin", paramLabel = "NAME", description = "Network plugin: flannel, calico, cilium, …")
    private String plugin;

    @Option(names = "--from", paramLabel = "VERSION", description = "upgrade: version of now; cni: plugin of now (default: as seen)")
    private String from;

    @Option(names = "--to", paramLabel = "VERSION", description = "upgrade: version to come; cni: plugin to come")
    private String to;

    @Option(names = "--problem", paramLabel = "KIND", description = "tools: connectivity, dns, policy or cni")
    private String problem;

    @Option(names = {"-n", "--namespace"}, paramLabel = "NAME", description = "Namespace that procedures are written for")
    private String namespace;

    /**
     * The figures, checked.
     *
     * @throws AdviceException naming the option and what it takes
     */
    WhatIf read() {
        Map<String, Long> numbers = new TreeMap<>();
        number("nodes", nodes, 1, MOST, numbers);
        number("pods", pods, 0, MOST, numbers);
        number("services", services, 0, MOST, numbers);
        number("policies", policies, 0, MOST, numbers);
        number("peak", peak, 0, MOST, numbers);
        number("qps", qps, 1, MOST, numbers);
        number("node-mask", nodeMask, 8, 30, numbers);
        number("max-pods", maxPods, 1, MOST, numbers);
        return new WhatIf(numbers, range(), rate(), name(from), name(to), name(plugin), name(problem), namespace == null ? "" : namespace);
    }

    private static void number(String name, Long value, long least, long most, Map<String, Long> into) {
        if (value != null) {
            if (value < least || value > most) {
                throw new AdviceException("--" + name + " is a number from " + least + " to " + most);
            }
            into.put(name, value);
        }
    }

    private Optional<Cidr> range() {
        if (podCidr == null) {
            return Optional.empty();
        }
        Optional<Cidr> range = Cidr.block(podCidr).filter(r -> !r.ipv6());
        if (range.isEmpty()) {
            throw new AdviceException("--pod-cidr is an IPv4 range such as 10.244.0.0/16");
        }
        return range;
    }

    private Optional<Growth> rate() {
        if (growth == null) {
            return Optional.empty();
        }
        Optional<Growth> rate = Growth.of(growth);
        if (rate.isEmpty()) {
            throw new AdviceException("--growth is 5% or 40, with /day, /week, /month or /year behind it");
        }
        return rate;
    }

    private static String name(String given) {
        return given == null ? "" : given.toLowerCase(Locale.ROOT);
    }
}
