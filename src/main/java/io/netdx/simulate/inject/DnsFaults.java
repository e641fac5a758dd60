package io.netdx.simulate.inject;

import static io.netdx.simulate.world.Tree.list;
import static io.netdx.simulate.world.Tree.map;

import io.netdx.simulate.world.Host;
import io.netdx.simulate.world.Resource;
import io.netdx.simulate.world.World;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Names that are not resolved. */
final class DnsFaults {

    private static final String KUBERNETES = "    kubernetes cluster.local";

    private DnsFaults() {
    }

    static List<Injector> all() {
        return List.of(new Injector("dns/coredns-down", DnsFaults::scaledToZero), new Injector("dns/corefile-invalid", DnsFaults::corefile),
                new Injector("dns/upstream-unreachable", DnsFaults::upstream), new Injector("dns/clusterip-kubelet-mismatch", DnsFaults::kubeletAddress),
                edit("dns/loop", c -> c.replace("forward . /etc/resolv.conf", "forward . 127.0.0.1")),
                new Injector("dns/service-missing", DnsFaults::serviceMissing), new Injector("dns/service-selector-mismatch", DnsFaults::selector),
                new Injector("dns/service-port-missing", DnsFaults::udpMissing),
                edit("dns/port-mismatch", c -> c.replace(".:53 {", ".:1053 {")),
                edit("dns/hosts-without-fallthrough", c -> c.replace(KUBERNETES, "    hosts {\n       10.20.1.5 ldap.corp.example.com\n    }\n" + KUBERNETES)),
                new Injector("dns/no-forwarder", DnsFaults::noForwarder),
                edit("dns/zone-shadows-services", c -> "svc.cluster.local:53 {\n    errors\n    cache 30\n    forward . 10.20.0.53\n}\n" + c),
                edit("dns/records-restricted", c -> c.replace("       pods insecure", "       pods insecure\n       namespaces kube-system default")),
                edit("dns/acl-refuses", c -> c.replace("    ready\n", "    ready\n    acl {\n       allow net 172.20.0.0/16\n       block\n    }\n")),
                edit("dns/template-override", c -> c.replace(KUBERNETES,
                        "    template ANY ANY {\n       match .*\\.svc\\.cluster\\.local\\.$\n       rcode NXDOMAIN\n    }\n" + KUBERNETES)),
                edit("dns/rewrite-misleads", c -> c.replace("    ready\n", "    ready\n    rewrite name suffix svc.cluster.local svc.prod.cluster.local\n")),
                edit("dns/listens-on-loopback", c -> c.replace("    ready\n", "    ready\n    bind 127.0.0.1\n")),
                edit("dns/ready-plugin-missing", c -> c.replace("    ready\n", "")),
                edit("dns/health-plugin-missing", c -> c.replace("    health {\n       lameduck 5s\n    }\n", "")),
                new Injector("dns/cluster-domain-mismatch", DnsFaults::domain),
                new Injector("dns/pod-dns-policy", DnsFaults::podPolicy), new Injector("dns/short-name-other-namespace", DnsFaults::shortName),
                new Injector("dns/out-of-memory", DnsFaults::memory));
    }

    private static Optional<Truth> scaledToZero(World world) {
        Resource coredns = world.get("Deployment", "kube-system", "coredns");
        coredns.set(0, "spec", "replicas");
        return Optional.of(Truth.of("dns/coredns-down", coredns, "No name resolves anywhere."));
    }

    private static Injector edit(String cause, UnaryOperator<String> edit) {
        return new Injector(cause, world -> edited(world, cause, edit));
    }

    /** Somebody edits the Corefile; the servers are restarted so that it takes effect. */
    private static Optional<Truth> edited(World world, String cause, UnaryOperator<String> edit) {
        Resource map = world.get("ConfigMap", "kube-system", "coredns");
        map.set(edit.apply(map.text("data", "Corefile")), "data", "Corefile");
        Pick.recreate(world, world.get("Deployment", "kube-system", "coredns"));
        return Optional.of(Truth.of(cause, map, "Names fail to resolve since somebody edited the configuration of DNS."));
    }

    private static Optional<Truth> corefile(World world) {
        String word = world.oneOf(List.of("forward", "prometheus", "loadbalance"));
        return edited(world, "dns/corefile-invalid", c -> c.replace("    " + word, "    " + Pick.typo(world, word)));
    }

