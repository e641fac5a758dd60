package io.netdx.source.transcript;

import io.netdx.fact.Provenance;
import io.netdx.source.decode.Tree;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Turns what {@code kubectl describe} prints of one object into its manifest. */
final class DescribedObjects {

    /** Between the columns of a table inside of a description. */
    static final Pattern COLUMNS = Pattern.compile(" {2,}");

    private DescribedObjects() {
    }

    /** @param kind of the object, as the command or {@link #kindOf} says */
    static Draft draft(String kind, Described d, String namespace, Provenance source) {
        String ns = d.text("Namespace").isEmpty() ? namespace : d.text("Namespace");
        Draft draft = new Draft(kind, ns, d.text("Name"), source).describe();
        draft.map(d.pairs("Labels", "="), "metadata", "labels");
        draft.map(d.pairs("Annotations", ": "), "metadata", "annotations");
        created(draft, d);
        owner(draft, d.text("Controlled By"));
        switch (kind) {
            case "Pod" -> DescribedPods.pod(draft, d);
            case "Deployment", "ReplicaSet", "StatefulSet", "DaemonSet", "ReplicationController", "Job" -> DescribedPods.workload(draft, d);
            case "Node" -> node(draft, d);
            case "Service" -> service(draft, d);
            case "Endpoints" -> endpoints(draft, d);
            case "EndpointSlice" -> endpointSlice(draft, d);
            case "Ingress" -> ingress(draft, d);
            case "NetworkPolicy" -> DescribedPolicies.policy(draft, d);
            case "Namespace" -> draft.set(d.text("Status"), "status", "phase");
            case "PersistentVolumeClaim", "PersistentVolume" -> volume(draft, d);
            case "ResourceQuota" -> quota(draft, d);
            case "ConfigMap" -> data(draft, d);
            case "IPPool", "BGPConfiguration", "BGPPeer", "FelixConfiguration", "IPAddressPool" -> spec(draft, d);
            default -> { }
        }
        return draft;
    }

    /** {@code Corefile:} and a line of dashes, then the text, up to the next such or the end of the section. */
    private static void data(Draft draft, Described d) {
        List<String> lines = new ArrayList<>();
        flatten(d, lines);
        String key = "";
        List<String> text = new ArrayList<>();
        int from = lines.indexOf("====") + 1;
        for (int i = from; i < lines.size() && from > 0; i++) {
            String line = lines.get(i);
            boolean next = i + 1 < lines.size() && lines.get(i + 1).equals("----") && line.endsWith(":");
            boolean end = i + 1 < lines.size() && lines.get(i + 1).equals("====") || line.startsWith("Events:");
            if (next || end) {
                draft.set(String.join("\n", text), "data", key);
                text.clear();
                key = next ? line.substring(0, line.length() - 1) : "";
                i += next ? 1 : lines.size();
            } else {
                text.add(line);
            }
        }
        if (!key.isEmpty() && !text.isEmpty()) {
            draft.set(String.join("\n", text), "data", key);
        }
    }

    private static void flatten(Described d, List<String> into) {
        for (Described child : d.children()) {
            into.add(child.text());
            flatten(child, into);
        }
    }

    /** Plain fields of a resource that kubectl does not know: {@code Ipip Mode:  Always} is {@code ipipMode}; a list has its texts below it. */
    private static void spec(Draft draft, Described d) {
        for (Described field : d.at("Spec").children()) {
            String[] words = field.key().split(" ");
            StringBuilder name = new StringBuilder(words[0].toLowerCase(Locale.ROOT));
            for (int i = 1; i < words.length; i++) {
                name.append(words[i]);
            }
            if (field.children().isEmpty()) {
                draft.set(field.value(), "spec", name.toString());
            } else if (field.children().stream().allMatch(c -> c.key().isEmpty())) {
                draft.texts(field.children().stream().map(Described::value).toList(), "spec", name.toString());
            }
        }
    }

