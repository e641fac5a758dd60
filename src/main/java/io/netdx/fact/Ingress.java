package io.netdx.fact;

import java.util.List;

/**
 * An Ingress.
 *
 * @param className {@code spec.ingressClassName}, else the legacy annotation, else empty
 * @param tlsHosts  hosts that its certificates are for, as written
 * @param addresses addresses or host names of the status
 */
public record Ingress(Meta meta, String className, List<Backend> backends, List<String> tlsSecrets, List<String> tlsHosts,
                      List<String> addresses) implements KubeObject {

    /** A path and its Service; {@code servicePort} is a number or a name; host is empty for any host. */
    public record Backend(String host, String path, String pathType, String service, String servicePort) {
    }
}
