package io.netdx.source.metric;

import io.netdx.source.decode.Tree;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * What a kubelet answers under {@code /stats/summary}: {@code {"node": {"nodeName": "worker-1", "network": {…}, "fs": {…}}, "pods": […]}}.
 * Gives samples of what is the node's; its pods' processor time and memory are no business of a network.
 */
final class KubeletSummary {

    /** Names of samples that no monitoring has. */
    static final String PREFIX = "kubelet_summary_";

    /** How it begins, pretty or not. */
    private static final Pattern BEGINNING = Pattern.compile("\\{\\s*\"node\"\\s*:\\s*\\{\\s*\"(?:nodeName|systemContainers|startTime)\"");
    /** Bytes of the shortest Ethernet frame. */
    private static final int SHORTEST_PACKET = 64;
    private static final int MAX_INTERFACES = 1000;

    private final String node;
    private final Consumer<Sample> samples;

    private KubeletSummary(String node, Consumer<Sample> samples) {
        this.node = node;
        this.samples = samples;
    }

    static boolean startsLike(String lead) {
        return BEGINNING.matcher(lead).lookingAt();
    }

    /** @param document all of it; nothing comes of any other */
    static void read(Tree document, Consumer<Sample> samples) {
        Tree node = document.at("node");
        KubeletSummary summary = new KubeletSummary(node.text("nodeName"), samples);
        if (summary.node.isEmpty()) {
            return;
        }
        summary.network(node.at("network"));
        Tree disk = node.at("fs");
        summary.filesystem("nodefs", disk);
        for (String name : List.of("imagefs", "containerfs")) {
            Tree other = node.at("runtime", name.replace("fs", "Fs"));
            // mostly it is one disk, which is told once
            if (!other.text("capacityBytes").equals(disk.text("capacityBytes")) || !other.text("availableBytes").equals(disk.text("availableBytes"))) {
                summary.filesystem(name, other);
            }
        }
        Tree memory = node.at("memory");
        double working = number(memory, "workingSetBytes");
        summary.part("memory_used_bytes", "memory_bytes", "", working, working + number(memory, "availableBytes"), memory);
        summary.part("processes", "processes_limit", "", number(node.at("rlimit"), "curproc"), number(node.at("rlimit"), "maxpid"), node.at("rlimit"));
    }

    private void network(Tree network) {
        // an old kubelet tells of one interface only
        List<Tree> interfaces = network.list("interfaces").isEmpty() ? List.of(network) : network.list("interfaces");
        interfaces.stream().limit(MAX_INTERFACES).forEach(each -> {
            part("receive_errors", "receive_packets_at_most", each.text("name"), number(each, "rxErrors"), number(each, "rxBytes") / SHORTEST_PACKET, network);
            part("transmit_errors", "transmit_packets_at_most", each.text("name"), number(each, "txErrors"), number(each, "txBytes") / SHORTEST_PACKET, network);
        });
    }

    private void filesystem(String name, Tree fs) {
        double capacity = number(fs, "capacityBytes");
        part("filesystem_used_bytes", "filesystem_bytes", name, capacity - number(fs, "availableBytes"), capacity, fs);
        double inodes = number(fs, "inodes");
        part("inodes_used", "inodes", name, inodes - number(fs, "inodesFree"), inodes, fs);
    }

    /** Nothing where either side is not told, or makes no sense. */
    private void part(String of, String in, String part, double used, double all, Tree at) {
        if (Double.isNaN(used) || Double.isNaN(all) || used < 0 || all <= 0) {
            return;
        }
        Map<String, String> labels = new TreeMap<>(Map.of("node", node));
        if (!part.isEmpty()) {
            labels.put(of.endsWith("_errors") ? "interface" : "filesystem", part);
        }
        Instant time = at.instant("time");
        samples.accept(Sample.single(PREFIX + of, labels, used, time, at.line()));
        samples.accept(Sample.single(PREFIX + in, labels, all, time, at.line()));
    }

    /** NaN where it is not told: a missing figure is no zero. */
    private static double number(Tree tree, String name) {
        return Exposition.number(tree.text(name));
    }
}
