package io.netdx.simulate.world;

import static io.netdx.simulate.world.Tree.list;
import static io.netdx.simulate.world.Tree.map;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** What people run on a cluster: systems of a web tier, servers and stores, each in a namespace, that call each other. */
final class Applications {

    private static final List<String> NAMES = List.of("billing", "orders", "search", "media", "identity", "reports", "fleet", "inventory", "chat", "pricing",
            "loyalty", "claims", "ledger", "routing", "catalogue", "surveys", "booking", "alerts", "assets", "tickets");
    private static final List<Dialect> SERVERS = List.of(Dialect.GO, Dialect.PYTHON, Dialect.NODE, Dialect.JAVA, Dialect.GRPC);
    private static final int MOST_SYSTEMS = 20;

    /** A store that a server keeps its data in. */
    private record Store(String name, int port, String image) {
    }

    private static final List<Store> STORES = List.of(new Store("postgres", 5432, "docker.io/library/postgres:17.6"),
            new Store("mysql", 3306, "docker.io/library/mysql:8.4.6"), new Store("redis", 6379, "docker.io/library/redis:8.2.1"),
            new Store("mongo", 27017, "docker.io/library/mongo:8.0.13"));

    private final World world;

    Applications(World world) {
        this.world = world;
    }

    void deploy() {
        int systems = Math.min(MOST_SYSTEMS, 2 + world.profile().nodes() / 3);
        List<String> names = new ArrayList<>(NAMES);
        Collections.shuffle(names, new Random(world.random().nextLong()));
        if (world.profile().mesh().equals("istio")) {
            istio();
        }
        if (world.profile().mesh().equals("linkerd")) {
            Linkerd.install(world);
        }
        addons();
        world.outside().put("api.payments.example.com", 443);
        for (int i = 0; i < systems; i++) {
            system(names.get(i), i == 0 ? "" : names.get(world.random().nextInt(i)));
        }
    }

    /** What installers and cluster administrators add. */
    private void addons() {
        if (world.chance(50)) {
            Map<String, Object> container = Manifests.container("metrics-server", "registry.k8s.io/metrics-server/metrics-server:v0.8.0", "https", 10250);
            Resource server = world.add(Manifests.workload("Deployment", "kube-system", "metrics-server", 1, map("k8s-app", "metrics-server"), list(container)));
            world.program(server, new Program(Dialect.GO, 10250));
            world.add(Manifests.service("kube-system", "metrics-server", world.clusterIp(), map("k8s-app", "metrics-server"), 443, "https"));
            world.apply("""
                    apiVersion: apiregistration.k8s.io/v1
                    kind: APIService
                    metadata: {name: v1beta1.metrics.k8s.io, labels: {k8s-app: metrics-server}}
                    spec: {group: metrics.k8s.io, version: v1beta1, groupPriorityMinimum: 100, versionPriority: 100, insecureSkipTLSVerify: true,
                      service: {name: metrics-server, namespace: kube-system, port: 443}}
                    """);
        }
        if (world.chance(50)) {
            world.add(Manifests.namespace("operators"));
            Map<String, Object> container = Manifests.container("backup-operator", "registry.example.com/operators/backup:0.14.2");
            Manifests.env(container, "API_SERVER", "https://kubernetes.default.svc:443/apis/backup.example.com/v1/plans");
            Resource operator = world.add(Manifests.workload("Deployment", "operators", "backup-operator", 1, map("app", "backup-operator"), list(container)));
            world.program(operator, new Program(Dialect.GO).calling("API_SERVER"));
        }
        if (world.chance(60)) {
            entrance();
        }
        if (world.chance(30)) {
            gateway();
        }
    }

