package io.netdx.model;

import io.netdx.cluster.Cluster;
import io.netdx.fact.Coverage;
import io.netdx.fact.Ingress;
import io.netdx.fact.IngressClass;
import io.netdx.fact.ObjectRef;
import io.netdx.fact.OtherObject;
import io.netdx.fact.Pod;
import io.netdx.fact.Provenance;
import io.netdx.fact.Service;
import io.netdx.fact.Signature;
import io.netdx.fact.Workload;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What an Ingress needs besides its class and its backends: a controller, its Secrets, a path that means something. */
final class IngressChecks {

    private static final String NGINX = "nginx.ingress.kubernetes.io/";
    /** Pods of the usual controllers, by the name that a class gives its controller, alone or before the name of the class; a part of the pod's name or image. */
    private static final Map<String, List<String>> CONTROLLERS = Map.of(
            "k8s.io/ingress-nginx", List.of("ingress-nginx", "nginx-ingress"),
            "nginx.org/ingress-controller", List.of("nginx-ingress", "nginxinc"),
            "traefik.io/ingress-controller", List.of("traefik"),
            "haproxy.org/ingress-controller", List.of("haproxy"),
            "haproxy-ingress.github.io/controller", List.of("haproxy"),
            "ingress.k8s.aws/alb", List.of("aws-load-balancer-controller"),
            "projectcontour.io/ingress-controller", List.of("contour"),
            "ingress-controllers.konghq.com/kong", List.of("kong"));

    private final Cluster cluster;
    private final List<IngressProblem> problems = new ArrayList<>();

    IngressChecks(Cluster cluster) {
        this.cluster = cluster;
    }

    List<IngressProblem> find() {
        List<Ingress> ingresses = cluster.all(Ingress.class);
        if (ingresses.isEmpty()) {
            return problems;
        }
        Map<String, Ingress> owners = new HashMap<>();
        for (Ingress ingress : ingresses) {
            secrets(ingress);
            conflicts(ingress, owners);
            rewrite(ingress);
            scheme(ingress);
            String backends = ingress.meta().annotations().getOrDefault("ingress.kubernetes.io/backends", "");
            if (backends.contains("UNHEALTHY")) {
                add(ingress, "unhealthy-backends", backends, ingress.ref(), ingress.source());
            }
        }
        controllers(ingresses);
        certificates(ingresses);
        return problems;
    }

    private void secrets(Ingress ingress) {
        String ns = ingress.meta().namespace();
        for (String name : new HashSet<>(ingress.tlsSecrets())) {
            ObjectRef ref = ObjectRef.of("Secret", ns, name);
            Optional<OtherObject> secret = cluster.find(OtherObject.class, ref);
            if (secret.isEmpty() && cluster.complete("Secret", ns)) {
                add(ingress, "secret-missing", name, ref, ingress.meta().at("spec.tls"));
            } else if (secret.isPresent() && !Set.of("", "kubernetes.io/tls").contains(secret.get().fields().getOrDefault("type", ""))) {
                add(ingress, "secret-type", name + " is of type " + secret.get().fields().get("type"), ref, ingress.meta().at("spec.tls"));
            }
        }
    }

    /** The older object wins, and only it: a canary shares host and path on purpose. */
    private void conflicts(Ingress ingress, Map<String, Ingress> owners) {
        if ("true".equals(ingress.meta().annotations().get(NGINX + "canary"))) {
            return;
        }
        for (Ingress.Backend b : ingress.backends()) {
            String key = ingress.className() + " " + b.host() + " " + b.path() + " " + b.pathType();
            Ingress before = b.path().isEmpty() && b.host().isEmpty() ? null : owners.putIfAbsent(key, ingress);
            if (before != null && !before.ref().equals(ingress.ref())) {
                boolean same = before.meta().namespace().equals(ingress.meta().namespace()) && before.backends().stream().anyMatch(o ->
                        o.host().equals(b.host()) && o.path().equals(b.path()) && o.service().equals(b.service()) && o.servicePort().equals(b.servicePort()));
                Ingress loser = before.meta().created().isAfter(ingress.meta().created()) ? before : ingress;
                Ingress winner = loser == before ? ingress : before;
                if (!same) {
                    add(loser, "conflict", (b.host().isEmpty() ? "every host" : "host " + b.host()) + " path " + b.path(), winner.ref(), loser.meta().at("spec.rules"));
                }
            }
        }
    }

