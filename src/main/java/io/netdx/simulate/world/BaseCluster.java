package io.netdx.simulate.world;

import static io.netdx.simulate.world.Tree.list;
import static io.netdx.simulate.world.Tree.map;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** A healthy cluster as an installer leaves it: nodes, CNI, kube-proxy, CoreDNS. What runs on it is {@link Applications}' business. */
public final class BaseCluster {

    private static final String COREFILE = """
            .:53 {
                errors
                health {
                   lameduck 5s
                }
                ready
                kubernetes cluster.local in-addr.arpa ip6.arpa {
                   pods insecure
                   fallthrough in-addr.arpa ip6.arpa
                   ttl 30
                }
                prometheus :9153
                forward . /etc/resolv.conf {
                   max_concurrent 1000
                }
                cache 30
                loop
                reload
                loadbalance
            }
            """;

    private final World world;
    private final Profile profile;

    private BaseCluster(World world) {
        this.world = world;
        this.profile = world.profile();
    }

    public static World make(Profile profile, RandomGenerator random, Instant now) {
        World world = new World(profile, random, now);
        BaseCluster base = new BaseCluster(world);
        base.namespaces();
        for (int i = 0; i < profile.nodes(); i++) {
            base.node(i);
        }
        base.apiServer();
        base.pluginAgent();
        base.proxy();
        base.dns();
        new Applications(world).deploy();
        world.collectHosts(profile.nodes() <= 10 && world.chance(40));
        return world;
    }

    private void namespaces() {
        for (String name : List.of("default", "kube-node-lease", "kube-public", "kube-system")) {
            world.add(Manifests.namespace(name));
        }
        if (profile.cni() == Profile.Cni.FLANNEL) {
            world.add(Manifests.namespace("kube-flannel", "pod-security.kubernetes.io/enforce", "privileged"));
        }
    }

    private void node(int i) {
        boolean managed = profile.cni() == Profile.Cni.AWS;
        String ip = profile.nodeAddress(i);
        String name = managed ? "ip-" + ip.replace('.', '-') + ".ec2.internal" : i == 0 ? "master-1" : "worker-" + i;
        boolean control = i == 0 && !managed;
        Map<String, Object> labels = map("beta.kubernetes.io/arch", "amd64", "beta.kubernetes.io/os", "linux", "kubernetes.io/arch", "amd64",
                "kubernetes.io/hostname", name, "kubernetes.io/os", "linux", "node-role.kubernetes.io/control-plane", control ? "" : null,
                "topology.kubernetes.io/zone", managed ? "eu-west-1" + "abc".charAt(i % 3) : null);
        String range = profile.podRange(i);
        world.add(Resource.of(map("apiVersion", "v1", "kind", "Node", "metadata", map("annotations", annotations(ip), "labels", labels, "name", name),
                "spec", map("podCIDR", managed ? null : range, "podCIDRs", managed ? null : list(range),
                        "providerID", managed ? "aws:///eu-west-1a/i-0" + world.suffix(16) : null,
                        "taints", control && profile.nodes() > 1 ? list(map("effect", "NoSchedule", "key", "node-role.kubernetes.io/control-plane")) : null),
                "status", map("addresses", list(map("address", ip, "type", "InternalIP"), map("address", name, "type", "Hostname")),
                        "allocatable", map("cpu", "8", "ephemeral-storage", "95551679124", "memory", "32386544Ki", "pods", "110"),
                        "capacity", map("cpu", "8", "ephemeral-storage", "103679Mi", "memory", "32488944Ki", "pods", "110")))));
        world.hosts().put(name, new Host(i, name, ip, range, Profile.DNS_ADDRESS, Profile.DOMAIN));
    }

    private Map<String, Object> annotations(String ip) {
        return switch (profile.cni()) {
            case FLANNEL -> map("flannel.alpha.coreos.com/backend-data", "{\"VNI\":1,\"VtepMAC\":\"" + mac() + "\"}", "flannel.alpha.coreos.com/backend-type",
                    "vxlan", "flannel.alpha.coreos.com/kube-subnet-manager", "true", "flannel.alpha.coreos.com/public-ip", ip);
            case CALICO -> map("projectcalico.org/IPv4Address", ip + "/16", "projectcalico.org/IPv4VXLANTunnelAddr", "");
            default -> map("node.alpha.kubernetes.io/ttl", "0");
        };
    }

    private String mac() {
        return "%02x:%02x:%02x:%02x:%02x:%02x".formatted(world.random().nextInt(64) * 4 + 2, world.random().nextInt(256), world.random().nextInt(256),
                world.random().nextInt(256), world.random().nextInt(256), world.random().nextInt(256));
    }

    private void apiServer() {
        Resource service = world.add(Manifests.service("default", "kubernetes", "10.96.0.1", map(), 443, 6443));
        service.set("https", "spec", "ports", 0, "name").remove("spec", "selector");
        service.set(map("component", "apiserver", "provider", "kubernetes"), "metadata", "labels");
        world.add(Manifests.slice("default", "kubernetes", "kubernetes", profile.nodeAddress(0), "https", 6443));
    }