    /** Envoy Gateway with one Gateway for all; its certificate is a Secret of its own namespace. */
    private void gateway() {
        world.add(Manifests.namespace("edge"));
        for (String name : List.of("envoy-gateway", "envoy-edge-public")) {
            Resource part = world.add(Manifests.workload("Deployment", "edge", name, 1, map("app", name), list(Manifests.container(name,
                    name.equals("envoy-gateway") ? "docker.io/envoyproxy/gateway:v1.5.1" : "docker.io/envoyproxy/envoy:distroless-v1.35.3"))));
            world.program(part, new Program(Dialect.GO, 8080, 8443));
        }
        Resource service = world.add(Manifests.service("edge", "envoy-edge-public", world.clusterIp(), map("app", "envoy-edge-public"), 80, 8080, 443, 8443));
        service.set("NodePort", "spec", "type").set(30081, "spec", "ports", 0, "nodePort").set(30444, "spec", "ports", 1, "nodePort");
        world.apply("{apiVersion: v1, kind: Secret, type: kubernetes.io/tls, metadata: {name: public-tls, namespace: edge}}");
        world.apply("""
                apiVersion: gateway.networking.k8s.io/v1
                kind: GatewayClass
                metadata: {name: eg}
                spec: {controllerName: gateway.envoyproxy.io/gatewayclass-controller}
                """);
        world.apply("""
                apiVersion: gateway.networking.k8s.io/v1
                kind: Gateway
                metadata: {name: public, namespace: edge}
                spec:
                  gatewayClassName: eg
                  listeners:
                  - {name: http, port: 80, protocol: HTTP, hostname: '*.example.com', allowedRoutes: {namespaces: {from: All}}}
                  - name: https
                    port: 443
                    protocol: HTTPS
                    hostname: '*.example.com'
                    allowedRoutes: {namespaces: {from: All}}
                    tls: {mode: Terminate, certificateRefs: [{group: '', kind: Secret, name: public-tls}]}
                """);
    }

    private void istio() {
        world.add(Manifests.namespace("istio-system"));
        Map<String, Object> container = Manifests.container("discovery", "docker.io/istio/pilot:1.27.1", "https-dns", 15012, "https-webhook", 15017);
        Resource istiod = world.add(Manifests.workload("Deployment", "istio-system", "istiod", 1, map("app", "istiod", "istio", "pilot"), list(container)));
        world.program(istiod, new Program(Dialect.GO, 15010, 15012, 15017));
        world.add(Manifests.service("istio-system", "istiod", world.clusterIp(), map("app", "istiod"), 15012, 15012, 443, 15017));
        world.add(Manifests.configMap("istio-system", "istio", "mesh", "accessLogFile: /dev/stdout\ndefaultConfig:\n  discoveryAddress: istiod.istio-system.svc:15012\nrootNamespace: istio-system\n"));
        world.apply("""
                apiVersion: admissionregistration.k8s.io/v1
                kind: MutatingWebhookConfiguration
                metadata: {name: istio-sidecar-injector, labels: {app: sidecar-injector}}
                webhooks:
                - name: namespace.sidecar-injector.istio.io
                  admissionReviewVersions: [v1]
                  failurePolicy: Fail
                  sideEffects: None
                  timeoutSeconds: 10
                  namespaceSelector: {matchLabels: {istio-injection: enabled}}
                  clientConfig: {service: {name: istiod, namespace: istio-system, path: /inject, port: 443}}
                  rules:
                  - {apiGroups: [''], apiVersions: [v1], operations: [CREATE], resources: [pods]}
                """);
    }

    private void entrance() {
        world.add(Manifests.namespace("ingress-nginx"));
        Map<String, Object> labels = map("app.kubernetes.io/name", "ingress-nginx", "app.kubernetes.io/component", "controller");
        Map<String, Object> container = Manifests.container("controller", "registry.k8s.io/ingress-nginx/controller:v1.13.2", "http", 80, "https", 443);
        container.put("args", list("/nginx-ingress-controller", "--controller-class=k8s.io/ingress-nginx", "--ingress-class=nginx"));
        Resource controller = world.add(Manifests.workload("Deployment", "ingress-nginx", "ingress-nginx-controller", 1, labels, list(container)));
        world.program(controller, new Program(Dialect.NGINX, 80, 443));
        Resource service = world.add(Manifests.service("ingress-nginx", "ingress-nginx-controller", world.clusterIp(), labels, 80, "http", 443, "https"));
        service.set("NodePort", "spec", "type").set(30080, "spec", "ports", 0, "nodePort").set(30443, "spec", "ports", 1, "nodePort");
        world.apply("""
                apiVersion: networking.k8s.io/v1
                kind: IngressClass
                metadata: {name: nginx}
                spec: {controller: k8s.io/ingress-nginx}
                """);
    }

