package io.netdx.simulate.behave;

import io.netdx.simulate.world.Host;
import io.netdx.simulate.world.Profile;
import io.netdx.simulate.world.Program;
import io.netdx.simulate.world.Resource;
import io.netdx.simulate.world.World;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the kubelet of its node makes of a pod: sandbox, image, configuration, start, probes. */
final class Kubelet {

    private static final int FIRST_ADDRESS = 2;
    /** MiB in a small cluster, by its own rule of thumb. */
    private static final int COREDNS_MEMORY = 54;

    private final World world;
    private final Events events;
    private final Past past;
    private final Map<String, Integer> addresses = new HashMap<>();

    Kubelet(World world, Events events, Past past) {
        this.world = world;
        this.events = events;
        this.past = past;
    }

    void run(SimPod pod) {
        if (pod.host().isEmpty()) {
            return;
        }
        Host host = pod.host().get();
        boolean fresh = pod.created().isAfter(world.faultAt());
        Optional<String> noNetwork = fresh && !pod.hostNetwork() ? sandbox(pod, host) : Optional.empty();
        if (noNetwork.isPresent()) {
            events.pod(pod, "Warning", "FailedCreatePodSandBox", "Failed to create pod sandbox: rpc error: code = Unknown desc = failed to setup network for sandbox \""
                    + sandboxId(pod) + "\": " + noNetwork.get(), attempts(pod, 12), pod.created().plusSeconds(2));
            return;
        }
        pod.address(pod.hostNetwork() ? host.ip() : address(pod, host));
        if (image(pod) && configured(pod)) {
            start(pod, fresh);
        }
    }

    /** The CNI plugin's words where it cannot connect a new pod. */
    private Optional<String> sandbox(SimPod pod, Host host) {
        String plugin = switch (world.profile().cni()) {
            case FLANNEL -> "flannel";
            case CALICO -> "calico";
            case CILIUM -> "cilium-cni";
            case KINDNET -> "ptp";
            case AWS -> "aws-cni";
        };
        if (host.has(Host.Trouble.AGENT_DOWN) && world.profile().cni() != Profile.Cni.FLANNEL && world.profile().cni() != Profile.Cni.KINDNET) {
            return Optional.of("plugin type=\"" + plugin + "\"" + switch (world.profile().cni()) {
                case CALICO -> " failed (add): stat /var/lib/calico/nodename: no such file or directory: check that the calico/node container is running and has mounted"
                        + " /var/lib/calico/";
                case CILIUM -> " failed (add): unable to connect to Cilium agent: failed to create cilium agent client after 30.000000 seconds timeout:"
                        + " Get \"http://localhost/v1/config\": dial unix /var/run/cilium/cilium.sock: connect: no such file or directory\nIs the agent running?";
                default -> " name=\"aws-cni\" failed (add): add cmd: Error received from AddNetwork gRPC call: rpc error: code = Unavailable desc = connection error: desc ="
                        + " \"transport: Error while dialing: dial tcp 127.0.0.1:50051: connect: connection refused\"";
            });
        }
        if (host.has(Host.Trouble.CNI_SUBNET_MISSING)) {
            return Optional.of("plugin type=\"flannel\" failed (add): failed to load flannel 'subnet.env' file: open /run/flannel/subnet.env: no such file or directory."
                    + " Check the flannel pod log for this node.");
        }
        if (host.has(Host.Trouble.CNI_BINARY_MISSING)) {
            return Optional.of("failed to find plugin \"" + plugin + "\" in path [/opt/cni/bin]");
        }
        if (host.has(Host.Trouble.ADDRESSES_EXHAUSTED)) {
            return Optional.of(switch (world.profile().cni()) {
                case CALICO -> "plugin type=\"calico\" failed (add): failed to request IPv4 addresses: Assigned 0 out of 1 requested IPv4 addresses; No more free affine"
                        + " blocks and strict affinity enabled";
                case CILIUM -> "plugin type=\"cilium-cni\" failed (add): unable to allocate IP via local cilium agent: [POST /ipam][502] postIpamFailure \"range is full\"";
                case AWS -> "plugin type=\"aws-cni\" name=\"aws-cni\" failed (add): add cmd: failed to assign an IP address to container";
                default -> "plugin type=\"" + plugin + "\" failed (add): failed to allocate for range 0: no IP addresses available in range set: "
                        + first(host.podCidr(), 1) + "-" + first(host.podCidr(), 254);
            });
        }
        return Optional.empty();
    }

