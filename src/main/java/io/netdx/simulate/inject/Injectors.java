package io.netdx.simulate.inject;

import java.util.List;
import java.util.stream.Stream;

/** All classes of faults, in the order of their names. */
public final class Injectors {

    private Injectors() {
    }

    public static List<Injector> all() {
        return Stream.of(ServiceFaults.all(), PolicyFaults.all(), DnsFaults.all(), NodeFaults.all(), PluginFaults.all(), EntranceFaults.all(), ControlPlaneFaults.all(), MeshFaults.all(), WorkloadFaults.all()).flatMap(List::stream)
                .sorted(java.util.Comparator.comparing(Injector::name)).toList();
    }
}
