package io.netdx.bench;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Logs of some pods: of those whose calls fail, and of others as many MiB as wanted. */
final class LargeLogs {

    /** The kubelet turns a log over at 10 MiB; most are shorter, and runtimes that turn nothing over leave longer ones. */
    private static final int[] SIZES = {10 << 20, 10 << 20, 300 << 10, 10 << 20, 2 << 20, 10 << 20, 40 << 10, 10 << 20, 64 << 20, 10 << 20};
    private static final int BLOCK = 1 << 20;

    private final LargeCluster cluster;
    private final Path folder;

    LargeLogs(LargeCluster cluster, Path folder) {
        this.cluster = cluster;
        this.folder = folder;
    }

    void write(int mebibytes) throws IOException {
        for (int pod = 0; cluster.broken && pod < cluster.pods(); pod += 1 + cluster.pods() / 2000) {
            failing(pod, false);
        }
        if (cluster.faults) {
            for (int fault = 0; fault < LargeCluster.FAULTS; fault++) {
                int first = cluster.namespaceOfFault(fault) * LargeCluster.APPS.size();
                for (int w = first; w < first + LargeCluster.APPS.size(); w++) {
                    int called = cluster.upstream(w) % LargeCluster.APPS.size();
                    boolean fails = fault == LargeCluster.DNS ? !LargePolicies.resolves(w % LargeCluster.APPS.size()) : called == (fault == LargeCluster.CRASH ? LargeCluster.PAYMENTS : LargeCluster.CART);
                    for (int r = 0; r < Math.min(2, cluster.replicas) && fails; r++) {
                        failing(w * cluster.replicas + r, fault == LargeCluster.DNS);
                    }
                }
            }
        }
        int pod = 0;
        int file = 0;
        for (long left = (long) mebibytes << 20; left > 0; left -= SIZES[file++ % SIZES.length]) {
            // pods of the faulty namespaces have theirs
            while (java.util.stream.IntStream.range(0, LargeCluster.FAULTS).anyMatch(new OfPod(pod)::in)) {
                pod++;
            }
            healthy(pod++, (int) Math.min(SIZES[file % SIZES.length], left));
        }
    }

    private final class OfPod {
        private final int namespace;

        OfPod(int pod) {
            namespace = cluster.namespaceOf(pod / cluster.replicas);
        }

        boolean in(int fault) {
            return cluster.faulty(fault, namespace);
        }
    }

    private Path file(int pod) throws IOException {
        int workload = pod / cluster.replicas;
        Path file = folder.resolve(cluster.namespace(cluster.namespaceOf(workload))).resolve(cluster.podName(pod)).resolve(LargeCluster.app(workload) + ".log");
        Files.createDirectories(file.getParent());
        return file;
    }

    private void failing(int pod, boolean lookup) throws IOException {
        int upstream = cluster.upstream(pod / cluster.replicas);
        String host = LargeCluster.app(upstream) + "." + cluster.namespace(cluster.namespaceOf(upstream)) + ".svc.cluster.local";
        StringBuilder text = new StringBuilder();
        for (int second = 0; second < 60; second += 5) {
            text.append(String.format(Locale.ROOT, "2026-11-24T09:57:%02dZ level=error msg=\"upstream call failed\" err=\"Get \\\"http://%s:80/\\\": dial tcp%s%n", second, host,
                    lookup ? ": lookup " + host + " on 10.96.0.10:53: read udp " + cluster.podIp(pod) + ":40122->10.96.0.10:53: i/o timeout\""
                            : " " + LargeCluster.serviceIp(upstream) + ":80: connect: connection refused\""));
        }
        Files.writeString(file(pod), text.toString());
    }

    private void healthy(int pod, int bytes) throws IOException {
        byte[] block = new LogTexts(cluster, pod).of(Math.min(bytes, BLOCK)).getBytes(StandardCharsets.UTF_8);
        try (OutputStream out = Files.newOutputStream(file(pod))) {
            for (int left = bytes; left > 0; left -= block.length) {
                out.write(block, 0, Math.min(left, block.length));
            }
        }
    }
}
