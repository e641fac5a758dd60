package io.netdx.model.path;

import io.netdx.fact.EndpointSlice;
import java.util.List;

/**
 * An address and port behind a Service port.
 *
 * @param pod     name of the pod that the endpoint refers to, empty if it names none
 * @param derived computed from pods, because EndpointSlices were not collected
 */
record Backend(String address, int port, String pod, String node, String zone, boolean ready, boolean serving, boolean terminating,
               List<String> forZones, List<String> forNodes, boolean derived) {

    static Backend of(EndpointSlice.Endpoint e, int port) {
        return new Backend(e.address(), port, e.targetName(), e.node(), e.zone(), e.ready(), e.serving(), e.terminating(), e.forZones(),
                e.forNodes(), false);
    }

    /** What kube-proxy falls back to where nothing is ready: better than nothing while pods go away. */
    boolean lastResort() {
        return serving && terminating;
    }

    String socket() {
        return (address.indexOf(':') >= 0 ? "[" + address + "]" : address) + ":" + port;
    }
}
