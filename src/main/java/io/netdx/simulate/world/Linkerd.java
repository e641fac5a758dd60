package io.netdx.simulate.world;

import static io.netdx.simulate.world.Tree.list;
import static io.netdx.simulate.world.Tree.map;

/** Linkerd's control plane as its charts install it, with certificates that were made for this purpose and sign nothing. */
public final class Linkerd {

    /** Until 2035. */
    private static final String ROOT = """
            -----BEGIN CERTIFICATE-----
            MIIBYTCCAQigAwIBAgIJALFNCA6I2OmRMAoGCCqGSM49BAMCMCUxIzAhBgNVBAMT
            GnJvb3QubGlua2VyZC5jbHVzdGVyLmxvY2FsMB4XDTI1MTEyMjA5MDAwMFoXDTM1
            MTEyMDA5MDAwMFowJTEjMCEGA1UEAxMacm9vdC5saW5rZXJkLmNsdXN0ZXIubG9j
            YWwwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAASQLHs9qPDzSAQk8v1SlZd9RQHd
            MClwVDYuw3igFarl9kA4kRH0bPAFFTwtHgWB9yyRDSZOZS6xmpFxeUm+MWXhoyEw
            HzAdBgNVHQ4EFgQUzqxcvcKWSIXxqo0TElW4+J7v8tcwCgYIKoZIzj0EAwIDRwAw
            RAIgVVyIKQMZjpL1Jwg5cNwKErE+HfMoDjY0ZlG6Bf7vWUACIEA8L+hcKCVPkmYa
            5OMIhRti46fFieYwnHmjL/k3qSPi
            -----END CERTIFICATE-----
            """;
    /** Until 2026-11-22. */
    private static final String ENDED = """
            -----BEGIN CERTIFICATE-----
            MIIBYDCCAQegAwIBAgIIQSHdqjOeNmUwCgYIKoZIzj0EAwIwJTEjMCEGA1UEAxMa
            cm9vdC5saW5rZXJkLmNsdXN0ZXIubG9jYWwwHhcNMjUxMTIyMDkwMDAwWhcNMjYx
            MTIyMDkwMDAwWjAlMSMwIQYDVQQDExpyb290LmxpbmtlcmQuY2x1c3Rlci5sb2Nh
            bDBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABM/G1bvby4+qV3w8yWQizlGdhRk3
            yeI9q+bl46sJ8zubQ8r0coMLMYOvamWirMZrh3uYXPztfsFFV1MrQKZn3aajITAf
            MB0GA1UdDgQWBBQs8Y/RjDP5OKVZ/Xtk0y2MOxrr4TAKBggqhkjOPQQDAgNHADBE
            AiBMFSB4pUnUDgNHX3S7Pick37h9A3743RCpk63qMaK55AIgHGN7ezQIaPG7GZ1h
            jojMjpbovaaD674Z0tptB6LUWQA=
            -----END CERTIFICATE-----
            """;

    private Linkerd() {
    }

    static void install(World world) {
        Resource namespace = world.add(Manifests.namespace("linkerd", "linkerd.io/is-control-plane", "true"));
        part(world, namespace, "identity", 8080);
        part(world, namespace, "destination", 8086);
        part(world, namespace, "proxy-injector", 8443);
        world.add(Manifests.configMap("linkerd", "linkerd-identity-trust-roots", "ca-bundle.crt", ROOT));
        world.apply("""
                apiVersion: admissionregistration.k8s.io/v1
                kind: MutatingWebhookConfiguration
                metadata: {name: linkerd-proxy-injector-webhook-config, labels: {linkerd.io/control-plane-component: proxy-injector}}
                webhooks:
                - name: linkerd-proxy-injector.linkerd.io
                  admissionReviewVersions: [v1, v1beta1]
                  failurePolicy: Ignore
                  sideEffects: None
                  timeoutSeconds: 10
                  namespaceSelector:
                    matchExpressions:
                    - {key: config.linkerd.io/admission-webhooks, operator: NotIn, values: [disabled]}
                    - {key: kubernetes.io/metadata.name, operator: NotIn, values: [kube-system, cert-manager]}
                  clientConfig: {service: {name: linkerd-proxy-injector, namespace: linkerd, path: /, port: 443}}
                  rules:
                  - {apiGroups: [''], apiVersions: [v1], operations: [CREATE], resources: [pods, services]}
                """);
    }

    private static void part(World world, Resource namespace, String name, int port) {
        Resource server = world.add(Manifests.workload("Deployment", namespace.name(), "linkerd-" + name, 1, map("linkerd.io/control-plane-component", name),
                list(Manifests.container(name, "cr.l5d.io/linkerd/controller:edge-25.9.1", "main", port))));
        world.program(server, new Program(Dialect.GO, port));
        world.add(Manifests.service(namespace.name(), "linkerd-" + name, world.clusterIp(), map("linkerd.io/control-plane-component", name),
                name.equals("proxy-injector") ? 443 : port, port));
    }

    /** The trust anchor that whoever installed it forgot. */
    public static Resource endRoot(World world) {
        return world.get("ConfigMap", "linkerd", "linkerd-identity-trust-roots").set(ENDED, "data", "ca-bundle.crt");
    }

    public static boolean rootEnded(World world) {
        return world.find("ConfigMap", "linkerd", "linkerd-identity-trust-roots").filter(c -> c.text("data", "ca-bundle.crt").equals(ENDED)).isPresent();
    }
}
