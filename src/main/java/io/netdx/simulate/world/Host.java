package io.netdx.simulate.world;

import java.util.EnumSet;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** The hidden state of a node's machine. */
public final class Host {

    /** What may be wrong with a machine, unseen by the API server. */
    public enum Trouble {
        KUBELET_STOPPED, POWERED_OFF, PROXY_STOPPED, FORWARDING_OFF, CONNTRACK_FULL, CNI_CONFIG_MISSING, CNI_BINARY_MISSING, CNI_SUBNET_MISSING,
        ADDRESSES_EXHAUSTED, RUNTIME_DOWN, AGENT_DOWN, NETWORK_MARKED, LARGE_PACKETS_LOST
    }

    private final String name;
    private final String ip;
    private final int index;
    private final Set<Trouble> troubles = EnumSet.noneOf(Trouble.class);
    private final SortedSet<String> cutOff = new TreeSet<>();
    private final SortedSet<String> lateTaints = new TreeSet<>();
    private final String podCidr;
    private int mtu;
    private String keeps = "";
    private String clusterDns;
    private String clusterDomain;

    public Host(int index, String name, String ip, String podCidr, String clusterDns, String clusterDomain) {
        this.index = index;
        this.name = name;
        this.ip = ip;
        this.podCidr = podCidr;
        this.clusterDns = clusterDns;
        this.clusterDomain = clusterDomain;
    }

    /** From 0. */
    public int index() {
        return index;
    }

    public String name() {
        return name;
    }

    public String ip() {
        return ip;
    }

    /** Range that its pods get addresses from, {@code 10.244.3.0/24}. */
    public String podCidr() {
        return podCidr;
    }

    /** May be changed. */
    public Set<Trouble> troubles() {
        return troubles;
    }

    public boolean has(Trouble trouble) {
        return troubles.contains(trouble);
    }

    /** The control plane hears nothing of it. */
    public boolean silent() {
        return has(Trouble.KUBELET_STOPPED) || has(Trouble.POWERED_OFF);
    }

    /** Names of nodes to and from which no packet arrives; may be changed. */
    public SortedSet<String> cutOff() {
        return cutOff;
    }

    /** Keys of taints that came with the fault: pods that ran before stay; may be changed. */
    public SortedSet<String> lateTaints() {
        return lateTaints;
    }

    /** Largest packet that its way to other nodes takes from a pod, where somebody set it; 0 for what the plugin sets. */
    public int mtu() {
        return mtu;
    }

    public void mtu(int bytes) {
        mtu = bytes;
    }

    /** Key of the workload whose pods the eviction of its pods left; empty where nobody drains it. */
    public String keeps() {
        return keeps;
    }

    public void keeps(String workload) {
        keeps = workload;
    }

    /** The address that the kubelet writes into the resolv.conf of pods. */
    public String clusterDns() {
        return clusterDns;
    }

    public void clusterDns(String address) {
        clusterDns = address;
    }

    public String clusterDomain() {
        return clusterDomain;
    }

    public void clusterDomain(String domain) {
        clusterDomain = domain;
    }
}
