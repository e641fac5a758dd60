package io.netdx.source.decode;

import io.netdx.fact.Container;
import io.netdx.fact.DnsConfig;
import io.netdx.fact.LabelSelector;
import io.netdx.fact.Meta;
import io.netdx.fact.Pod;
import io.netdx.fact.TextMap;
import io.netdx.fact.Workload;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Decodes pods, pod templates and the workloads that own them. */
final class PodDecoder {

    private static final int MAX_ENV_VALUE = 2048;

    private PodDecoder() {
    }

    static Pod pod(Meta meta, Tree spec, Tree status) {
        List<String> ips = new ArrayList<>();
        for (Tree ip : status.list("podIPs")) {
            ips.add(ip.text("ip"));
        }
        if (ips.isEmpty() && !status.text("podIP").isEmpty()) {
            ips.add(status.text("podIP"));
        }
        return new Pod(meta, spec.text("nodeName"), status.text("phase"), List.copyOf(ips), spec.flag("hostNetwork"),
                spec.text("dnsPolicy", "ClusterFirst"), spec.at("dnsConfig").texts("nameservers"),
                containers(spec, status), ObjectDecoder.conditions(status), spec.map("nodeSelector"),
                spec.text("serviceAccountName", "default"), dns(spec), status.text("reason"), status.text("message"));
    }

    private static DnsConfig dns(Tree spec) {
        Tree config = spec.at("dnsConfig");
        if (!config.present() && !spec.at("hostAliases").present() && !spec.at("hostname").present() && !spec.at("subdomain").present()) {
            return DnsConfig.NONE;
        }
        Map<String, String> options = new TreeMap<>();
        config.list("options").forEach(o -> options.put(o.text("name"), o.text("value")));
        Map<String, List<String>> aliases = new TreeMap<>();
        for (Tree alias : spec.list("hostAliases")) {
            alias.texts("hostnames").forEach(name -> aliases.merge(name, List.of(alias.text("ip")), PodDecoder::joined));
        }
        return new DnsConfig(config.texts("searches"), Collections.unmodifiableMap(options), Collections.unmodifiableMap(aliases),
                spec.text("hostname"), spec.text("subdomain"));
    }

    private static List<String> joined(List<String> first, List<String> second) {
        List<String> all = new ArrayList<>(first);
        all.addAll(second);
        return List.copyOf(all);
    }

    static Workload workload(Meta meta, Tree spec, Tree status) {
        String kind = meta.ref().kind();
        Tree template = kind.equals("CronJob") ? spec.at("jobTemplate", "spec").at("template") : spec.at("template");
        Tree podSpec = template.at("spec");
        boolean daemons = kind.equals("DaemonSet");
        int desired = switch (kind) {
            case "DaemonSet" -> status.number("desiredNumberScheduled");
            case "Job" -> spec.number("completions", spec.number("parallelism", 1));
            case "CronJob" -> 0;
            default -> spec.number("replicas", 1);
        };
        return new Workload(meta, desired, daemons ? status.number("numberReady")
                : kind.equals("Job") ? status.number("succeeded") : status.number("readyReplicas"),
                daemons ? status.number("currentNumberScheduled") : status.number("replicas"),
                kind.equals("ReplicationController") || kind.equals("DeploymentConfig") ? new LabelSelector(spec.map("selector"), List.of())
                        : PolicyDecoder.selector(spec.at("selector")),
                template.at("metadata").map("labels"), containers(podSpec, Tree.MISSING), podSpec.flag("hostNetwork"),
                podSpec.text("dnsPolicy", "ClusterFirst"), podSpec.map("nodeSelector"),
                podSpec.text("serviceAccountName", podSpec.text("serviceAccount", "default")), ObjectDecoder.conditions(status),
                status.present() && !status.fields().isEmpty());
    }

    private static List<Container> containers(Tree spec, Tree status) {
        List<Container> containers = new ArrayList<>();
        int user = spec.at("securityContext").number("runAsUser", -1);
        Map<String, String> volumes = configVolumes(spec);
        add(containers, spec.list("initContainers"), user, statuses(status.list("initContainerStatuses")), volumes, true);
        add(containers, spec.list("containers"), user, statuses(status.list("containerStatuses")), volumes, false);
        return List.copyOf(containers);
    }

    private static Map<String, Tree> statuses(List<Tree> list) {
        Map<String, Tree> byName = new HashMap<>();
        list.forEach(status -> byName.put(status.text("name"), status));
        return byName;
    }

