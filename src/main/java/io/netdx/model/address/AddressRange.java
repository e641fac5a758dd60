package io.netdx.model.address;

import io.netdx.fact.ObjectRef;
import io.netdx.fact.Provenance;
import io.netdx.net.Cidr;

/**
 * A range as one place states it. The same range stated twice is two of these.
 *
 * @param use      what the addresses are for
 * @param cidr     the range
 * @param statedBy object, or node whose file says it
 * @param setting  the field, flag or key ({@code --cluster-cidr}), for people
 * @param node     node that the range belongs to, empty for a range of the whole cluster
 */
public record AddressRange(Use use, Cidr cidr, ObjectRef statedBy, String setting, String node, Provenance source) {

    /** What addresses are for. NODE_NETWORK: the network that an interface of a node lies in. */
    public enum Use {
        POD, SERVICE, NODE_NETWORK, LOAD_BALANCER
    }

    public boolean wholeCluster() {
        return node.isEmpty();
    }

    @Override
    public String toString() {
        return cidr + " (" + setting + " of " + statedBy + ")";
    }
}