    /** @param other a system that was deployed before, empty for the first */
    private void system(String name, String other) {
        boolean meshed = !world.profile().mesh().equals("none") && (other.isEmpty() || world.chance(60));
        Resource namespace = world.add(Manifests.namespace(name, "team", name));
        if (meshed && world.profile().mesh().equals("istio")) {
            namespace.set("enabled", "metadata", "labels", "istio-injection");
        } else if (meshed) {
            namespace.set("enabled", "metadata", "annotations", "linkerd.io/inject");
        }
        Store store = world.oneOf(STORES);
        Resource set = world.add(Manifests.workload("StatefulSet", name, store.name(), 1, labels(store.name(), name),
                list(Manifests.container(store.name(), store.image(), store.name(), store.port()))));
        memory(set, 512);
        world.program(set, new Program(Dialect.GO, store.port()));
        world.add(Manifests.service(name, store.name(), world.clusterIp(), map("app", store.name()), store.port(), store.port()));
        world.add(Manifests.service(name, store.name() + "-hl", "None", map("app", store.name()), store.port(), store.port()));
        Resource api = server(name, store, other);
        web(name);
        if (world.find("IngressClass", "", "nginx").isPresent() && world.chance(70)) {
            world.apply("""
                    apiVersion: networking.k8s.io/v1
                    kind: Ingress
                    metadata: {name: web, namespace: %s}
                    spec:
                      ingressClassName: nginx
                      rules:
                      - host: %s.example.com
                        http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: web, port: {number: 80}}}}]}
                    """, name, name);
        }
        if (world.find("Gateway", "edge", "public").isPresent()) {
            world.apply("""
                    apiVersion: gateway.networking.k8s.io/v1
                    kind: HTTPRoute
                    metadata: {name: web, namespace: %s}
                    spec:
                      hostnames: [%s.example.com]
                      parentRefs: [{group: gateway.networking.k8s.io, kind: Gateway, name: public, namespace: edge}]
                      rules:
                      - matches: [{path: {type: PathPrefix, value: /}}]
                        backendRefs: [{group: '', kind: Service, name: web, port: 80, weight: 1}]
                    """, name, name);
        }
        if (world.chance(50)) {
            worker(name);
        }
        if (world.profile().cni().enforces() && world.chance(50)) {
            policies(name, store, api);
        }
    }

    private Resource server(String namespace, Store store, String other) {
        Dialect dialect = world.oneOf(SERVERS);
        int port = dialect == Dialect.GRPC ? 9090 : world.oneOf(List.of(8080, 8000, 3000));
        Map<String, Object> container = Manifests.container("api", image(namespace, "api"), "http", port);
        Program program = new Program(dialect, port).serving("/v1/").calling("DATABASE");
        List<Object> env = list("LOG_LEVEL", "info", "DATABASE_HOST", host(store.name(), namespace, namespace), "DATABASE_PORT", String.valueOf(store.port()));
        if (!other.isEmpty() && world.chance(70)) {
            env.addAll(List.of("PEER_URL", "http://" + host("api", other, namespace) + ":80/v1/" + namespace));
            program.calling("PEER_URL");
        }
        if (world.chance(30)) {
            env.addAll(List.of("PAYMENTS_URL", "https://api.payments.example.com:443/v2/charge"));
            program.calling("PAYMENTS_URL");
        }
        Manifests.env(container, env.toArray());
        Manifests.probe(container, "readinessProbe", program.healthPath(), "http");
        Manifests.probe(container, "livenessProbe", program.healthPath(), "http");
        Resource deployment = world.add(Manifests.workload("Deployment", namespace, "api", 2 + world.random().nextInt(2), labels("api", namespace), list(container)));
        memory(deployment, 256);
        world.program(deployment, program);
        world.add(Manifests.service(namespace, "api", world.clusterIp(), map("app", "api"), 80, world.chance(50) ? "http" : port));
        return deployment;
    }

