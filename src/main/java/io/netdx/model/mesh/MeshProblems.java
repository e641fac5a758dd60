package io.netdx.model.mesh;

import io.netdx.cluster.Cluster;
import java.util.ArrayList;
import java.util.List;

/** Everything in a mesh that cannot work as it stands. */
public final class MeshProblems {

    private MeshProblems() {
    }

    /** Only for clusters with a mesh. */
    public static List<MeshProblem> of(Cluster cluster, Mesh mesh, MeshHosts hosts) {
        List<MeshProblem> problems = new ArrayList<>(new MeshPods(cluster, mesh).find());
        problems.addAll(new MeshConfig(cluster, mesh, hosts).find());
        problems.addAll(new MeshTrust(cluster).find());
        return problems;
    }
}
