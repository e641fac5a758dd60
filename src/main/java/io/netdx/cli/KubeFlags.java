package io.netdx.cli;

import io.netdx.source.live.KubeOptions;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** kubectl's own flags, by its own names. They mean nothing beside {@code -f}, and do no harm there: a script may always give them. */
final class KubeFlags {

    @Option(names = "--kubeconfig", paramLabel = "FILE", defaultValue = "", description = "Cluster and credentials; else the files of KUBECONFIG, else ~/.kube/config, else those of a pod")
    private String kubeconfig;

    @Option(names = "--context", paramLabel = "NAME", defaultValue = "", description = "Context of the kubeconfig (default: its current one)")
    private String context;

    @Option(names = "--cluster", paramLabel = "NAME", defaultValue = "", description = "Another cluster of the kubeconfig than the context's")
    private String cluster;

    @Option(names = "--user", paramLabel = "NAME", defaultValue = "", description = "Another user of the kubeconfig than the context's")
    private String user;

    @Option(names = "--as", paramLabel = "USER", defaultValue = "", description = "Act as this user")
    private String as;

    @Option(names = "--as-group", paramLabel = "GROUP", description = "Act as a member of this group, with --as; repeatable")
    private List<String> asGroups = new ArrayList<>();

    @Option(names = "--as-uid", paramLabel = "UID", defaultValue = "", description = "Act with this UID, with --as")
    private String asUid;

    @Option(names = "--request-timeout", paramLabel = "DURATION", defaultValue = "", description = "Of one request to the API server, 0 for the default of 60s")
    private String requestTimeout;

    @Option(names = {"-s", "--server"}, paramLabel = "URL", defaultValue = "", description = "API server, instead of the kubeconfig's")
    private String server;

    @Option(names = "--token", paramLabel = "TOKEN", defaultValue = "", description = "Bearer token, instead of the kubeconfig's credentials")
    private String token;

    @Option(names = "--certificate-authority", paramLabel = "FILE", defaultValue = "", description = "Certificates that the API server's must come from")
    private String certificateAuthority;

    @Option(names = "--insecure-skip-tls-verify", description = "Do not check the API server's certificate")
    private boolean insecureSkipTlsVerify;

    @Option(names = "--client-certificate", paramLabel = "FILE", defaultValue = "", description = "Certificate to identify with")
    private String clientCertificate;

    @Option(names = "--client-key", paramLabel = "FILE", defaultValue = "", description = "Key of that certificate")
    private String clientKey;

    @Option(names = "--tls-server-name", paramLabel = "NAME", defaultValue = "", description = "Name that the API server's certificate must have, instead of the URL's")
    private String tlsServerName;

    /** @param namespaces to read; empty for all */
    KubeOptions options(List<String> namespaces) {
        return new KubeOptions(kubeconfig, context, cluster, user, namespaces, as, List.copyOf(asGroups), asUid,
                Deadline.parse("--request-timeout", requestTimeout), server, token, certificateAuthority, insecureSkipTlsVerify, clientCertificate, clientKey,
                tlsServerName);
    }

    /** A flag says which cluster is meant. */
    boolean namesCluster() {
        return !(kubeconfig + context + cluster + server).isEmpty();
    }

    /** Which cluster and who, as kubectl takes it; a token is not handed on, where anybody could see it among the processes. */
    List<String> kubectl() {
        List<String> flags = new ArrayList<>();
        String[][] given = {{"--kubeconfig", kubeconfig}, {"--context", context}, {"--cluster", cluster}, {"--user", user}, {"--as", as}, {"--server", server},
                {"--certificate-authority", certificateAuthority}, {"--client-certificate", clientCertificate}, {"--client-key", clientKey}};
        for (String[] flag : given) {
            if (!flag[1].isEmpty()) {
                flags.add(flag[0] + "=" + flag[1]);
            }
        }
        if (insecureSkipTlsVerify) {
            flags.add("--insecure-skip-tls-verify");
        }
        return flags;
    }
}