    private boolean image(SimPod pod) {
        String image = pod.workload().text("spec", "template", "spec", "containers", 0, "image");
        if (!world.missingImages().contains(image)) {
            return true;
        }
        String why = "failed to pull and unpack image \"" + image + "\": failed to resolve reference \"" + image + "\": " + image + ": not found";
        pod.waiting("ImagePullBackOff", "Back-off pulling image \"" + image + "\": ErrImagePull: rpc error: code = NotFound desc = " + why);
        Instant at = pod.created().plusSeconds(3);
        events.pod(pod, "Normal", "Pulling", "Pulling image \"" + image + "\"", attempts(pod, 5), at);
        events.pod(pod, "Warning", "Failed", "Failed to pull image \"" + image + "\": rpc error: code = NotFound desc = " + why, attempts(pod, 5), at.plusSeconds(2));
        events.pod(pod, "Warning", "Failed", "Error: ErrImagePull", attempts(pod, 5), at.plusSeconds(2));
        events.pod(pod, "Normal", "BackOff", "Back-off pulling image \"" + image + "\"", attempts(pod, 30), at.plusSeconds(3));
        events.pod(pod, "Warning", "Failed", "Error: ImagePullBackOff", attempts(pod, 30), at.plusSeconds(3));
        return false;
    }

    /** ConfigMaps and Secrets that the environment names must be there. */
    private boolean configured(SimPod pod) {
        for (Resource variable : pod.workload().items("spec", "template", "spec", "containers", 0, "env")) {
            for (String kind : List.of("ConfigMap", "Secret")) {
                String ref = kind.equals("Secret") ? "secretKeyRef" : "configMapKeyRef";
                String name = variable.text("valueFrom", ref, "name");
                if (!name.isEmpty() && world.find(kind, pod.namespace(), name).isEmpty()) {
                    String why = kind.toLowerCase(java.util.Locale.ROOT) + " \"" + name + "\" not found";
                    pod.waiting("CreateContainerConfigError", why);
                    events.pod(pod, "Warning", "Failed", "Error: " + why, attempts(pod, 40), pod.created().plusSeconds(4));
                    return false;
                }
            }
        }
        return true;
    }

    private void start(SimPod pod, boolean fresh) {
        Optional<Program.Exit> exit = exit(pod);
        String container = pod.workload().text("spec", "template", "spec", "containers", 0, "name");
        if (exit.isPresent()) {
            long minutes = Duration.between(fresh ? pod.created() : world.faultAt(), world.now()).toMinutes();
            pod.crashing(exit.get(), (int) Math.min(3 + minutes / 4, 40));
            events.pod(pod, "Warning", "BackOff", "Back-off restarting failed container " + container + " in pod " + pod.name() + "_" + pod.namespace() + "("
                    + pod.uid() + ")", attempts(pod, 40), pod.created().plusSeconds(20));
            return;
        }
        Optional<Past.End> end = past.ended(pod.key());
        if (pod.workload().kind().equals("Job") || end.isPresent()) {
            pod.completed(end.map(Past.End::code).orElse(0));
            return;
        }
        pod.running();
        for (String kind : List.of("readinessProbe", "livenessProbe")) {
            probe(pod, kind, container);
        }
    }

    private Optional<Program.Exit> exit(SimPod pod) {
        Optional<Program> program = pod.program();
        int limit = Objects.mebibytes(pod.workload().text("spec", "template", "spec", "containers", 0, "resources", "limits", "memory"));
        int needed = pod.workload().name().equals("coredns") ? COREDNS_MEMORY : program.map(Program::memory).orElse(0);
        if (limit > 0 && limit < needed) {
            return Optional.of(new Program.Exit(137, "OOMKilled", List.of()));
        }
        Optional<Program.Exit> daemon = pod.host().flatMap(h -> daemonExit(pod.workload(), h));
        if (daemon.isPresent()) {
            return daemon;
        }
        return pod.workload().name().equals("coredns") ? CoreDns.of(world).exit() : program.flatMap(Program::exit);
    }

