package io.netdx.fact;

import java.util.List;

/** A CiliumCIDRGroup: address ranges under a name. */
public record CiliumCidrGroup(Meta meta, List<String> cidrs) implements KubeObject {
}
