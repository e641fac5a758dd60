package io.netdx.probe;

import java.util.List;

/**
 * Tests, node by node.
 *
 * @param visits   one probe pod each, the most suspected node first
 * @param left     what is not tested, and why
 */
public record ProbePlan(String namespace, List<Visit> visits, List<String> left) {

    /** What one test may take at most, and so what a pod may live. */
    public static final int SECONDS_A_TEST = 10;
    private static final String NO_PING = "a ping to a ClusterIP, which proves nothing: no host has that address, and whether somebody answers for it depends on the proxy";

    /**
     * A pod to be.
     *
     * @param why the node was chosen
     */
    public record Visit(String node, String why, List<ProbeTest> tests) {
    }

    /** @param image that the pods will run */
    public String text(String image) {
        StringBuilder text = new StringBuilder();
        int tests = visits.stream().mapToInt(v -> v.tests().size()).sum();
        text.append("Plan: ").append(visits.size()).append(visits.size() == 1 ? " probe pod" : " probe pods").append(" in namespace ").append(namespace)
                .append(", ").append(tests).append(" tests, each at most ").append(SECONDS_A_TEST).append(" s; image ").append(image).append('\n');
        for (Visit visit : visits) {
            text.append("\nOn node ").append(visit.node()).append(", ").append(visit.why()).append(":\n");
            for (Layer layer : Layer.values()) {
                List<ProbeTest> of = visit.tests().stream().filter(t -> t.layer() == layer).toList();
                if (!of.isEmpty()) {
                    text.append("   ").append(layer.title()).append('\n');
                    of.forEach(t -> text.append("      ").append(t.command()).append("   # ").append(t.about()).append('\n'));
                }
            }
        }
        text.append("\nNot tested:\n   ").append(NO_PING).append('\n');
        left.forEach(l -> text.append("   ").append(l).append('\n'));
        return text.toString();
    }
}