    /** The kind that only this section or field gives away, or that a resource unknown to kubectl names; empty if none does. */
    static String kindOf(Described d) {
        if (d.has("API Version") && !d.text("Kind").isEmpty()) {
            return d.text("Kind");
        }
        if (d.has("Service Account") && d.has("Containers")) {
            return "Pod";
        }
        if (d.has("System Info") || d.has("Unschedulable")) {
            return "Node";
        }
        if (d.has("Session Affinity") || d.has("IP Families")) {
            return "Service";
        }
        if (d.has("Subsets")) {
            return "Endpoints";
        }
        if (d.has("AddressType")) {
            return "EndpointSlice";
        }
        if (d.has("Default backend") || d.has("Ingress Class")) {
            return "Ingress";
        }
        if (d.at("Spec").has("PodSelector") || d.at("Spec").has("Policy Types")) {
            return "NetworkPolicy";
        }
        if (d.has("Reclaim Policy")) {
            return "PersistentVolume";
        }
        if (d.has("VolumeMode")) {
            return "PersistentVolumeClaim";
        }
        if (d.has("Pod Template")) {
            return d.has("StrategyType") ? "Deployment" : d.has("Desired Number of Nodes Scheduled") ? "DaemonSet"
                    : d.has("Update Strategy") ? "StatefulSet" : d.has("Controlled By") || d.has("Replicas") ? "ReplicaSet" : "";
        }
        return "";
    }

    private static void created(Draft draft, Described d) {
        Instant created = Ages.time(d.has("CreationTimestamp") ? d.text("CreationTimestamp") : d.text("Start Time"));
        draft.set(created.equals(Instant.EPOCH) ? "" : created.toString(), "metadata", "creationTimestamp");
    }

    static void owner(Draft draft, String owner) {
        int slash = owner.indexOf('/');
        if (slash > 0) {
            Tree o = draft.add(draft.tree().line(), "metadata", "ownerReferences");
            Draft.put(o, owner.substring(0, slash), "kind");
            Draft.put(o, owner.substring(slash + 1), "name");
            Draft.put(o, "true", "controller");
        }
    }

    private static void node(Draft draft, Described d) {
        draft.set(d.text("Unschedulable"), "spec", "unschedulable");
        List<String> taints = new ArrayList<>(List.of(d.text("Taints")));
        d.at("Taints").children().forEach(c -> taints.add(c.text().strip()));
        for (String taint : taints) {
            int effect = taint.lastIndexOf(':');
            if (effect > 0) {
                Tree t = draft.add(d.at("Taints").line(), "spec", "taints");
                int equals = taint.indexOf('=');
                Draft.put(t, taint.substring(0, equals > 0 && equals < effect ? equals : effect), "key");
                Draft.put(t, equals > 0 && equals < effect ? taint.substring(equals + 1, effect) : "", "value");
                Draft.put(t, taint.substring(effect + 1), "effect");
            }
        }
        for (Described row : d.at("Conditions").children()) {
            String[] cells = COLUMNS.split(row.text().strip(), 6);
            if (cells.length >= 5 && !cells[0].equals("Type") && !cells[0].startsWith("--")) {
                condition(draft, row.line(), cells[0], cells[1], cells[4], cells.length > 5 ? cells[5] : "", Ages.time(cells[3]));
            }
        }
        for (Described address : d.at("Addresses").children()) {
            Tree a = draft.add(address.line(), "status", "addresses");
            Draft.put(a, address.key(), "type");
            Draft.put(a, address.value(), "address");
        }
        Described info = d.at("System Info");
        draft.set(info.text("Kubelet Version"), "status", "nodeInfo", "kubeletVersion");
        draft.set(info.text("Kernel Version"), "status", "nodeInfo", "kernelVersion");
        draft.set(info.text("OS Image"), "status", "nodeInfo", "osImage");
        draft.set(info.text("Container Runtime Version"), "status", "nodeInfo", "containerRuntimeVersion");
        draft.set(d.at("Capacity").text("pods"), "status", "capacity", "pods");
        String cidrs = d.text("PodCIDRs").isEmpty() ? d.text("PodCIDR") : d.text("PodCIDRs");
        draft.texts(commas(cidrs), "spec", "podCIDRs");
    }

