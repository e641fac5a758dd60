package io.netdx.serve;

import io.netdx.net.Cidr;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Basics that the API server asks of core kinds, in its words. What is wrong in other ways is stored, and its owner sees what comes of it. */
final class Validation {

    private static final String PORT = ": must be between 1 and 65535, inclusive";
    private static final Set<String> WORKLOADS = Set.of("Deployment", "ReplicaSet", "StatefulSet", "DaemonSet");

    private final ApiResource resource;
    private final Map<String, Object> object;
    private final List<String> causes = new ArrayList<>();

    private Validation(ApiResource resource, Map<String, Object> object) {
        this.resource = resource;
        this.object = object;
    }

    /** The causes of a refusal: field and words in turn. */
    static List<String> causes(ApiResource resource, Map<String, Object> object) {
        Validation validation = new Validation(resource, object);
        validation.causes.addAll(Names.labels(Fields.object(object, "metadata", "labels"), "metadata.labels"));
        if (KnownResources.of(resource.group(), resource.kind()).isPresent()) {
            validation.known();
        }
        return validation.causes;
    }

    private void add(String field, String words) {
        causes.add(field);
        causes.add(words);
    }

    private void known() {
        if (WORKLOADS.contains(resource.kind())) {
            workload();
        }
        if (Defaults.POD_SPEC.containsKey(resource.kind())) {
            List<String> path = Defaults.POD_SPEC.get(resource.kind());
            pods(Fields.object(object, path.toArray(String[]::new)), String.join(".", path));
        }
        switch (resource.kind()) {
            case "Service" -> service();
            case "NetworkPolicy" -> policy();
            case "Ingress" -> ingress();
            default -> {
            }
        }
    }

    private void workload() {
        Map<String, Object> wanted = Fields.object(object, "spec", "selector", "matchLabels");
        Map<String, Object> labels = Fields.object(object, "spec", "template", "metadata", "labels");
        causes.addAll(Names.labels(labels, "spec.template.metadata.labels"));
        if (wanted.isEmpty() && Fields.list(object, "spec", "selector", "matchExpressions").isEmpty()) {
            add("spec.selector", "Required value");
        } else if (!labels.entrySet().containsAll(wanted.entrySet())) {
            add("spec.template.metadata.labels", "Invalid value: " + Immutable.shown(labels) + ": `selector` does not match template `labels`");
        }
        Object replicas = Fields.at(object, "spec", "replicas");
        if (replicas instanceof Long number && number < 0) {
            add("spec.replicas", "Invalid value: " + number + ": must be greater than or equal to 0");
        }
        String restart = Fields.text(object, "spec", "template", "spec", "restartPolicy");
        if (!restart.equals("Always")) {
            add("spec.template.spec.restartPolicy", "Unsupported value: \"" + restart + "\": supported values: \"Always\"");
        }
    }

    private void pods(Map<String, Object> spec, String path) {
        List<Map<String, Object>> containers = Fields.objects(spec, "containers");
        if (containers.isEmpty()) {
            add(path + ".containers", "Required value");
        }
        Set<String> volumes = new HashSet<>();
        Fields.objects(spec, "volumes").forEach(v -> volumes.add(Fields.text(v, "name")));
        Set<String> names = new HashSet<>();
        for (String field : List.of("containers", "initContainers", "ephemeralContainers")) {
            int i = 0;
            for (Map<String, Object> container : Fields.objects(spec, field)) {
                container(container, path + "." + field + "[" + i++ + "]", names, volumes);
            }
        }
    }

    private void container(Map<String, Object> container, String path, Set<String> names, Set<String> volumes) {
        String name = Fields.text(container, "name");
        if (name.isEmpty()) {
            add(path + ".name", "Required value");
        } else if (!names.add(name)) {
            add(path + ".name", "Duplicate value: \"" + name + "\"");
        }
        if (Fields.text(container, "image").isEmpty()) {
            add(path + ".image", "Required value");
        }
        int i = 0;
        for (Map<String, Object> port : Fields.objects(container, "ports")) {
            port(port, "containerPort", path + ".ports[" + i++ + "]");
        }
        i = 0;
        for (Map<String, Object> mount : Fields.objects(container, "volumeMounts")) {
            // of the service account, which admission adds
            if (!volumes.contains(Fields.text(mount, "name")) && !Fields.text(mount, "name").startsWith("kube-api-access-")) {
                add(path + ".volumeMounts[" + i + "].name", "Not found: \"" + Fields.text(mount, "name") + "\"");
            }
            i++;
        }
    }