    private void pluginAgent() {
        String image = switch (profile.cni()) {
            case FLANNEL -> "ghcr.io/flannel-io/flannel:v0.27.4";
            case CALICO -> "docker.io/calico/node:v3.30.3";
            case CILIUM -> "quay.io/cilium/cilium:v1.18.2";
            case KINDNET -> "docker.io/kindest/kindnetd:v20250512-df8de77b";
            case AWS -> "602401143452.dkr.ecr.eu-west-1.amazonaws.com/amazon-k8s-cni:v1.20.1";
        };
        world.add(Manifests.daemon(profile.cni().namespace(), profile.cni().agent(), image));
        switch (profile.cni()) {
            case FLANNEL -> world.add(Manifests.configMap("kube-flannel", "kube-flannel-cfg", "net-conf.json",
                    "{\n  \"Network\": \"" + profile.podRange() + "\",\n  \"EnableNFTables\": false,\n  \"Backend\": {\n    \"Type\": \"vxlan\"\n  }\n}\n"));
            case CALICO -> {
                Resource controllers = Manifests.workload("Deployment", "kube-system", "calico-kube-controllers", 1, map("k8s-app", "calico-kube-controllers"),
                        list(Manifests.container("calico-kube-controllers", "docker.io/calico/kube-controllers:v3.30.3")));
                controllers.set(list(map("operator", "Exists")), "spec", "template", "spec", "tolerations");
                world.add(controllers);
                world.add(Resource.of(map("apiVersion", "crd.projectcalico.org/v1", "kind", "IPPool", "metadata", map("name", "default-ipv4-ippool"), "spec",
                        map("allowedUses", list("Workload", "Tunnel"), "blockSize", 26, "cidr", profile.podRange(), "ipipMode", "Never", "natOutgoing", true,
                                "nodeSelector", "all()", "vxlanMode", "Always"))));
            }
            case CILIUM -> world.add(Manifests.configMap("kube-system", "cilium-config", "cluster-pool-ipv4-cidr", profile.podRange(), "cluster-pool-ipv4-mask-size",
                    "24", "enable-ipv4", "true", "enable-policy", "default", "ipam", "kubernetes", "kube-proxy-replacement",
                    profile.proxy().equals("none") ? "true" : "false", "routing-mode", "tunnel", "tunnel-protocol", "vxlan"));
            default -> { }
        }
    }

    private void proxy() {
        if (!profile.proxy().equals("none")) {
            world.add(Manifests.daemon("kube-system", "kube-proxy", "registry.k8s.io/kube-proxy:" + profile.version()));
            world.add(Manifests.configMap("kube-system", "kube-proxy", "config.conf", """
                    apiVersion: kubeproxy.config.k8s.io/v1alpha1
                    kind: KubeProxyConfiguration
                    clusterCIDR: %s
                    mode: %s
                    """.formatted(profile.podRange(), profile.proxy())));
        }
    }

    private void dns() {
        Map<String, Object> labels = map("k8s-app", "kube-dns");
        Map<String, Object> container = Manifests.container("coredns", "registry.k8s.io/coredns/coredns:v1.12.1", "dns", 53, "dns-tcp", 53, "metrics", 9153);
        Manifests.probe(container, "livenessProbe", "/health", 8080);
        Manifests.probe(container, "readinessProbe", "/ready", 8181);
        container.put("args", list("-conf", "/etc/coredns/Corefile"));
        container.put("resources", map("limits", map("memory", "170Mi"), "requests", map("cpu", "100m", "memory", "70Mi")));
        Resource deployment = Manifests.workload("Deployment", "kube-system", "coredns", profile.nodes() > 100 ? 4 : 2, labels, list(container));
        deployment.set(list(map("effect", "NoSchedule", "key", "node-role.kubernetes.io/control-plane"),
                map("key", "CriticalAddonsOnly", "operator", "Exists")), "spec", "template", "spec", "tolerations");
        deployment.set("Default", "spec", "template", "spec", "dnsPolicy");
        deployment.set(list(map("configMap", map("defaultMode", 420, "items", list(map("key", "Corefile", "path", "Corefile")), "name", "coredns"),
                "name", "config-volume")), "spec", "template", "spec", "volumes");
        world.add(deployment);
        Resource service = world.add(Manifests.service("kube-system", "kube-dns", Profile.DNS_ADDRESS, labels, 53, 53, 53, 53, 9153, 9153));
        service.set("dns", "spec", "ports", 0, "name").set("UDP", "spec", "ports", 0, "protocol");
        service.set("dns-tcp", "spec", "ports", 1, "name").set("metrics", "spec", "ports", 2, "name");
        world.add(Manifests.configMap("kube-system", "coredns", "Corefile", COREFILE));
    }
}
