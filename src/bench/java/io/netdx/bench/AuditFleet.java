package io.netdx.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Writes many snapshots of clusters with 20 nodes and 500 pods each, every fourth with four faults. Arguments: the folder of shapes, the
 * folder to write, how many. All are different up to {@value #DIFFERENT}; from there on they are links to the first ones, which saves the
 * disk and not the work.
 */
final class AuditFleet {

    private static final int DIFFERENT = 200;
    private static final int NODES = 20;
    private static final int PODS = 500;
    private static final int SEED = 20261129;
    private static final int FAULTY = 4;

    private AuditFleet() {
    }

    public static void main(String[] args) throws IOException {
        Path fleet = Path.of(args[1]);
        int count = Integer.parseInt(args[2]);
        long pods = 0;
        for (int i = 0; i < count; i++) {
            Path folder = fleet.resolve(String.format(Locale.ROOT, "cluster-%04d", i));
            if (i < DIFFERENT) {
                LargeCluster cluster = new LargeCluster(SEED + i, NODES, PODS, i % FAULTY == 0, false);
                new LargeSnapshot(cluster, Path.of(args[0]), folder, PODS / 15, PODS / 3).write();
                pods += cluster.pods() + 2 * cluster.nodes + cluster.dnsServers;
            } else {
                link(fleet.resolve(String.format(Locale.ROOT, "cluster-%04d", i % DIFFERENT)), folder);
            }
        }
        System.out.printf(Locale.ROOT, "%d snapshots of %d nodes and %d pods%n", count, NODES, pods / Math.min(count, DIFFERENT));
    }

    private static void link(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                Path copy = to.resolve(from.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.createLink(copy, file);
            }
        }
    }
}
