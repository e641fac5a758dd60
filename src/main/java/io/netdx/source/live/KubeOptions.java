package io.netdx.source.live;

import java.time.Duration;
import java.util.List;

/**
 * Which cluster, and as whom: kubectl's flags of the same names. Texts and lists are empty where a flag was not given.
 *
 * @param namespaces     only these, beside {@code kube-system}, where the cluster's DNS and network agents are; empty for all
 * @param requestTimeout of one request; zero for the usual
 * @param prometheus     that is asked for figures: a URL, or {@code NAMESPACE/SERVICE[:PORT]} behind the API server; empty for none
 */
public record KubeOptions(String kubeconfig, String context, String cluster, String user, List<String> namespaces,
                          String as, List<String> asGroups, String asUid, Duration requestTimeout, String server, String token,
                          String certificateAuthority, boolean insecureSkipTlsVerify, String clientCertificate, String clientKey,
                          String tlsServerName, String prometheus) {

    /** Whatever kubectl would take without flags. */
    public static final KubeOptions NONE = new KubeOptions("", "", "", "", List.of(), "", List.of(), "", Duration.ZERO, "", "", "", false,
            "", "", "");

    /** Without a Prometheus. */
    public KubeOptions(String kubeconfig, String context, String cluster, String user, List<String> namespaces, String as, List<String> asGroups, String asUid,
                       Duration requestTimeout, String server, String token, String certificateAuthority, boolean insecureSkipTlsVerify, String clientCertificate,
                       String clientKey, String tlsServerName) {
        this(kubeconfig, context, cluster, user, namespaces, as, asGroups, asUid, requestTimeout, server, token, certificateAuthority, insecureSkipTlsVerify,
                clientCertificate, clientKey, tlsServerName, "");
    }

    /** The same flags, with this context of the kubeconfig. */
    public KubeOptions in(String other) {
        return new KubeOptions(kubeconfig, other, cluster, user, namespaces, as, asGroups, asUid, requestTimeout, server, token, certificateAuthority,
                insecureSkipTlsVerify, clientCertificate, clientKey, tlsServerName, prometheus);
    }

    public KubeOptions asking(String monitoring) {
        return new KubeOptions(kubeconfig, context, cluster, user, namespaces, as, asGroups, asUid, requestTimeout, server, token, certificateAuthority,
                insecureSkipTlsVerify, clientCertificate, clientKey, tlsServerName, monitoring);
    }
}