    private static void add(List<Container> into, List<Tree> specs, int user, Map<String, Tree> statuses, Map<String, String> volumes,
                            boolean init) {
        for (Tree spec : specs) {
            Tree status = statuses.getOrDefault(spec.text("name"), Tree.MISSING);
            List<String> args = spec.texts("args");
            List<String> command = args.isEmpty() ? spec.texts("command") : joined(spec.texts("command"), args);
            Tree resources = spec.at("resources");
            into.add(new Container(spec.text("name"), spec.text("image"), init, init && spec.text("restartPolicy").equals("Always"),
                    spec.at("securityContext").number("runAsUser", user), command, ports(spec), env(spec),
                    resources.map("requests"), resources.map("limits"), probe(spec.at("readinessProbe")),
                    probe(spec.at("livenessProbe")), status.flag("ready"), status.number("restartCount"),
                    state(status.at("state")), state(status.at("lastState")), config(spec, volumes)));
        }
    }

    private static List<Container.Port> ports(Tree spec) {
        List<Tree> list = spec.list("ports");
        if (list.isEmpty()) {
            return List.of();
        }
        List<Container.Port> ports = new ArrayList<>(list.size());
        for (Tree p : list) {
            ports.add(p.made(Container.Port.class, port -> new Container.Port(port.text("name"), port.number("containerPort"),
                    port.text("protocol", "TCP"), port.number("hostPort"))));
        }
        return List.copyOf(ports);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, String> env(Tree spec) {
        List<Tree> list = spec.list("env");
        return list.isEmpty() ? Map.of() : (Map<String, String>) spec.at("env").made(Map.class, variables -> {
            SortedMap<String, String> env = new TreeMap<>();
            for (Tree e : list) {
                String value = e.text("value");
                if (!value.isEmpty() && value.length() <= MAX_ENV_VALUE) {
                    env.put(e.text("name"), value);
                }
            }
            return TextMap.of(env);
        });
    }

    /** ConfigMaps by the volume that shows them; those that every pod gets say nothing. */
    private static Map<String, String> configVolumes(Tree spec) {
        Map<String, String> maps = Map.of();
        for (Tree volume : spec.list("volumes")) {
            String map = volume.at("configMap").text("name");
            if (!map.isEmpty()) {
                maps = maps.isEmpty() ? new HashMap<>() : maps;
                maps.put(volume.text("name"), map);
            }
        }
        return maps;
    }

    private static List<Container.ConfigRef> config(Tree spec, Map<String, String> volumes) {
        List<Tree> sources = spec.list("envFrom");
        List<Tree> variables = spec.list("env");
        if (sources.isEmpty() && variables.isEmpty() && volumes.isEmpty()) {
            return List.of();
        }
        List<Container.ConfigRef> refs = new ArrayList<>(0);
        for (Tree source : sources) {
            ref(refs, source.at("configMapRef").text("name"), "", source.text("prefix"));
        }
        for (Tree variable : variables) {
            Tree key = variable.at("valueFrom").at("configMapKeyRef");
            if (key.present()) {
                ref(refs, key.text("name"), key.text("key"), variable.text("name"));
            }
        }
        if (!volumes.isEmpty()) {
            for (Tree mount : spec.list("volumeMounts")) {
                ref(refs, volumes.getOrDefault(mount.text("name"), ""), "", "");
            }
        }
        return List.copyOf(refs);
    }

    private static void ref(List<Container.ConfigRef> into, String map, String key, String variable) {
        if (!map.isEmpty()) {
            into.add(new Container.ConfigRef(map, key, variable));
        }
    }

    private static Optional<Container.Probe> probe(Tree probe) {
        return probe.present() ? Optional.of(probe.made(Container.Probe.class, PodDecoder::presentProbe)) : Optional.empty();
    }

    private static Container.Probe presentProbe(Tree probe) {
        for (String type : List.of("httpGet", "tcpSocket", "grpc")) {
            Tree action = probe.at(type);
            if (action.present()) {
                return new Container.Probe(type, action.text("port"), action.text("path"),
                        type.equals("httpGet") ? action.text("scheme", "HTTP") : "", probe.number("periodSeconds", 10),
                        probe.number("timeoutSeconds", 1), probe.number("failureThreshold", 3));
            }
        }
        return new Container.Probe("exec", "", "", "", probe.number("periodSeconds", 10),
                probe.number("timeoutSeconds", 1), probe.number("failureThreshold", 3));
    }

    private static Optional<Container.State> state(Tree state) {
        for (String phase : List.of("running", "waiting", "terminated")) {
            Tree detail = state.at(phase);
            if (detail.present()) {
                return Optional.of(detail.made(Container.State.class, d -> new Container.State(phase, d.text("reason"), d.text("message"),
                        d.number("exitCode"), d.instant("startedAt"), d.instant("finishedAt"))));
            }
        }
        return Optional.empty();
    }
}
