package io.netdx.model.address;

import io.netdx.cluster.Cluster;
import io.netdx.fact.ConfigMap;
import io.netdx.fact.Container;
import io.netdx.fact.HostFact;
import io.netdx.fact.Node;
import io.netdx.fact.ObjectRef;
import io.netdx.fact.OtherObject;
import io.netdx.fact.Pod;
import io.netdx.fact.Provenance;
import io.netdx.fact.Workload;
import io.netdx.model.address.AddressRange.Use;
import io.netdx.net.Cidr;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Every statement of the snapshot about address ranges, in order of the places that make them. */
public final class AddressPlan {

    private static final Pattern RANGE = Pattern.compile("[0-9A-Fa-f:.]+/[0-9]{1,3}");
    /** Interfaces of pods, bridges and tunnels: their networks are pod ranges, not the network between nodes. */
    private static final Pattern POD_LINK = Pattern.compile("lo|cni.*|flannel.*|veth.*|cali.*|cilium.*|lxc.*|tunl.*|vxlan.*|docker.*|br-.*|kube-.*|"
            + "nodelocaldns|geneve.*|genev_.*|weave|antrea-.*|ovn-.*|wg.*|wireguard.*|dummy.*|virbr.*");

    private final Cluster cluster;
    private final List<AddressRange> ranges = new ArrayList<>();

    private AddressPlan(Cluster cluster) {
        this.cluster = cluster;
    }

    /** All ranges, those of the same use together, in order of place. */
    public static List<AddressRange> of(Cluster cluster) {
        AddressPlan plan = new AddressPlan(cluster);
        plan.nodes();
        plan.configMaps();
        plan.flags();
        plan.objects();
        plan.hosts();
        return plan.ranges.stream().distinct().sorted(java.util.Comparator.comparing(AddressRange::use)).toList();
    }

    private void nodes() {
        for (Node node : cluster.all(Node.class)) {
            node.podCidrs().forEach(c -> add(Use.POD, c, node.ref(), "spec.podCIDRs", node.meta().name(), node.meta().at("spec.podCIDR")));
            for (String k3s : List.of("k3s.io/node-args", "rke2.io/node-args")) {
                // a list in JSON: the only place where k3s says how its server was started
                String list = node.meta().annotations().getOrDefault(k3s, "");
                if (list.startsWith("[\"") && list.endsWith("\"]")) {
                    words(List.of(list.substring(2, list.length() - 2).split("\",\"")), node.ref(), node.meta().at("metadata.annotations"));
                }
            }
        }
    }

    private void configMaps() {
        for (ConfigMap map : cluster.all(ConfigMap.class)) {
            String kubeadm = map.data().getOrDefault("ClusterConfiguration", "");
            from(Use.POD, kubeadm, "podSubnet", map);
            from(Use.SERVICE, kubeadm, "serviceSubnet", map);
            from(Use.POD, map.data().getOrDefault("config.conf", ""), "clusterCIDR", map);
            from(Use.POD, map.data().getOrDefault("net-conf.json", ""), "\"Network\"", map);
            from(Use.POD, map.data().getOrDefault("net-conf.json", ""), "\"IPv6Network\"", map);
            for (String key : List.of("cluster-pool-ipv4-cidr", "cluster-pool-ipv6-cidr", "ipv4-native-routing-cidr")) {
                if (!key.startsWith("ipv4-native")) {
                    split(map.data().getOrDefault(key, "")).forEach(c -> add(Use.POD, c, map.ref(), key, "", map.source()));
                }
            }
            from(Use.SERVICE, map.data().getOrDefault("antrea-agent.conf", ""), "serviceCIDR", map);
        }
    }

    /** Every range on the line that holds {@code key:}, comments left out. */
    private void from(Use use, String text, String key, ConfigMap map) {
        text.lines().map(String::strip).filter(l -> l.startsWith(key)).findFirst().ifPresent(line -> split(line.substring(key.length()))
                .forEach(c -> add(use, c, map.ref(), key.replace("\"", ""), "", map.meta().at("data"))));
    }

    private static List<String> split(String text) {
        List<String> found = new ArrayList<>();
        if (text.indexOf('/') < 0) {
            return found;
        }
        Matcher m = RANGE.matcher(text.length() > 512 ? text.substring(0, 512) : text);
        while (m.find()) {
            // a bare colon in front of the range belongs to the key
            found.add(m.group().startsWith(":") && !m.group().startsWith("::") ? m.group().substring(1) : m.group());
        }
        return found;
    }

    /** Flags of the control plane's static pods, and variables of CNI agents. */
    private void flags() {
        for (Pod pod : cluster.all(Pod.class)) {
            if (pod.meta().namespace().equals("kube-system")) {
                for (Container c : pod.containers()) {
                    words(c.command(), pod.ref(), pod.source());
                }
            }
        }
        for (Workload w : cluster.all(Workload.class)) {
            for (Container c : w.containers()) {
                for (String name : List.of("CALICO_IPV4POOL_CIDR", "CALICO_IPV6POOL_CIDR")) {
                    split(c.env().getOrDefault(name, "")).forEach(r -> add(Use.POD, r, w.ref(), name, "", w.source()));
                }
            }
        }
    }

