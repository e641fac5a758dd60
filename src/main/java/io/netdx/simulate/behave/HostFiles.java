package io.netdx.simulate.behave;

import io.netdx.simulate.world.Host;
import io.netdx.simulate.world.Profile;
import io.netdx.simulate.world.World;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What somebody finds who logs in to the nodes: outputs of the usual commands, by {@code node/file}. */
final class HostFiles {

    private static final int CONNTRACK = 262_144;
    private static final int TUNNEL = 50;

    private final World world;
    private final Map<String, String> files = new TreeMap<>();

    private HostFiles(World world) {
        this.world = world;
    }

    static Map<String, String> of(World world, List<SimPod> pods) {
        HostFiles all = new HostFiles(world);
        if (world.collectHosts()) {
            // nobody logs in to a machine that is off
            world.hosts().values().stream().filter(h -> !h.has(Host.Trouble.POWERED_OFF)).forEach(h -> all.host(h, pods.stream()
                    .filter(p -> !p.hostNetwork() && p.host().filter(h::equals).isPresent() && !p.ip().isEmpty()).map(SimPod::ip).toList()));
        }
        return all.files;
    }

    /** Those of one machine, for whoever logs in to it. */
    static Map<String, String> of(World world, List<SimPod> pods, Host host) {
        HostFiles one = new HostFiles(world);
        one.host(host, pods.stream().filter(p -> !p.hostNetwork() && p.host().filter(host::equals).isPresent() && !p.ip().isEmpty()).map(SimPod::ip).toList());
        return one.files;
    }

    private void host(Host host, List<String> pods) {
        put(host, "kubelet-config.yaml", """
                apiVersion: kubelet.config.k8s.io/v1beta1
                kind: KubeletConfiguration
                cgroupDriver: systemd
                clusterDNS: [%s]
                clusterDomain: %s
                maxPods: 110
                """.formatted(host.clusterDns(), host.clusterDomain()));
        put(host, "sysctl.txt", "net.bridge.bridge-nf-call-ip6tables = 1\nnet.bridge.bridge-nf-call-iptables = 1\nnet.ipv4.conf.all.forwarding = " + forward(host)
                + "\nnet.ipv4.conf.all.rp_filter = 0\nnet.ipv4.conf.default.rp_filter = 0\nnet.ipv4.ip_forward = " + forward(host) + "\nnet.netfilter.nf_conntrack_max = "
                + CONNTRACK + "\n");
        int used = host.has(Host.Trouble.CONNTRACK_FULL) ? CONNTRACK - 200 : 900 + world.random().nextInt(4000);
        String stats = "found=0 invalid=0 insert=0 insert_failed=0 drop=" + (host.has(Host.Trouble.CONNTRACK_FULL) ? 48_211 : 0) + " early_drop="
                + (host.has(Host.Trouble.CONNTRACK_FULL) ? 21_904 : 0) + " error=0 search_restart=0 clash_resolve=0 chaintoolong=0\n";
        put(host, "conntrack-stats.txt", "count " + used + "\nmax " + CONNTRACK + "\ncpu=0   \t" + stats);
        put(host, "services-status.txt", "kubelet: " + running(!host.has(Host.Trouble.KUBELET_STOPPED)) + "\ncontainerd: " + running(!host.has(Host.Trouble.RUNTIME_DOWN)) + "\n");
        put(host, "resolv.conf", "nameserver " + Resolver.NODE_RESOLVER + "\n");
        put(host, "ip-addr.txt", links(host));
        put(host, "ip-route.txt", routes(host, pods));
        put(host, "ip-neigh.txt", neighbours(host));
        plugin(host, pods);
        if (host.has(Host.Trouble.CONNTRACK_FULL)) {
            put(host, "kernel.log", "Nov 23 05:52:14 " + host.name() + " kernel: nf_conntrack: nf_conntrack: table full, dropping packet\n".repeat(3));
        }
    }

    private void put(Host host, String file, String text) {
        files.put(host.name() + "/" + file, text);
    }

