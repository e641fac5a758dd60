package io.netdx.source.transcript;

import io.netdx.source.decode.Tree;
import java.time.Instant;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Pods and pod templates as {@code kubectl describe} prints them. */
final class DescribedPods {

    private static final Pattern COUNT = Pattern.compile("(\\d+) (desired|total|current|available)");
    private static final Pattern URL = Pattern.compile("(?:http-get )?(https?)://[^:/]*:([^/\\s]*)(/\\S*)?.*");
    private static final Pattern TIMING = Pattern.compile("(delay|timeout|period|#failure)=(\\d+)");

    private DescribedPods() {
    }

    static void pod(Draft draft, Described d) {
        String node = d.text("Node");
        int slash = node.indexOf('/');
        draft.set(slash > 0 ? node.substring(0, slash) : node, "spec", "nodeName");
        // describe does not say hostNetwork: the address does
        draft.set(slash > 0 && !d.text("IP").isEmpty() && node.substring(slash + 1).equals(d.text("IP")) ? "true" : "", "spec", "hostNetwork");
        draft.set(d.text("Service Account"), "spec", "serviceAccountName");
        draft.map(d.pairs("Node-Selectors", "="), "spec", "nodeSelector");
        String status = d.text("Status");
        boolean terminating = status.startsWith("Terminating");
        draft.set(terminating ? "Running" : status.split(" ")[0], "status", "phase");
        draft.set(terminating ? "unknown" : "", "metadata", "deletionTimestamp");
        draft.set(d.text("Reason"), "status", "reason");
        draft.set(d.text("Message"), "status", "message");
        for (Described ip : d.at("IPs").children()) {
            Draft.put(draft.add(ip.line(), "status", "podIPs"), ip.value(), "ip");
        }
        draft.set(d.text("IP"), "status", "podIP");
        Instant last = Instant.EPOCH;
        for (String section : new String[] {"Init Containers", "Containers"}) {
            for (Described c : d.at(section).children()) {
                container(draft.tree(), section.startsWith("Init") ? "initContainers" : "containers", c);
                status(draft.tree(), section.startsWith("Init") ? "initContainerStatuses" : "containerStatuses", c);
                Instant started = Ages.time(c.at("State").text("Started"));
                last = started.isAfter(last) ? started : last;
            }
        }
        Instant since = last.equals(Instant.EPOCH) ? Ages.time(d.text("Start Time")) : last;
        for (Described row : d.at("Conditions").children()) {
            String[] cells = DescribedObjects.COLUMNS.split(row.text().strip());
            if (cells.length >= 2 && !cells[0].equals("Type") && !cells[0].startsWith("--")) {
                DescribedObjects.condition(draft, row.line(), cells[0], cells[1], cells.length > 2 ? cells[2] : "", "", since);
            }
        }
        for (Described volume : d.at("Volumes").children()) {
            Tree v = draft.add(volume.line(), "spec", "volumes");
            Draft.put(v, volume.key(), "name");
            Draft.put(v, volume.text("ClaimName"), "persistentVolumeClaim", "claimName");
        }
    }

    static void workload(Draft draft, Described d) {
        String kind = draft.ref().kind();
        Tree labels = Draft.object(draft.tree(), kind.equals("ReplicationController") ? new String[] {"spec", "selector"}
                : new String[] {"spec", "selector", "matchLabels"});
        DescribedObjects.selector(d.text("Selector")).forEach((key, value) -> Draft.put(labels, value, key));
        Matcher m = COUNT.matcher(d.text("Replicas"));
        while (m.find()) {
            switch (m.group(2)) {
                case "desired" -> draft.set(m.group(1), "spec", "replicas");
                case "total", "current" -> draft.set(m.group(1), "status", "replicas");
                default -> draft.set(m.group(1), "status", "readyReplicas");
            }
        }
        draft.set(d.text("Desired Number of Nodes Scheduled"), "status", "desiredNumberScheduled");
        draft.set(d.text("Current Number of Nodes Scheduled"), "status", "currentNumberScheduled");
        draft.set(d.text("Number of Nodes Scheduled with Available Pods"), "status", "numberReady");
        for (Described row : d.at("Conditions").children()) {
            String[] cells = DescribedObjects.COLUMNS.split(row.text().strip());
            if (cells.length >= 2 && !cells[0].equals("Type") && !cells[0].startsWith("--")) {
                DescribedObjects.condition(draft, row.line(), cells[0], cells[1], cells.length > 2 ? cells[2] : "", "", Instant.EPOCH);
            }
        }
        template(draft, d.at("Pod Template"));
    }

    private static void template(Draft draft, Described template) {
        Tree spec = Draft.object(draft.tree(), "spec", "template", "spec");
        draft.map(template.pairs("Labels", "="), "spec", "template", "metadata", "labels");
        Draft.put(spec, template.text("Service Account"), "serviceAccountName");
        Tree selector = Draft.object(spec, "nodeSelector");
        template.pairs("Node-Selectors", "=").forEach((key, value) -> Draft.put(selector, value, key));
        template.at("Init Containers").children().forEach(c -> container(spec, c, "initContainers"));
        template.at("Containers").children().forEach(c -> container(spec, c, "containers"));
    }