    private void port(Map<String, Object> port, String field, String path) {
        Object number = port.get(field);
        if (number == null) {
            add(path + "." + field, "Required value");
        } else if (!(number instanceof Long n) || n < 1 || n > 65535) {
            add(path + "." + field, "Invalid value: " + Immutable.shown(number) + PORT);
        }
    }

    private void service() {
        List<Map<String, Object>> ports = Fields.objects(object, "spec", "ports");
        String type = Fields.text(object, "spec", "type");
        if (!Set.of("ClusterIP", "NodePort", "LoadBalancer", "ExternalName").contains(type)) {
            add("spec.type", "Unsupported value: \"" + type + "\": supported values: \"ClusterIP\", \"ExternalName\", \"LoadBalancer\", \"NodePort\"");
        }
        if (ports.isEmpty() && !type.equals("ExternalName") && !Fields.text(object, "spec", "clusterIP").equals("None")) {
            add("spec.ports", "Required value");
        }
        if (type.equals("ExternalName") && Fields.text(object, "spec", "externalName").isEmpty()) {
            add("spec.externalName", "Required value");
        }
        Set<String> names = new HashSet<>();
        for (int i = 0; i < ports.size(); i++) {
            String path = "spec.ports[" + i + "]";
            port(ports.get(i), "port", path);
            Object target = ports.get(i).get("targetPort");
            if (target instanceof Long n && (n < 1 || n > 65535)) {
                add(path + ".targetPort", "Invalid value: " + n + PORT);
            }
            String name = Fields.text(ports.get(i), "name");
            if (name.isEmpty() && ports.size() > 1) {
                add(path + ".name", "Required value");
            } else if (!name.isEmpty() && !names.add(name)) {
                add(path + ".name", "Duplicate value: \"" + name + "\"");
            }
        }
    }

    private void policy() {
        for (String direction : List.of("ingress", "egress")) {
            List<Map<String, Object>> rules = Fields.objects(object, "spec", direction);
            for (int i = 0; i < rules.size(); i++) {
                String end = direction.equals("ingress") ? "from" : "to";
                List<Map<String, Object>> peers = Fields.objects(rules.get(i), end);
                for (int j = 0; j < peers.size(); j++) {
                    peer(peers.get(j), "spec." + direction + "[" + i + "]." + end + "[" + j + "]");
                }
            }
        }
    }

    private void peer(Map<String, Object> peer, String path) {
        if (peer.isEmpty()) {
            add(path, "Required value: must specify a peer");
        }
        if (peer.containsKey("ipBlock") && peer.size() > 1) {
            add(path, "Forbidden: may not specify both ipBlock and another peer");
        }
        if (peer.containsKey("ipBlock") && Cidr.block(Fields.text(peer, "ipBlock", "cidr")).isEmpty()) {
            add(path + ".ipBlock.cidr", "Invalid value: \"" + Fields.text(peer, "ipBlock", "cidr")
                    + "\": must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)");
        }
    }

    private void ingress() {
        List<Map<String, Object>> rules = Fields.objects(object, "spec", "rules");
        if (rules.isEmpty() && Fields.object(object, "spec", "defaultBackend").isEmpty()) {
            add("spec", "Invalid value: []networking.IngressRule(nil): either `defaultBackend` or `rules` must be specified");
        }
        for (int i = 0; i < rules.size(); i++) {
            List<Map<String, Object>> paths = Fields.objects(rules.get(i), "http", "paths");
            for (int j = 0; j < paths.size(); j++) {
                if (Fields.text(paths.get(j), "pathType").isEmpty()) {
                    add("spec.rules[" + i + "].http.paths[" + j + "].pathType", "Required value: pathType must be specified");
                }
            }
        }
    }
}