    private static String running(boolean so) {
        return so ? "active (running)" : "inactive (dead)";
    }

    private static int forward(Host host) {
        return host.has(Host.Trouble.FORWARDING_OFF) ? 0 : 1;
    }

    private String overlay() {
        return overlay(world);
    }

    /** The device that leads from a machine to the pods of others. */
    static String device(World world) {
        return overlay(world).isEmpty() ? "eth0" : overlay(world);
    }

    /** Bytes that the tunnel between machines adds to a packet. */
    static int overhead(World world) {
        return overlay(world).isEmpty() ? 0 : TUNNEL;
    }

    private static String overlay(World world) {
        return switch (world.profile().cni()) {
            case FLANNEL -> "flannel.1";
            case CALICO -> "vxlan.calico";
            case CILIUM -> "cilium_vxlan";
            default -> "";
        };
    }

    private String links(Host host) {
        StringBuilder text = new StringBuilder();
        link(text, 1, "lo", 65536, "127.0.0.1/8");
        boolean set = host.mtu() > 0;
        link(text, 2, "eth0", set && overlay().isEmpty() ? host.mtu() : world.profile().cni() == Profile.Cni.AWS ? 9001 : 1500, host.ip() + "/16");
        if (!overlay().isEmpty()) {
            link(text, 3, overlay(), set ? host.mtu() : 1450, address(host, 0) + "/32");
        }
        if (world.profile().cni() == Profile.Cni.FLANNEL) {
            link(text, 4, "cni0", 1450, address(host, 1) + "/24");
        }
        return text.toString();
    }

    private static void link(StringBuilder text, int number, String name, int mtu, String address) {
        text.append(number).append(": ").append(name).append(name.equals("lo") ? ": <LOOPBACK,UP,LOWER_UP> mtu " : ": <BROADCAST,MULTICAST,UP,LOWER_UP> mtu ").append(mtu)
                .append(" qdisc noqueue state ").append(name.equals("eth0") ? "UP" : "UNKNOWN").append(" group default qlen 1000\n    inet ").append(address)
                .append(name.equals("lo") ? " scope host lo\n" : " scope global " + name + "\n").append("       valid_lft forever preferred_lft forever\n");
    }

    private static String address(Host host, int offset) {
        return host.podCidr().substring(0, host.podCidr().lastIndexOf('.') + 1) + offset;
    }

    private String routes(Host host, List<String> pods) {
        StringBuilder text = new StringBuilder("default via 172.20.0.1 dev eth0 \n172.20.0.0/16 dev eth0 proto kernel scope link src " + host.ip() + " \n");
        Profile.Cni cni = world.profile().cni();
        if (cni == Profile.Cni.FLANNEL) {
            text.append(host.podCidr()).append(" dev cni0 proto kernel scope link src ").append(address(host, 1)).append(" \n");
        } else if (cni == Profile.Cni.CILIUM) {
            text.append(host.podCidr()).append(" via ").append(address(host, 1)).append(" dev cilium_host proto kernel src ").append(address(host, 1)).append(" \n");
        } else {
            int number = 0;
            for (String ip : pods) {
                text.append(ip).append(" dev ").append(cni == Profile.Cni.CALICO ? "cali" : cni == Profile.Cni.AWS ? "eni" : "veth").append(String.format("%011x", 77 + number++))
                        .append(" scope link \n");
            }
        }
        for (Host peer : world.hosts().values()) {
            if (peer != host) {
                switch (cni) {
                    case FLANNEL, CALICO -> text.append(peer.podCidr()).append(" via ").append(address(peer, 0)).append(" dev ").append(overlay()).append(" onlink \n");
                    case CILIUM -> text.append(peer.podCidr()).append(" via ").append(address(host, 1)).append(" dev cilium_host proto kernel src ").append(address(host, 1))
                            .append(" mtu 1450 \n");
                    case KINDNET -> text.append(peer.podCidr()).append(" via ").append(peer.ip()).append(" dev eth0 \n");
                    default -> { }
                }
            }
        }
        return text.toString();
    }