    private static void container(Tree root, String field, Described c) {
        container(Draft.object(root, "spec"), c, field);
    }

    private static void container(Tree spec, Described c, String field) {
        Tree container = Draft.add(spec, c.line(), field);
        Draft.put(container, c.key(), "name");
        Draft.put(container, c.text("Image"), "image");
        ports(container, c);
        words(container, c.at("Command"), "command");
        words(container, c.at("Args"), "args");
        map(container, c.at("Limits"), "resources", "limits");
        map(container, c.at("Requests"), "resources", "requests");
        probe(container, c.text("Liveness"), "livenessProbe");
        probe(container, c.text("Readiness"), "readinessProbe");
        for (Described env : c.at("Environment").children()) {
            // "<set to the key 'x' of config map 'y'>" and "name (v1:metadata.name)" are references, no values
            if (!env.key().isEmpty() && !env.key().contains(" ") && !env.value().startsWith("<") && !env.value().endsWith(")")) {
                Tree variable = Draft.add(container, env.line(), "env");
                Draft.put(variable, env.key(), "name");
                Draft.put(variable, env.value(), "value");
            }
        }
    }

    private static void words(Tree container, Described entry, String field) {
        for (Described word : entry.children()) {
            Draft.texts(container, java.util.List.of(word.text().strip()), field);
        }
    }

    private static void map(Tree container, Described entry, String... path) {
        Tree at = Draft.object(container, path);
        entry.children().forEach(e -> Draft.put(at, e.value(), e.key()));
    }

    private static void ports(Tree container, Described c) {
        String[] ports = (c.has("Ports") ? c.text("Ports") : c.text("Port")).split(",\\s*");
        String[] hostPorts = (c.has("Host Ports") ? c.text("Host Ports") : c.text("Host Port")).split(",\\s*");
        for (int i = 0; i < ports.length; i++) {
            String[] words = ports[i].split(" ");
            String[] number = words[0].split("/");
            if (number.length == 2) {
                Tree port = Draft.add(container, c.line(), "ports");
                Draft.put(port, number[0], "containerPort");
                Draft.put(port, number[1], "protocol");
                Draft.put(port, words.length > 1 ? words[1].replaceAll("[()]", "") : "", "name");
                Draft.put(port, i < hostPorts.length ? hostPorts[i].split("/")[0] : "", "hostPort");
            }
        }
    }

    /** {@code http-get http://:8080/healthz delay=5s timeout=1s period=5s #success=1 #failure=3}. */
    private static void probe(Tree container, String text, String field) {
        if (text.isEmpty()) {
            return;
        }
        Tree probe = Draft.object(container, field);
        String[] words = text.split(" ");
        Matcher url = URL.matcher(text);
        if (url.matches()) {
            Draft.put(probe, url.group(2), "httpGet", "port");
            Draft.put(probe, url.group(3) == null ? "/" : url.group(3), "httpGet", "path");
        } else if (words[0].equals("tcp-socket") && words.length > 1) {
            Draft.put(probe, words[1].substring(words[1].lastIndexOf(':') + 1), "tcpSocket", "port");
        } else if (words[0].equals("grpc") && words.length > 1) {
            Draft.put(probe, words[1].substring(words[1].lastIndexOf(':') + 1), "grpc", "port");
        }
        Matcher timing = TIMING.matcher(text);
        while (timing.find()) {
            Draft.put(probe, timing.group(2), switch (timing.group(1)) {
                case "delay" -> "initialDelaySeconds";
                case "timeout" -> "timeoutSeconds";
                case "period" -> "periodSeconds";
                default -> "failureThreshold";
            });
        }
    }

    private static void status(Tree root, String field, Described c) {
        Tree status = Draft.add(root, c.line(), "status", field);
        Draft.put(status, c.key(), "name");
        Draft.put(status, c.text("Ready").equals("True") ? "true" : "false", "ready");
        Draft.put(status, c.text("Restart Count"), "restartCount");
        state(status, c.at("State"), "state");
        state(status, c.at("Last State"), "lastState");
    }

    private static void state(Tree status, Described entry, String field) {
        String phase = Map.of("Running", "running", "Waiting", "waiting", "Terminated", "terminated").getOrDefault(entry.value(), "");
        if (phase.isEmpty()) {
            return;
        }
        Tree state = Draft.object(status, field, phase);
        Draft.put(state, entry.text("Reason"), "reason");
        Draft.put(state, entry.text("Message"), "message");
        Draft.put(state, entry.text("Exit Code"), "exitCode");
        time(state, entry.text("Started"), "startedAt");
        time(state, entry.text("Finished"), "finishedAt");
    }

    private static void time(Tree state, String text, String field) {
        Instant at = Ages.time(text);
        Draft.put(state, at.equals(Instant.EPOCH) ? "" : at.toString(), field);
    }
}