    private void web(String namespace) {
        Dialect dialect = world.oneOf(List.of(Dialect.NGINX, Dialect.NODE, Dialect.GO));
        Map<String, Object> container = Manifests.container("web", image(namespace, "web"), "http", 8080);
        Manifests.env(container, "API_URL", "http://" + host("api", namespace, namespace) + ":80/v1/items");
        Program program = new Program(dialect, 8080).serving("/shop/").calling("API_URL");
        Manifests.probe(container, "readinessProbe", program.healthPath(), 8080);
        Resource deployment = world.add(Manifests.workload("Deployment", namespace, "web", 2, labels("web", namespace), list(container)));
        memory(deployment, 128);
        world.program(deployment, program);
        world.add(Manifests.service(namespace, "web", world.clusterIp(), map("app", "web"), 80, 8080));
    }

    private void worker(String namespace) {
        Map<String, Object> container = Manifests.container("worker", image(namespace, "worker"));
        Manifests.env(container, "API_URL", "http://" + host("api", namespace, namespace) + ":80/v1/jobs", "CONCURRENCY", "4");
        Resource deployment = world.add(Manifests.workload("Deployment", namespace, "worker", 1, labels("worker", namespace), list(container)));
        memory(deployment, 256);
        world.program(deployment, new Program(world.oneOf(List.of(Dialect.PYTHON, Dialect.GO, Dialect.CURL))).calling("API_URL"));
    }

    /** Policies that admit exactly what the programs do. */
    private void policies(String namespace, Store store, Resource api) {
        world.apply("""
                apiVersion: networking.k8s.io/v1
                kind: NetworkPolicy
                metadata: {name: %s-clients, namespace: %s}
                spec:
                  podSelector: {matchLabels: {app: %s}}
                  policyTypes: [Ingress]
                  ingress:
                  - from:
                    - podSelector: {matchLabels: {app: api}}
                    ports:
                    - {port: %d, protocol: TCP}
                """, store.name(), namespace, store.name(), store.port());
        world.apply("""
                apiVersion: networking.k8s.io/v1
                kind: NetworkPolicy
                metadata: {name: web-egress, namespace: %s}
                spec:
                  podSelector: {matchLabels: {app: web}}
                  policyTypes: [Egress]
                  egress:
                  - to:
                    - namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: kube-system}}
                      podSelector: {matchLabels: {k8s-app: kube-dns}}
                    ports:
                    - {port: 53, protocol: UDP}
                    - {port: 53, protocol: TCP}
                  - to:
                    - podSelector: {matchLabels: {app: api}}
                    ports:
                    - {port: %d, protocol: TCP}
                """, namespace, api.number("spec", "template", "spec", "containers", 0, "ports", 0, "containerPort"));
    }

    private static Map<String, Object> labels(String app, String part) {
        return map("app", app, "app.kubernetes.io/part-of", part);
    }

    private static void memory(Resource workload, int mebibytes) {
        workload.set(map("limits", map("memory", mebibytes + "Mi"), "requests", map("cpu", "50m", "memory", mebibytes / 2 + "Mi")),
                "spec", "template", "spec", "containers", 0, "resources");
    }

    private String image(String namespace, String name) {
        return "registry.example.com/" + namespace + "/" + name + ":1." + world.random().nextInt(30) + "." + world.random().nextInt(9);
    }

    /** As people write host names: bare within the namespace, or longer. */
    private String host(String service, String namespace, String from) {
        return switch (world.random().nextInt(3)) {
            case 0 -> from.equals(namespace) ? service : service + "." + namespace;
            case 1 -> service + "." + namespace + ".svc";
            default -> service + "." + namespace + ".svc.cluster.local";
        };
    }
}