    private String neighbours(Host host) {
        StringBuilder text = new StringBuilder("172.20.0.1 dev eth0 lladdr 1a:8c:d9:21:48:1f REACHABLE \n");
        for (Host peer : world.hosts().values()) {
            String tunnel = mac(peer);
            if (peer != host && !tunnel.isEmpty()) {
                text.append(address(peer, 0)).append(" dev ").append(overlay()).append(" lladdr ").append(tunnel).append(" PERMANENT \n");
            }
            boolean cut = host.cutOff().contains(peer.name()) || peer.cutOff().contains(host.name());
            if (cut) {
                text.append(peer.ip()).append(" dev eth0 FAILED \n");
            } else if (peer != host && !peer.has(Host.Trouble.POWERED_OFF)) {
                text.append(peer.ip()).append(" dev eth0 lladdr ").append(String.format("02:42:ac:14:%02x:%02x", peer.index() / 256, peer.index() % 256)).append(" REACHABLE \n");
            }
        }
        return text.toString();
    }

    /** Of the tunnel's end, as the node's annotation tells its peers. */
    private String mac(Host host) {
        String data = world.get("Node", "", host.name()).text("metadata", "annotations", "flannel.alpha.coreos.com/backend-data");
        return data.isEmpty() ? "" : data.substring(data.indexOf("VtepMAC") + 10, data.lastIndexOf('"'));
    }

    private void plugin(Host host, List<String> pods) {
        String name = switch (world.profile().cni()) {
            case FLANNEL -> "10-flannel.conflist";
            case CALICO -> "10-calico.conflist";
            case CILIUM -> "05-cilium.conflist";
            case KINDNET -> "10-kindnet.conflist";
            case AWS -> "10-aws.conflist";
        };
        String plugins = switch (world.profile().cni()) {
            case FLANNEL -> "{\"type\":\"flannel\",\"delegate\":{\"hairpinMode\":true,\"isDefaultGateway\":true}},{\"type\":\"portmap\",\"capabilities\":{\"portMappings\":true}}";
            case CALICO -> "{\"type\":\"calico\",\"datastore_type\":\"kubernetes\",\"mtu\":0,\"ipam\":{\"type\":\"calico-ipam\"},\"policy\":{\"type\":\"k8s\"}},{\"type\":\"portmap\"}";
            case CILIUM -> "{\"type\":\"cilium-cni\",\"enable-debug\":false}";
            case KINDNET -> "{\"type\":\"ptp\",\"ipam\":{\"type\":\"host-local\",\"ranges\":[[{\"subnet\":\"" + host.podCidr() + "\"}]]},\"mtu\":1500},{\"type\":\"portmap\"}";
            case AWS -> "{\"type\":\"aws-cni\",\"vethPrefix\":\"eni\",\"mtu\":\"9001\"},{\"type\":\"portmap\"}";
        };
        if (!host.has(Host.Trouble.CNI_CONFIG_MISSING)) {
            put(host, "cni-conf/" + name, "{\"name\":\"cluster\",\"cniVersion\":\"1.0.0\",\"plugins\":[" + plugins + "]}");
        }
        String own = plugins.substring(9, plugins.indexOf('"', 9));
        String missing = host.has(Host.Trouble.CNI_BINARY_MISSING) ? own : "";
        put(host, "cni-bin.txt", List.of("bandwidth", "bridge", own, "host-local", "loopback", "portmap", "ptp", "tuning").stream().filter(b -> !b.equals(missing)).distinct()
                .collect(java.util.stream.Collectors.joining("\n", "", "\n")));
        if (world.profile().cni() == Profile.Cni.FLANNEL && !host.has(Host.Trouble.CNI_SUBNET_MISSING)) {
            put(host, "flannel-subnet.env", "FLANNEL_NETWORK=" + world.profile().podRange() + "\nFLANNEL_SUBNET=" + address(host, 1) + "/24\nFLANNEL_MTU=1450\nFLANNEL_IPMASQ=true\n");
        }
    }
}