    /** Only the kubelets' configuration tells which domain they complete names with. */
    private static Optional<Truth> domain(World world) {
        world.collectHosts(true);
        return edited(world, "dns/cluster-domain-mismatch", c -> c.replace(KUBERNETES, "    kubernetes corp.local"));
    }

    private static Optional<Truth> upstream(World world) {
        return !calledOutside(world) ? Optional.empty() : edited(world, "dns/upstream-unreachable",
                c -> c.replace("forward . /etc/resolv.conf", "forward . " + world.oneOf(List.of("192.0.2.53", "10.20.0.53"))));
    }

    private static Optional<Truth> noForwarder(World world) {
        return !calledOutside(world) ? Optional.empty() : edited(world, "dns/no-forwarder",
                c -> c.replace("    forward . /etc/resolv.conf {\n       max_concurrent 1000\n    }\n", ""));
    }

    private static boolean calledOutside(World world) {
        return world.workloads().stream().anyMatch(w -> world.program(w).stream().flatMap(p -> p.calls().stream()).anyMatch("PAYMENTS_URL"::equals));
    }

    private static Optional<Truth> serviceMissing(World world) {
        Resource service = world.get("Service", "kube-system", "kube-dns");
        world.delete(service);
        return Optional.of(Truth.of("dns/service-missing", service, "No name resolves, CoreDNS runs."));
    }

    private static Optional<Truth> selector(World world) {
        Resource service = world.get("Service", "kube-system", "kube-dns");
        service.set(map("k8s-app", "coredns"), "spec", "selector");
        return Optional.of(Truth.of("dns/service-selector-mismatch", service, "No name resolves, CoreDNS runs."));
    }

    private static Optional<Truth> udpMissing(World world) {
        Resource service = world.get("Service", "kube-system", "kube-dns");
        service.list("spec", "ports").remove(0);
        return Optional.of(Truth.of("dns/service-port-missing", service, "No name resolves, CoreDNS runs."));
    }

    /** DNS was reinstalled and its Service got another address; kubelets go on handing out the old one. */
    private static Optional<Truth> kubeletAddress(World world) {
        Resource service = world.get("Service", "kube-system", "kube-dns");
        String moved = world.clusterIp();
        service.set(moved, "spec", "clusterIP").set(list(moved), "spec", "clusterIPs");
        for (Host host : world.hosts().values()) {
            host.clusterDns("10.96.0.10");
        }
        world.collectHosts(true);
        return Optional.of(Truth.of("dns/clusterip-kubelet-mismatch", service, "Since CoreDNS was reinstalled no pod resolves names."));
    }

    private static Optional<Truth> podPolicy(World world) {
        return Pick.calledDeployment(world).map(api -> {
            api.set("Default", "spec", "template", "spec", "dnsPolicy");
            Pick.recreate(world, api);
            return Truth.of("dns/pod-dns-policy", api, "The api finds no other Service.");
        });
    }

    /** A client that moved here still uses the bare name of a Service of its old namespace. */
    private static Optional<Truth> shortName(World world) {
        List<Resource> callers = world.all("Deployment").stream().filter(w -> w.name().equals("api") && Pick.container(w).items("env").stream()
                .anyMatch(e -> e.text("name").equals("DATABASE_HOST"))).toList();
        return Pick.any(world, callers).flatMap(api -> {
            List<Resource> elsewhere = world.all("StatefulSet").stream().filter(s -> !s.namespace().equals(api.namespace())
                    && world.find("Service", api.namespace(), s.name()).isEmpty()).toList();
            return Pick.any(world, elsewhere).map(store -> {
                Pick.container(api).items("env").forEach(e -> {
                    if (e.text("name").equals("DATABASE_HOST")) {
                        e.set(store.name(), "value");
                    } else if (e.text("name").equals("DATABASE_PORT")) {
                        e.set(Pick.container(store).text("ports", 0, "containerPort"), "value");
                    }
                });
                Pick.recreate(world, api);
                return Truth.of("dns/short-name-other-namespace", api, "The api does not find its database.").or("workload/env-wrong-host");
            });
        });
    }

    private static Optional<Truth> memory(World world) {
        Resource coredns = world.get("Deployment", "kube-system", "coredns");
        coredns.map("spec", "template", "spec", "containers", 0, "resources").put("limits", map("memory", "24Mi"));
        Pick.recreate(world, coredns);
        return Optional.of(Truth.of("dns/out-of-memory", coredns, "DNS comes and goes."));
    }
}
