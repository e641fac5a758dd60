package io.netdx.model;

import io.netdx.cluster.Cluster;
import io.netdx.fact.Container;
import io.netdx.fact.ObjectRef;
import io.netdx.fact.Pod;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

/** Finds programs that are told to listen on 127.0.0.1, among those that a Service sends to. A sidecar on loopback is meant so. */
final class LoopbackBindings {

    private static final String[] WORDS = {"listen", "bind"};

    private final Cluster cluster;

    LoopbackBindings(Cluster cluster) {
        this.cluster = cluster;
    }

    List<LoopbackBinding> find() {
        List<LoopbackBinding> found = new ArrayList<>();
        TreeSet<ObjectRef> seen = new TreeSet<>();
        // pods of one template share their variables
        Map<Map<String, String>, String> byVariables = new IdentityHashMap<>();
        for (Pod pod : cluster.all(Pod.class)) {
            if (pod.finished() || pod.hostNetwork() || served(pod) != 1) {
                continue;
            }
            for (Container c : pod.containers()) {
                String where = c.init() ? "" : c.command().isEmpty() ? byVariables.computeIfAbsent(c.env(), e -> where(c)) : where(c);
                if (!where.isEmpty() && seen.add(cluster.workloadOf(pod))) {
                    found.add(new LoopbackBinding(cluster.workloadOf(pod), where, pod.source()));
                }
            }
        }
        return found;
    }

    /** Containers beside the init containers: of several, one may serve the others alone. */
    private static int served(Pod pod) {
        int count = 0;
        for (Container c : pod.containers()) {
            count += c.init() ? 0 : 1;
        }
        return count;
    }

    private static String where(Container c) {
        for (Map.Entry<String, String> e : c.env().entrySet()) {
            if (speaksOfListening(e.getKey()) && loopback(e.getValue())) {
                return "env " + e.getKey() + "=" + e.getValue();
            }
        }
        String before = "";
        for (String argument : c.command()) {
            int equals = argument.indexOf('=');
            String name = equals > 0 ? argument.substring(0, equals) : before;
            String value = equals > 0 ? argument.substring(equals + 1) : argument;
            if (name.startsWith("-") && speaksOfListening(name) && loopback(value)) {
                return "argument " + name + " " + value;
            }
            before = argument;
        }
        return "";
    }

    private static boolean speaksOfListening(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        for (String word : WORDS) {
            if (lower.contains(word)) {
                return true;
            }
        }
        return lower.equals("--host") || lower.equals("--address") || lower.equals("server_address") || lower.equals("server.address");
    }

    private static boolean loopback(String value) {
        String bare = value.startsWith("http://") ? value.substring(7) : value.startsWith("tcp://") ? value.substring(6) : value;
        return bare.equals("127.0.0.1") || bare.startsWith("127.0.0.1:") || bare.equals("localhost") || bare.startsWith("localhost:")
                || bare.equals("::1") || bare.startsWith("[::1]");
    }
}
