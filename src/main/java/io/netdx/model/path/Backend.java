package io.netdx.model.path;

import io.netdx.fact.EndpointSlice;
import io.netdx.fact.ObjectRef;
import java.util.List;
import java.util.Optional;

/**
 * An address and port behind a Service port.
 *
 * @param pod     name of the pod that the endpoint refers to, empty if it names none
 * @param derived  computed from pods, because EndpointSlices were not collected
 * @param template pod or workload of a manifest, which has no address yet; empty for what runs
 */
record Backend(String address, int port, String pod, String node, String zone, boolean ready, boolean serving, boolean terminating,
               List<String> forZones, List<String> forNodes, boolean derived, Optional<ObjectRef> template) {

    /** What a manifest declares. */
    static Backend declared(ObjectRef template, int port) {
        return new Backend("", port, "", "", "", true, true, false, List.of(), List.of(), true, Optional.of(template));
    }

    static Backend of(EndpointSlice.Endpoint e, int port) {
        return new Backend(e.address(), port, e.targetName(), e.node(), e.zone(), e.ready(), e.serving(), e.terminating(), e.forZones(),
                e.forNodes(), false, Optional.empty());
    }

    /** What kube-proxy falls back to where nothing is ready: better than nothing while pods go away. */
    boolean lastResort() {
        return serving && terminating;
    }

    Backend at(int otherPort) {
        return new Backend(address, otherPort, pod, node, zone, ready, serving, terminating, forZones, forNodes, derived, template);
    }

    /** An address that old rules of a node still send to. */
    static Backend old(String address, int port) {
        return new Backend(address, port, "", "", "", false, false, false, List.of(), List.of(), false, Optional.empty());
    }

    String socket() {
        return (address.indexOf(':') >= 0 ? "[" + address + "]" : address) + ":" + port;
    }
}
