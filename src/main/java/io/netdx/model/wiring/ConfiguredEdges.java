package io.netdx.model.wiring;

import io.netdx.cluster.Cluster;
import io.netdx.fact.ConfigMap;
import io.netdx.fact.Container;
import io.netdx.fact.ObjectRef;
import io.netdx.fact.Pod;
import io.netdx.fact.Provenance;
import io.netdx.fact.Service;
import io.netdx.fact.Workload;
import io.netdx.model.EndpointName;
import io.netdx.model.Names;
import io.netdx.net.Mention;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** From workloads to the Services that their variables, arguments and ConfigMaps name. */
final class ConfiguredEdges {

    private static final int WRITTEN = 80;
    private static final int BY_ADDRESS = 70;
    private static final int WORD = 50;
    private static final int LONGEST = 4096;

    private final Cluster cluster;
    private final Names names;
    private final List<ExpectedEdge> edges = new ArrayList<>();

    ConfiguredEdges(Cluster cluster) {
        this.cluster = cluster;
        this.names = new Names(cluster);
    }

    /** Pods of one template say the same: one of each is read. Workloads without pods speak by their template. */
    List<ExpectedEdge> find() {
        Set<List<Object>> seen = new HashSet<>();
        Set<ObjectRef> withPods = new HashSet<>();
        for (Pod pod : cluster.all(Pod.class)) {
            ObjectRef client = cluster.workloadOf(pod);
            if (!pod.finished() && seen.add(List.of(client, revision(pod)))) {
                withPods.add(client);
                read(client, pod.containers(), pod.source());
            }
        }
        for (Workload workload : cluster.all(Workload.class)) {
            if (workload.meta().owner().isEmpty() && !withPods.contains(workload.ref()) && !cluster.complete("Pod", workload.meta().namespace())) {
                read(workload.ref(), workload.containers(), workload.meta().at("spec.template"));
            }
        }
        return edges;
    }

    private static String revision(Pod pod) {
        Map<String, String> labels = pod.meta().labels();
        return labels.getOrDefault("pod-template-hash", labels.getOrDefault("controller-revision-hash", ""));
    }

    private void read(ObjectRef client, List<Container> containers, Provenance source) {
        for (Container container : containers) {
            Map<String, String> variables = container.config().isEmpty() ? container.env() : new TreeMap<>(container.env());
            if (!container.config().isEmpty()) {
                container.config().forEach(ref -> configured(client.namespace(), ref, variables));
            }
            for (Map.Entry<String, String> variable : variables.entrySet()) {
                boolean own = container.env().containsKey(variable.getKey());
                mentions(client, expand(variable.getValue(), variables), variable.getKey(), variables, own ? "env" : "config",
                        source.at("env " + variable.getKey(), 0));
            }
            for (String argument : container.command()) {
                mentions(client, expand(argument, variables), "", variables, "args", source.at("args", 0));
            }
        }
    }

    private void configured(String namespace, Container.ConfigRef ref, Map<String, String> into) {
        Optional<ConfigMap> map = cluster.configMap(namespace, ref.map());
        if (map.isPresent()) {
            map.get().data().forEach((key, value) -> {
                if (ref.key().isEmpty() || ref.key().equals(key)) {
                    into.putIfAbsent(ref.key().isEmpty() ? ref.variable() + key : ref.variable(), value);
                }
            });
        }
    }

    /** {@code $(DB_HOST)}, as the kubelet replaces it; once, not again and again. */
    private static String expand(String value, Map<String, String> variables) {
        int at = value.indexOf("$(");
        if (at < 0) {
            return value;
        }
        StringBuilder text = new StringBuilder();
        int from = 0;
        while (at >= 0 && text.length() < LONGEST) {
            int end = value.indexOf(')', at);
            if (end < 0) {
                break;
            }
            String name = value.substring(at + 2, end);
            text.append(value, from, at).append(variables.getOrDefault(name, "$(" + name + ")"));
            from = end + 1;
            at = value.indexOf("$(", from);
        }
        return text.append(value, from, value.length()).toString();
    }

    private void mentions(ObjectRef client, String value, String variable, Map<String, String> variables, String origin, Provenance source) {
        if (value.length() > LONGEST || value.isEmpty()) {
            return;
        }
        boolean named = Mention.meansHost(variable);
        for (Mention mention : Mention.in(value)) {
            boolean ip = Names.looksLikeIp(mention.host());
            Optional<Service> service = ip ? cluster.serviceByIp(mention.host()) : names.service(client.namespace(), mention.host());
            boolean dotted = mention.host().indexOf('.') > 0;
            if (service.isPresent() && (mention.sure() || !variable.isEmpty())) {
                int port = mention.port() > 0 ? mention.port() : sibling(variable, variables);
                int confidence = ip ? BY_ADDRESS : mention.sure() || named || dotted ? WRITTEN : WORD;
                boolean has = service.get().headless() || service.get().ports().stream().anyMatch(p -> p.port() == port);
                if (port == 0 || has) {
                    edges.add(new ExpectedEdge(client, service.get().ref(), port, origin, variable.isEmpty() ? "its arguments"
                            : origin + " " + variable, confidence, source));
                }
            }
        }
    }

    /** {@code DB_HOST=db} beside {@code DB_PORT=5432}. */
    private static int sibling(String variable, Map<String, String> variables) {
        for (String ending : List.of("HOST", "ADDR", "SERVICE", "SERVER")) {
            if (variable.endsWith(ending)) {
                String port = variables.getOrDefault(variable.substring(0, variable.length() - ending.length()) + "PORT", "");
                return EndpointName.number(port).orElse(0);
            }
        }
        return 0;
    }
}