    static void condition(Draft draft, int line, String type, String status, String reason, String message, Instant since) {
        Tree c = draft.add(line, "status", "conditions");
        Draft.put(c, type, "type");
        Draft.put(c, status, "status");
        Draft.put(c, reason, "reason");
        Draft.put(c, message, "message");
        Draft.put(c, since.equals(Instant.EPOCH) ? "" : since.toString(), "lastTransitionTime");
    }

    private static void service(Draft draft, Described d) {
        draft.map(selector(d.text("Selector")), "spec", "selector");
        draft.set(d.text("Type"), "spec", "type");
        List<String> ips = commas(d.text("IPs").isEmpty() ? d.text("IP") : d.text("IPs"));
        draft.texts(ips, "spec", "clusterIPs");
        draft.set(d.text("External Name"), "spec", "externalName");
        draft.set(d.text("External Traffic Policy"), "spec", "externalTrafficPolicy");
        draft.set(d.text("Internal Traffic Policy"), "spec", "internalTrafficPolicy");
        for (String ip : commas(d.text("LoadBalancer Ingress"))) {
            Draft.put(draft.add(d.at("LoadBalancer Ingress").line(), "status", "loadBalancer", "ingress"), ip.split(" ")[0], "ip");
        }
        Tree port = Tree.MISSING;
        for (Described c : d.children()) {
            String[] words = c.value().split("\\s+");
            String[] number = words[words.length - 1].split("/");
            switch (c.key()) {
                case "Port" -> {
                    port = draft.add(c.line(), "spec", "ports");
                    Draft.put(port, words.length > 1 && !words[0].equals("<unset>") ? words[0] : "", "name");
                    Draft.put(port, number[0], "port");
                    Draft.put(port, number.length > 1 ? number[1] : "TCP", "protocol");
                }
                case "TargetPort" -> putPort(port, number[0], "targetPort");
                case "NodePort" -> putPort(port, number[0], "nodePort");
                case "Endpoints" -> putPort(port, c.value(), "endpoints");
                default -> { }
            }
        }
    }

    private static void putPort(Tree port, String value, String field) {
        if (port.present()) {
            Draft.put(port, value, field);
        }
    }

    private static void endpoints(Draft draft, Described d) {
        Tree subset = null;
        for (Described c : d.at("Subsets").children()) {
            switch (c.key()) {
                case "Addresses" -> {
                    subset = draft.add(c.line(), "subsets");
                    addresses(subset, c, "addresses");
                }
                case "NotReadyAddresses" -> addresses(subset == null ? draft.add(c.line(), "subsets") : subset, c, "notReadyAddresses");
                case "Ports" -> ports(subset == null ? draft.add(c.line(), "subsets") : subset, c);
                default -> { }
            }
        }
    }

    private static void addresses(Tree subset, Described entry, String field) {
        commas(entry.value()).forEach(ip -> Draft.put(Draft.add(subset, entry.line(), field), ip, "ip"));
    }

    private static void ports(Tree into, Described entry) {
        for (Described row : entry.children()) {
            String[] cells = row.text().strip().split(" {2,}");
            if (cells.length == 3 && cells[1].chars().allMatch(Character::isDigit)) {
                Tree p = Draft.add(into, row.line(), "ports");
                Draft.put(p, cells[0].equals("<unset>") ? "" : cells[0], "name");
                Draft.put(p, cells[1], "port");
                Draft.put(p, cells[2], "protocol");
            }
        }
    }