    /** {@code $2} of a path without a second group is empty: every request ends at the root. */
    private void rewrite(Ingress ingress) {
        String target = ingress.meta().annotations().getOrDefault(NGINX + "rewrite-target", "");
        boolean regex = "true".equals(ingress.meta().annotations().get(NGINX + "use-regex"));
        for (Ingress.Backend b : ingress.backends()) {
            int groups = (int) b.path().chars().filter(c -> c == '(').count();
            int wanted = 0;
            for (int i = 0; i + 1 < target.length(); i++) {
                wanted = target.charAt(i) == '$' && Character.isDigit(target.charAt(i + 1)) ? Math.max(wanted, target.charAt(i + 1) - '0') : wanted;
            }
            if (!b.path().isEmpty() && wanted > groups) {
                add(ingress, "rewrite", "rewrite-target " + target + " asks for group " + wanted + ", path " + b.path() + " has " + groups, ingress.ref(),
                        ingress.meta().at("spec.rules"));
                return;
            }
            boolean written = b.path().contains("(") || b.path().contains(".*");
            if (written && target.isEmpty() && !regex && b.pathType().equals("Exact")) {
                add(ingress, "rewrite", "path " + b.path() + " is a regular expression with pathType Exact", ingress.ref(), ingress.meta().at("spec.rules"));
                return;
            }
        }
    }

    /** nginx speaks plain HTTP to backends unless it is told otherwise. */
    private void scheme(Ingress ingress) {
        String told = ingress.meta().annotations().getOrDefault(NGINX + "backend-protocol", "HTTP");
        for (Ingress.Backend b : ingress.backends()) {
            Optional<Service> service = cluster.service(ingress.meta().namespace(), b.service());
            Optional<Service.Port> port = service.stream().flatMap(s -> s.ports().stream())
                    .filter(p -> p.name().equals(b.servicePort()) || String.valueOf(p.port()).equals(b.servicePort())).findFirst();
            boolean tls = port.filter(p -> p.name().startsWith("https") || p.port() == 443 || p.targetPort().equals("https")
                    || p.targetPort().equals("8443") || p.appProtocol().equals("https")).isPresent();
            boolean plain = port.filter(p -> p.name().equals("http") || p.port() == 80 || p.targetPort().equals("http")).isPresent();
            if (tls && told.equals("HTTP")) {
                add(ingress, "scheme", "port " + b.servicePort() + " of Service " + b.service() + " speaks TLS, backend-protocol is HTTP",
                        service.get().ref(), ingress.source());
            } else if (plain && !tls && told.equals("HTTPS")) {
                add(ingress, "scheme", "port " + b.servicePort() + " of Service " + b.service() + " speaks HTTP, backend-protocol is HTTPS",
                        service.get().ref(), ingress.source());
            }
        }
    }

    /** Classes that Ingresses use and that no ready pod serves. */
    private void controllers(List<Ingress> ingresses) {
        if (!cluster.complete("Pod", Coverage.ALL)) {
            return;
        }
        for (IngressClass type : cluster.all(IngressClass.class)) {
            List<String> marks = CONTROLLERS.entrySet().stream().filter(e -> (type.controller() + "/").startsWith(e.getKey() + "/"))
                    .map(Map.Entry::getValue).findFirst().orElse(List.of());
            Optional<Ingress> user = ingresses.stream().filter(i -> i.className().equals(type.meta().name())
                    || i.className().isEmpty() && type.isDefault()).findFirst();
            if (marks.isEmpty() || user.isEmpty()) {
                continue;
            }
            List<Pod> pods = cluster.all(Pod.class).stream().filter(p -> !p.finished() && is(p, marks)).toList();
            Provenance place = type.source();
            String detail = "the class is served by " + type.controller();
            if (pods.isEmpty()) {
                absent(user.get(), marks, detail, type.ref(), place);
            } else if (pods.stream().noneMatch(Pod::ready)) {
                problems.add(new IngressProblem(user.get().ref(), "controller-down", "none of its " + pods.size() + " pods is ready",
                        cluster.workloadOf(pods.get(0)), pods.get(0).source()));
            } else {
                watched(type, pods, user.get());
            }
        }
    }