    /** {@code --flag=value}, or the value as a word of its own; what k3s was started with stands in an annotation of its nodes. */
    private void words(List<String> words, ObjectRef by, Provenance source) {
        for (int i = 0; i < words.size(); i++) {
            String next = i + 1 < words.size() && words.get(i).indexOf('=') < 0 ? words.get(i + 1) : "";
            flag(next.isEmpty() || next.startsWith("-") ? words.get(i) : words.get(i) + "=" + next, by, source);
        }
    }

    private void flag(String word, ObjectRef by, Provenance source) {
        for (Map.Entry<String, Use> flag : Map.of("--cluster-cidr=", Use.POD, "--service-cluster-ip-range=", Use.SERVICE, "--service-cidr=", Use.SERVICE).entrySet()) {
            if (word.startsWith(flag.getKey())) {
                split(word.substring(flag.getKey().length())).forEach(c -> add(flag.getValue(), c, by, flag.getKey().replace("=", ""), "", source));
            }
        }
    }

    private void objects() {
        for (OtherObject o : cluster.all(OtherObject.class)) {
            boolean metallb = o.apiVersion().startsWith("metallb.io/");
            switch (o.ref().kind()) {
                case "ServiceCIDR" -> fields(o, Use.SERVICE, k -> k.startsWith("spec.cidrs["));
                case "IPPool" -> fields(o, Use.POD, k -> k.equals("spec.cidr") && !"true".equals(o.fields().get("spec.disabled")));
                case "CiliumPodIPPool" -> fields(o, Use.POD, k -> k.contains(".cidrs["));
                case "CiliumNode" -> fields(o, Use.POD, k -> k.startsWith("spec.ipam.podCIDRs["));
                case "BlockAffinity" -> fields(o, Use.POD, k -> k.equals("spec.cidr"));
                case "IPAddressPool" -> fields(o, Use.LOAD_BALANCER, k -> metallb && k.startsWith("spec.addresses["));
                case "CiliumLoadBalancerIPPool" -> fields(o, Use.LOAD_BALANCER, k -> k.endsWith(".cidr"));
                case "Network" -> {
                    fields(o, Use.POD, k -> k.startsWith("spec.clusterNetwork[") && k.endsWith(".cidr"));
                    fields(o, Use.SERVICE, k -> k.startsWith("spec.serviceNetwork["));
                }
                default -> { }
            }
        }
    }

    private void fields(OtherObject o, Use use, Predicate<String> wanted) {
        String node = o.ref().kind().equals("CiliumNode") ? o.meta().name() : o.fields().getOrDefault("spec.node", "");
        o.fields().forEach((key, value) -> {
            if (wanted.test(key)) {
                int dash = use == Use.LOAD_BALANCER ? value.indexOf('-') : -1;
                if (dash > 0) {
                    Cidr.between(value.substring(0, dash), value.substring(dash + 1))
                            .forEach(c -> ranges.add(new AddressRange(use, c, o.ref(), key, "", o.meta().at(key))));
                }
                split(value).forEach(c -> add(use, c, o.ref(), key, o.ref().kind().equals("BlockAffinity") || o.ref().kind().equals("CiliumNode") ? node : "",
                        o.meta().at(key)));
            }
        });
    }

    private void hosts() {
        for (HostFact.KubeProxyConfig c : cluster.all(HostFact.KubeProxyConfig.class)) {
            split(c.clusterCidr()).forEach(r -> add(Use.POD, r, c.ref(), "clusterCIDR of kube-proxy", "", c.source()));
        }
        for (HostFact.KubeletConfig c : cluster.all(HostFact.KubeletConfig.class)) {
            split(c.podCidr()).forEach(r -> add(Use.POD, r, c.ref(), "podCIDR of the kubelet", c.node(), c.source()));
        }
        for (HostFact.FlannelNetwork c : cluster.all(HostFact.FlannelNetwork.class)) {
            split(c.network()).forEach(r -> add(Use.POD, r, c.ref(), "flannel Network", "", c.source()));
        }
        for (HostFact.FlannelSubnet c : cluster.all(HostFact.FlannelSubnet.class)) {
            split(c.subnet()).forEach(r -> add(Use.POD, r, c.ref(), "FLANNEL_SUBNET", c.node(), c.source()));
        }
        for (HostFact.CniConfig c : cluster.all(HostFact.CniConfig.class)) {
            c.subnets().forEach(r -> add(Use.POD, r, c.ref(), c.file(), c.node(), c.source()));
        }
        for (HostFact.Link link : cluster.all(HostFact.Link.class)) {
            if (!POD_LINK.matcher(link.name()).matches()) {
                link.addresses().forEach(a -> add(Use.NODE_NETWORK, a, link.ref(), link.name(), link.node(), link.source()));
            }
        }
    }

    private void add(Use use, String text, ObjectRef by, String setting, String node, Provenance source) {
        Cidr.block(text).filter(c -> !linkLocal(text)).ifPresent(cidr -> ranges.add(new AddressRange(use, cidr, by, setting, node, source)));
    }

    private static boolean linkLocal(String text) {
        return text.startsWith("fe80:") || text.startsWith("169.254.") || text.startsWith("127.");
    }

    /** Ranges of one use, without doubles, sorted as text. */
    public static Set<String> texts(List<AddressRange> ranges, Use use) {
        Set<String> texts = new java.util.TreeSet<>();
        ranges.stream().filter(r -> r.use() == use).forEach(r -> texts.add(r.cidr().toString()));
        return texts;
    }
}