    private static void endpointSlice(Draft draft, Described d) {
        ports(draft.tree(), d.at("Ports"));
        for (Described e : d.at("Endpoints").children()) {
            if (e.key().equals("- Addresses")) {
                Tree endpoint = draft.add(e.line(), "endpoints");
                Draft.texts(endpoint, commas(e.value()), "addresses");
                Draft.put(endpoint, e.at("Conditions").text("Ready"), "conditions", "ready");
                Draft.put(endpoint, e.text("NodeName"), "nodeName");
                String target = e.text("TargetRef");
                Draft.put(endpoint, target.substring(target.indexOf('/') + 1), "targetRef", "name");
            }
        }
    }

    private static void ingress(Draft draft, Described d) {
        draft.set(d.text("Ingress Class"), "spec", "ingressClassName");
        for (String ip : commas(d.text("Address"))) {
            Draft.put(draft.add(d.at("Address").line(), "status", "loadBalancer", "ingress"), ip, "ip");
        }
        for (Described tls : d.at("TLS").children()) {
            String[] words = tls.text().strip().split(" ");
            Draft.put(draft.add(tls.line(), "spec", "tls"), words[0], "secretName");
        }
        host(draft, d.at("Rules").children());
        backend(draft.tree(), d.text("Default backend"), "spec", "defaultBackend");
    }

    /** Rows of two levels: a host, and below it its paths with {@code service:port (addresses)}. */
    private static void host(Draft draft, List<Described> rows) {
        for (Described row : rows) {
            String[] cells = row.text().strip().split(" {2,}");
            if (cells[0].equals("Host") || cells[0].startsWith("---") || cells[0].startsWith("/")) {
                continue;
            }
            Tree rule = draft.add(row.line(), "spec", "rules");
            Draft.put(rule, cells[0].equals("*") ? "" : cells[0], "host");
            for (Described path : row.children()) {
                String[] parts = path.text().strip().split(" {2,}");
                if (parts[0].startsWith("/") && parts.length > 1) {
                    Tree p = Draft.add(rule, path.line(), "http", "paths");
                    Draft.put(p, parts[0], "path");
                    backend(p, parts[1], "backend");
                }
            }
        }
    }

    private static void backend(Tree into, String text, String... path) {
        String[] serviceAndPort = text.split(" ")[0].split(":");
        if (serviceAndPort.length == 2 && !serviceAndPort[0].equals("default-http-backend")) {
            Tree service = Draft.object(Draft.object(into, path), "service");
            Draft.put(service, serviceAndPort[0], "name");
            boolean number = serviceAndPort[1].chars().allMatch(Character::isDigit);
            Draft.put(service, serviceAndPort[1], "port", number ? "number" : "name");
        }
    }

    private static void volume(Draft draft, Described d) {
        draft.set(d.text("Status").split(" ")[0], "status", "phase");
        draft.set(d.text("StorageClass"), "spec", "storageClassName");
        draft.set(d.text("Volume"), "spec", "volumeName");
        draft.set(d.text("Capacity"), draft.ref().kind().endsWith("Claim") ? "status" : "spec", "capacity", "storage");
        draft.set(d.text("Claim"), "status", "claim");
        draft.texts(commas(d.text("Access Modes")), "spec", "accessModes");
    }

    private static void quota(Draft draft, Described d) {
        for (Described row : d.children()) {
            String[] cells = row.text().strip().split("\\s+");
            if (cells.length == 3 && row.key().isEmpty() && !cells[0].equals("Resource") && !cells[0].startsWith("--")) {
                draft.set(cells[1], "status", "used", cells[0]);
                draft.set(cells[2], "status", "hard", cells[0]);
            }
        }
    }

    /** {@code app=cart,tier=web} as printed on one line. */
    static Map<String, String> selector(String text) {
        Map<String, String> selector = new TreeMap<>();
        for (String pair : text.split(",")) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                selector.put(pair.substring(0, equals).strip(), pair.substring(equals + 1).strip());
            }
        }
        return selector;
    }

    static List<String> commas(String text) {
        return text.isEmpty() ? List.of() : Arrays.stream(text.split(",")).map(String::strip).filter(s -> !s.isEmpty()).toList();
    }
}
