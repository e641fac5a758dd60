package io.netdx.train;

import io.netdx.simulate.behave.Running;
import io.netdx.simulate.world.Resource;
import io.netdx.simulate.world.World;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * How a cluster stands: what its programs reach of what they call, which pods are ready, and which ways are closed that are there to be.
 *
 * @param calls  share of attempts that work, by workload and the variable that names whom it calls
 * @param ready  {@code ready/wanted} of each workload
 * @param closed {@code workload -> Service:port} where nothing gets through
 */
public record Standing(SortedMap<String, Double> calls, SortedMap<String, String> ready, SortedSet<String> closed) {

    private static final double ALL = 0.999;

    static Standing of(World world, Running running) {
        SortedSet<String> closed = new TreeSet<>();
        for (Resource service : world.all("Service")) {
            for (Resource workload : world.workloads()) {
                if (workload.kind().equals("Job") || workload.text("spec", "template", "spec", "hostNetwork").equals("true")) {
                    continue;
                }
                for (Resource port : service.items("spec", "ports")) {
                    if (port.text("protocol").equals("TCP") && running.reaches(workload, service, port.number("port")).filter(through -> !through).isPresent()) {
                        closed.add(workload.key() + " -> " + service.key() + ":" + port.number("port"));
                    }
                }
            }
        }
        return new Standing(new TreeMap<>(running.calls()), new TreeMap<>(running.ready()), closed);
    }

    /** What works in a whole cluster and does not here: calls, and workloads with fewer ready pods than wanted. */
    public List<String> missing(Standing whole) {
        List<String> missing = new ArrayList<>();
        whole.calls.forEach((call, share) -> {
            if (share >= ALL && calls.getOrDefault(call, 0.0) < ALL) {
                missing.add(call);
            }
        });
        whole.ready.forEach((workload, count) -> {
            if (full(count) && !full(ready.getOrDefault(workload, "0/1"))) {
                missing.add(workload);
            }
        });
        return missing;
    }

    private static boolean full(String count) {
        int slash = count.indexOf('/');
        return count.substring(0, slash).equals(count.substring(slash + 1));
    }

    /** Ways that are closed in a whole cluster although both ends stand, and open here. */
    public List<String> opened(Standing whole) {
        return whole.closed.stream().filter(way -> !closed.contains(way) && standing(way)).toList();
    }

    private boolean standing(String way) {
        return ready.containsKey(way.substring(0, way.indexOf(" -> ")));
    }}
