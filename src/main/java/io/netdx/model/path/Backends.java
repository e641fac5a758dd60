package io.netdx.model.path;

import io.netdx.cluster.Cluster;
import io.netdx.fact.Container;
import io.netdx.fact.EndpointSlice;
import io.netdx.fact.Pod;
import io.netdx.fact.Service;
import io.netdx.fact.Workload;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What stands behind a port of a Service: EndpointSlices, Endpoints where only they are there, else the pods themselves. */
final class Backends {

    private static final Comparator<Backend> ORDER = Comparator.comparing(Backend::address).thenComparing(Backend::port);

    private final Cluster cluster;

    Backends(Cluster cluster) {
        this.cluster = cluster;
    }

    /**
     * Backends of a port.
     *
     * @param all     every address of the family with its state, sorted
     * @param gap     what would have to be collected to know them; empty where they are known
     * @param misfits why pods or slices of the Service give no backend: a port name that they lack; sorted
     */
    record Found(List<Backend> all, String gap, List<String> misfits) {
    }

    Found of(Service service, Service.Port port, String family) {
        List<EndpointSlice> slices = cluster.slicesOf(service);
        String namespace = service.meta().namespace();
        boolean seen = !slices.isEmpty() || cluster.complete("EndpointSlice", namespace) || cluster.complete("Endpoints", namespace);
        if (seen) {
            return fromSlices(slices, port, family);
        }
        if (service.hasSelector() && cluster.complete("Pod", namespace)) {
            return fromPods(service, port, family);
        }
        List<Backend> declared = declared(service, port);
        if (!declared.isEmpty()) {
            return new Found(declared, "", List.of());
        }
        return new Found(List.of(), "EndpointSlices of namespace " + namespace + " were not collected"
                + (service.hasSelector() ? ", nor all its pods" : ""), List.of());
    }

    private static Found fromSlices(List<EndpointSlice> slices, Service.Port port, String family) {
        List<Backend> found = new ArrayList<>();
        List<String> misfits = new ArrayList<>();
        for (EndpointSlice slice : slices) {
            for (EndpointSlice.Endpoint e : slice.endpoints()) {
                if (!e.address().isEmpty() && Family.of(e.address()).equals(family)) {
                    List<EndpointSlice.Port> ports = e.ports().isEmpty() ? slice.ports() : e.ports();
                    Optional<Integer> number = number(ports, port);
                    if (number.isPresent()) {
                        found.add(Backend.of(e, number.get()));
                    } else {
                        misfits.add("endpoint " + e.address() + " has no port named '" + port.name() + "'");
                    }
                }
            }
        }
        found.sort(ORDER);
        return new Found(found.stream().distinct().toList(), "", misfits.stream().sorted().toList());
    }

    /** By name, then by protocol; a slice port without a number means every port. */
    private static Optional<Integer> number(List<EndpointSlice.Port> ports, Service.Port wanted) {
        List<EndpointSlice.Port> named = ports.stream().filter(p -> p.name().equals(wanted.name())).toList();
        return named.stream().filter(p -> p.protocol().equals(wanted.protocol())).findFirst()
                .or(() -> named.size() == 1 ? Optional.of(named.get(0)) : Optional.empty())
                .map(p -> p.number() > 0 ? p.number() : new PortWish(wanted.targetPort(), "").number());
    }

    private Found fromPods(Service service, Service.Port port, String family) {
        List<Backend> found = new ArrayList<>();
        List<String> misfits = new ArrayList<>();
        for (Pod pod : matched(service)) {
            Optional<String> ip = pod.podIps().stream().filter(a -> Family.of(a).equals(family)).findFirst();
            int number = targetPort(port, pod.containers());
            if (ip.isPresent() && number > 0) {
                boolean ready = pod.ready() && !pod.meta().terminating() || service.publishNotReady();
                found.add(new Backend(ip.get(), number, pod.meta().name(), pod.node(), "", ready, pod.ready(), pod.meta().terminating(),
                        List.of(), List.of(), true, Optional.empty()));
            } else if (number == 0) {
                misfits.add("pod " + pod.meta().name() + " has no container port named '" + port.targetPort() + "'");
            }
        }
        found.sort(ORDER);
        return new Found(List.copyOf(found), "", misfits.stream().sorted().toList());
    }

    /** Pods and workloads of manifests: they have neither status nor address. */
    private List<Backend> declared(Service service, Service.Port port) {
        List<Backend> found = new ArrayList<>();
        boolean run = cluster.podsIn(service.meta().namespace()).stream().anyMatch(p -> !p.phase().isEmpty());
        if (!service.hasSelector() || run) {
            return found;
        }
        matched(service).forEach(p -> found.add(Backend.declared(p.ref(), targetPort(port, p.containers()))));
        for (Workload w : cluster.all(Workload.class)) {
            if (w.meta().namespace().equals(service.meta().namespace()) && w.meta().owner().isEmpty()
                    && w.templateLabels().entrySet().containsAll(service.selector().entrySet())) {
                found.add(Backend.declared(w.ref(), targetPort(port, w.containers())));
            }
        }
        return found.stream().filter(b -> b.port() > 0).toList();
    }

    /** Unfinished pods that the selector matches. */
    List<Pod> matched(Service service) {
        return !service.hasSelector() ? List.of() : cluster.podsIn(service.meta().namespace()).stream()
                .filter(p -> !p.finished() && p.meta().labels().entrySet().containsAll(service.selector().entrySet())).toList();
    }

    /** The pod's own number of a Service's target port; 0 where the pod has no port of that name. */
    static int targetPort(Service.Port port, List<Container> containers) {
        int number = new PortWish(port.targetPort(), "").number();
        if (number > 0) {
            return number;
        }
        for (Container c : containers) {
            for (Container.Port p : c.ports()) {
                if (p.name().equals(port.targetPort()) && p.protocol().equals(port.protocol())) {
                    return p.number();
                }
            }
        }
        return 0;
    }
}
