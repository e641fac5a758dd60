package io.netdx.bench;

import io.netdx.cluster.Cluster;
import io.netdx.fact.Pod;
import io.netdx.model.policy.CniProfile;
import io.netdx.model.policy.Decision;
import io.netdx.model.policy.Direction;
import io.netdx.model.policy.Flow;
import io.netdx.model.policy.Peer;
import io.netdx.model.policy.Peers;
import io.netdx.model.policy.PolicyStack;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/**
 * The work of the policy engine on one generated cluster: classes, isolation of every pod, DNS of every pod, 150,000 expected edges.
 * Arguments: {@code facts|run PODS NAMESPACES POLICIES}; {@code facts} prints the heap in MiB that the facts alone take.
 */
final class PolicyBenchmark {

    private static final long SEED = 20261124;
    private static final int EDGES = 150_000;
    private static final CniProfile CALICO = new CniProfile("calico", Optional.of(true), true, false, false);

    private PolicyBenchmark() {
    }

    public static void main(String[] args) {
        Cluster cluster = GeneratedCluster.of(SEED, Integer.parseInt(args[1]), Integer.parseInt(args[2]), Integer.parseInt(args[3]));
        if (args[0].equals("facts")) {
            System.gc();
            System.out.println((Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory() >> 20) + 1);
            System.out.close();
        } else {
            run(cluster, String.join(" / ", args[1], args[2], args[3]));
        }
        if (cluster.all(Pod.class).isEmpty()) {
            throw new IllegalStateException("the facts were collected too early");
        }
    }

    private static void run(Cluster cluster, String size) {
        long start = System.nanoTime();
        PolicyStack stack = PolicyStack.of(cluster, CALICO);
        List<Peer.OfPod> pods = cluster.all(Pod.class).stream().map(Peers::of).toList();
        Set<Object> classes = new HashSet<>();
        pods.forEach(p -> classes.add(stack.classOf(p)));
        long classed = System.nanoTime();

        long isolated = 0;
        for (Peer.OfPod pod : pods) {
            isolated += stack.kubernetes().isolating(pod, Direction.INGRESS).isEmpty() ? 0 : 1;
            isolated += stack.kubernetes().isolating(pod, Direction.EGRESS).isEmpty() ? 0 : 1;
        }
        long isolations = System.nanoTime();

        List<Peer.OfPod> dns = stack.representatives(pods.stream().filter(p -> p.namespace().equals("kube-system")).toList());
        Map<Object, Decision> byClass = new HashMap<>();
        long withoutDns = 0;
        for (Peer.OfPod pod : pods) {
            withoutDns += byClass.computeIfAbsent(stack.classOf(pod), c -> stack.judge(new Flow(pod, dns.get(0), 53, "UDP")).decision())
                    == Decision.DENY ? 1 : 0;
        }
        long resolved = System.nanoTime();

        Random random = new Random(SEED);
        long blocked = 0;
        for (int i = 0; i < EDGES; i++) {
            // pods are sorted by namespace: three of four edges stay near
            int client = random.nextInt(pods.size());
            int server = i % 4 == 0 ? random.nextInt(pods.size()) : Math.min(pods.size() - 1, client / 100 * 100 + random.nextInt(100));
            Flow edge = new Flow(pods.get(client), pods.get(server), 8080, "TCP");
            blocked += stack.judge(edge).decision() == Decision.DENY ? 1 : 0;
        }
        long end = System.nanoTime();
        System.out.printf(Locale.ROOT, "%-26s %7d classes %.2f s, %d isolations %.2f s, %d pods without DNS %.2f s, %d of %d edges blocked %.2f s, "
                + "total %.2f s%n", size, classes.size(), seconds(start, classed), isolated, seconds(classed, isolations), withoutDns,
                seconds(isolations, resolved), blocked, EDGES, seconds(resolved, end), seconds(start, end));
    }

    private static double seconds(long from, long to) {
        return (to - from) / 1e9;
    }
}
