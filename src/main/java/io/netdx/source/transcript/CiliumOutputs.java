package io.netdx.source.transcript;

import io.netdx.fact.Fact;
import io.netdx.fact.HostFact;
import io.netdx.fact.ObjectRef;
import io.netdx.fact.Provenance;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What {@code cilium status}, {@code cilium-dbg status} and {@code cilium connectivity test} print. */
final class CiliumOutputs {

    private static final Pattern WORKLOAD = Pattern.compile("(DaemonSet|Deployment|StatefulSet)\\s+([a-z0-9.-]{1,253})\\s+Desired: (\\d{1,6})(?:, Ready: (\\d{1,6})/\\d{1,6})?.*");
    private static final Pattern HEALTH = Pattern.compile("Cluster health:.*");
    private static final Pattern PEER = Pattern.compile("\\s+(\\S{1,253})(?: \\(localhost\\))?\\s+([0-9a-fA-F.:]{2,45})\\s+(reachable|unreachable)\\s+(\\S+)");
    private static final Pattern ACTION = Pattern.compile("\\s*(?:❌|\\[x\\]|✘) ?[\\w/.:-]{1,200}: ([a-z0-9-]{1,63})/([a-z0-9.-]{1,253}) \\([^)]{1,60}\\) -> \\S{1,300} \\(([^)\\s]{1,253}?)(?::(\\d{1,5}))?\\)");

    private CiliumOutputs() {
    }

    /** The workloads that a summary counts. */
    static void workloads(List<String> lines, String namespace, Provenance source, Consumer<Draft> drafts) {
        for (String line : lines) {
            Matcher m = WORKLOAD.matcher(line);
            if (m.matches()) {
                String ready = m.group(4) == null ? "0" : m.group(4);
                Draft draft = new Draft(m.group(1), namespace, m.group(2), source);
                if (m.group(1).equals("DaemonSet")) {
                    draft.set(m.group(3), "status", "desiredNumberScheduled").set(m.group(3), "status", "currentNumberScheduled").set(ready, "status", "numberReady");
                } else {
                    draft.set(m.group(3), "spec", "replicas").set(ready, "status", "readyReplicas");
                }
                drafts.accept(draft);
            }
        }
    }

    /** Nodes that an agent's own probes do not reach, below the line {@code Cluster health:}. */
    static void health(List<String> lines, String node, String place, int first, Consumer<Fact> facts) {
        boolean within = false;
        for (int i = 0; i < lines.size(); i++) {
            Matcher m = PEER.matcher(lines.get(i));
            if (within && m.matches() && m.group(3).equals("unreachable")) {
                String name = m.group(1).substring(m.group(1).lastIndexOf('/') + 1);
                facts.accept(new HostFact.Unanswered(node, name, m.group(2), "cilium's health check", new Provenance(place, first + i, "")));
            }
            within = HEALTH.matcher(lines.get(i)).matches() || within && lines.get(i).startsWith(" ");
        }
    }

    /** A failed call of the connectivity test. */
    record Failed(ObjectRef client, String host, String port, int line) {
    }

    static void failures(List<String> lines, Consumer<Failed> into) {
        for (int i = 0; i < lines.size(); i++) {
            Matcher m = ACTION.matcher(lines.get(i));
            if (m.matches()) {
                into.accept(new Failed(ObjectRef.of("Pod", m.group(1), m.group(2)), m.group(3), m.group(4) == null ? "" : m.group(4), i));
            }
        }
    }
}