    /** Scaled to zero, or never installed. Who has given the Ingress its address may run outside the cluster. */
    private void absent(Ingress user, List<String> marks, String detail, ObjectRef type, Provenance place) {
        Optional<Workload> workload = cluster.all(Workload.class).stream().filter(w -> w.meta().owner().isEmpty()
                && !w.ref().kind().endsWith("Job") && marks.stream().anyMatch(m -> w.meta().name().contains(m))).findFirst();
        if (workload.isPresent()) {
            problems.add(new IngressProblem(user.ref(), "controller-down", "its " + workload.get().ref() + " has no pods", workload.get().ref(),
                    workload.get().source()));
        } else if (user.addresses().isEmpty()) {
            problems.add(new IngressProblem(user.ref(), "controller-absent", detail, type, place));
        }
    }

    /** What a controller says of certificates names a Secret or a host; a line alone may be of the past. */
    private void certificates(List<Ingress> ingresses) {
        for (Signature s : cluster.all(Signature.class)) {
            String kind = switch (s.id()) {
                case "ingress-certificate-missing" -> "secret-missing";
                case "ingress-certificate-invalid" -> "certificate-invalid";
                case "ingress-certificate-expires" -> "certificate-expires";
                default -> "";
            };
            if (kind.isEmpty() || s.count() < 2) {
                continue;
            }
            String secret = s.group("secret") + s.group("other");
            String name = secret.substring(secret.indexOf('/') + 1);
            for (Ingress ingress : ingresses) {
                boolean meant = ingress.tlsSecrets().contains(name) && secret.startsWith(ingress.meta().namespace() + "/")
                        || !s.group("host").isEmpty() && ingress.backends().stream().anyMatch(b -> b.host().equals(s.group("host")));
                boolean there = kind.equals("secret-missing") && (cluster.find(OtherObject.class, ObjectRef.of("Secret", ingress.meta().namespace(), name)).isPresent()
                        || problems.stream().anyMatch(p -> p.ingress().equals(ingress.ref()) && p.kind().equals("secret-missing") && p.detail().equals(name)));
                if (meant && !there) {
                    add(ingress, kind, kind.equals("secret-missing") ? name : kind.equals("certificate-expires") ? s.group("end") : s.group("host"), ingress.ref(), s.source());
                }
            }
        }
    }

    /** A controller of ingress-nginx serves one name of controller; another one beside it needs another. */
    private void watched(IngressClass type, List<Pod> pods, Ingress user) {
        if (!type.controller().equals("k8s.io/ingress-nginx")) {
            return;
        }
        List<String> told = new ArrayList<>();
        for (Pod pod : pods) {
            pod.containers().forEach(c -> c.command().stream().filter(a -> a.startsWith("--controller-class=")).forEach(a -> told.add(a.substring(19))));
        }
        if (!told.isEmpty() && !told.contains(type.controller())) {
            problems.add(new IngressProblem(user.ref(), "controller-absent", "the running controllers serve " + String.join(", ", told)
                    + ", the class names " + type.controller(), type.ref(), type.source()));
        }
    }

    private static boolean is(Pod pod, List<String> marks) {
        boolean job = pod.meta().name().contains("admission-create") || pod.meta().name().contains("admission-patch");
        return !job && marks.stream().anyMatch(m -> pod.meta().name().contains(m)
                || pod.meta().labels().getOrDefault("app.kubernetes.io/name", "").equals(m)
                || pod.containers().stream().anyMatch(c -> c.image().contains(m)));
    }

    private void add(Ingress ingress, String kind, String detail, ObjectRef target, Provenance source) {
        problems.add(new IngressProblem(ingress.ref(), kind, detail, target, source));
    }
}