    private Optional<Program.Exit> daemonExit(Resource workload, Host host) {
        if (workload.name().equals("kube-proxy") && host.has(Host.Trouble.PROXY_STOPPED)) {
            return Optional.of(new Program.Exit(137, "OOMKilled", List.of()));
        }
        boolean agent = workload.name().equals(world.profile().cni().agent()) && host.has(Host.Trouble.AGENT_DOWN);
        return !agent ? Optional.empty() : Optional.of(new Program.Exit(1, "Error", List.of(switch (world.profile().cni()) {
            case FLANNEL -> "E1123 05:46:12.401512       1 main.go:289] Failed to create SubnetManager: error parsing subnet config: invalid character '}' looking for beginning"
                    + " of object key string";
            case CALICO -> "2026-11-23 05:46:12.401 [FATAL][9] startup/startup.go 141: Couldn't autodetect an IPv4 address. If auto-detecting, choose a different autodetection method.";
            default -> "level=fatal msg=\"agent cannot start\" error=\"mount /sys/fs/bpf: operation not permitted\"";
        })));
    }

    private void probe(SimPod pod, String kind, String container) {
        Resource probe = Resource.of(pod.workload().map("spec", "template", "spec", "containers", 0));
        if (!probe.has(kind, "httpGet") || pod.program().isEmpty() && !pod.workload().name().equals("coredns")) {
            return;
        }
        int port = Ports.target(pod.workload(), probe.text(kind, "httpGet", "port"));
        String path = probe.text(kind, "httpGet", "path");
        String url = "http://" + pod.ip() + ":" + port + path;
        boolean listens = pod.program().map(p -> p.ports().contains(port)).orElse(CoreDns.of(world).ports().contains(port));
        boolean found = pod.program().map(p -> p.healthPath().equals(path)).orElse(true);
        if (listens && found) {
            return;
        }
        String why = listens ? "HTTP probe failed with statuscode: 404" : "Get \"" + url + "\": dial tcp " + pod.ip() + ":" + port + ": connect: connection refused";
        boolean liveness = kind.equals("livenessProbe");
        events.pod(pod, "Warning", "Unhealthy", (liveness ? "Liveness" : "Readiness") + " probe failed: " + why, attempts(pod, 60), pod.created().plusSeconds(15));
        if (liveness) {
            events.pod(pod, "Normal", "Killing", "Container " + container + " failed liveness probe, will be restarted", attempts(pod, 9), pod.created().plusSeconds(45));
            pod.crashing(new Program.Exit(137, "Error", List.of()), 6);
        } else if (pod.state() == SimPod.State.RUNNING) {
            pod.unready(pod.created());
        }
    }

    private int attempts(SimPod pod, int most) {
        long minutes = Duration.between(pod.created().isAfter(world.faultAt()) ? pod.created() : world.faultAt(), world.now()).toMinutes();
        return (int) Math.max(1, Math.min(most, minutes * 2 + world.random().nextInt(3)));
    }

    private String address(SimPod pod, Host host) {
        Optional<String> had = past.pod(pod.slot()).map(Past.Placed::ip).filter(ip -> !ip.isEmpty());
        if (had.isPresent()) {
            return had.get();
        }
        String next;
        do {
            next = first(host.podCidr(), addresses.merge(host.name(), 1, Integer::sum) + FIRST_ADDRESS - 1);
        } while (past.addresses().contains(next));
        return next;
    }

    private static String first(String range, int offset) {
        return range.substring(0, range.lastIndexOf('.') + 1) + offset;
    }

    private String sandboxId(SimPod pod) {
        return (Objects.uid(pod.uid()) + Objects.uid(pod.name())).replace("-", "");
    }

    /** Where pods are cut off although nothing else is wrong with them: their node is gone for the control plane. */
    static boolean lost(SimPod pod) {
        return pod.host().filter(h -> h.silent() || h.has(Host.Trouble.RUNTIME_DOWN)).isPresent();
    }
}
