package io.netdx.advise;

import io.netdx.cluster.Cluster;
import io.netdx.fact.Container;
import io.netdx.fact.Coverage;
import io.netdx.fact.EndpointSlice;
import io.netdx.fact.Pod;
import io.netdx.fact.Service;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Habits of Services. */
final class ServiceHabits {

    private static final int LONGEST_NAME = 15;
    private static final int LAST_PORT = 65535;

    private final Cluster cluster;
    private final Found found;

    ServiceHabits(Cluster cluster, Found found) {
        this.cluster = cluster;
        this.found = found;
    }

    void find() {
        Map<String, Service.Port> targets = new HashMap<>();
        for (Service service : cluster.all(Service.class)) {
            if (PodHabits.system(service.meta().namespace())) {
                continue;
            }
            ports(service);
            shared(service, targets);
            if (service.type().equals("LoadBalancer") || service.type().equals("NodePort")) {
                found.found(Habit.EXPOSED, service.ref());
            }
            if (service.external() && service.ports().stream().anyMatch(p -> p.name().equals("tcp") || p.name().startsWith("tcp-"))) {
                found.found(Habit.ALIAS_PORT, service.ref());
            }
            if (service.hasSelector() && endpoints(service) == 1) {
                found.found(Habit.ONE_ENDPOINT, service.ref());
            }
        }
    }

    private long endpoints(Service service) {
        List<EndpointSlice> slices = cluster.slicesOf(service);
        return cluster.complete("EndpointSlice", Coverage.ALL) ? slices.stream().filter(s -> !s.legacy()).flatMap(s -> s.endpoints().stream())
                .filter(EndpointSlice.Endpoint::ready).map(EndpointSlice.Endpoint::targetName).distinct().count() : 0;
    }

    private void ports(Service service) {
        for (Service.Port port : service.ports()) {
            String target = port.targetPort();
            boolean number = !target.isEmpty() && target.length() <= 9 && target.chars().allMatch(c -> c >= '0' && c <= '9');
            if (number ? Integer.parseInt(target) > LAST_PORT || Integer.parseInt(target) == 0
                    : target.length() > LONGEST_NAME || !target.isEmpty() && target.chars().noneMatch(c -> c >= 'a' && c <= 'z')) {
                found.found(Habit.PORT_NAME_INVALID, service.ref());
            }
            if (number && service.hasSelector() && named(service, Integer.parseInt(target))) {
                found.found(Habit.PORT_BY_NUMBER, service.ref());
            }
        }
    }

    private boolean named(Service service, int number) {
        for (Pod pod : cluster.podsIn(service.meta().namespace())) {
            if (!pod.finished() && pod.meta().labels().entrySet().containsAll(service.selector().entrySet())) {
                for (Container c : pod.containers()) {
                    if (c.ports().stream().anyMatch(p -> p.number() == number && !p.name().isEmpty())) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    /** The protocol that a mesh reads from the name of a port or its appProtocol. */
    private void shared(Service service, Map<String, Service.Port> targets) {
        for (Service.Port port : service.hasSelector() ? service.ports() : List.<Service.Port>of()) {
            String key = service.meta().namespace() + " " + service.selector() + " " + port.targetPort() + " " + port.protocol();
            Service.Port before = targets.putIfAbsent(key, port);
            if (before != null && !said(before).isEmpty() && !said(port).isEmpty() && !said(before).equals(said(port))) {
                found.found(Habit.SHARED_TARGET, service.ref());
            }
        }
    }

    private static String said(Service.Port port) {
        int dash = port.name().indexOf('-');
        String prefix = dash < 0 ? port.name() : port.name().substring(0, dash);
        return !port.appProtocol().isEmpty() ? port.appProtocol() : List.of("http", "http2", "https", "grpc", "tcp", "tls", "mongo", "mysql", "redis").contains(prefix)
                ? prefix : "";
    }
}
