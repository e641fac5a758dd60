package io.netdx.advise;

import io.netdx.fact.Container;
import io.netdx.fact.Figure;
import io.netdx.fact.ObjectRef;
import io.netdx.fact.Workload;
import io.netdx.knowledge.Advice.Level;
import io.netdx.knowledge.Knowledge;
import io.netdx.knowledge.Table;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/** How CoreDNS is sized, and how it should be. */
final class DnsAdvice {

    private static final double MILLION = 1e6;

    private final Situation situation;
    private final Knowledge knowledge;
    private final Points points;

    DnsAdvice(Situation situation, Knowledge knowledge, Points points) {
        this.situation = situation;
        this.knowledge = knowledge;
        this.points = points;
    }

    void advise() {
        Optional<Workload> dns = situation.cluster().map(c -> c.all(Workload.class)).orElse(List.of()).stream().filter(DnsAdvice::serves).findFirst();
        Optional<Container> server = dns.flatMap(w -> w.containers().stream().filter(c -> !c.init()).findFirst());
        if (server.isEmpty()) {
            points.unknown("the DNS servers were not seen; what follows rests on the figures alone", "C017");
        }
        server.ifPresent(c -> cpu(dns.orElseThrow(), c));
        Optional<Double> limit = server.map(c -> c.limits().getOrDefault("memory", "")).flatMap(Amount::of);
        memory(dns, limit.map(bytes -> bytes / MILLION));
        rate(server.map(c -> c.limits().getOrDefault("cpu", "")).flatMap(Amount::of).map(cpu -> cpu * 1000));
        replicas(dns);
    }

    private static boolean serves(Workload w) {
        return (w.ref().kind().equals("Deployment") || w.ref().kind().equals("DaemonSet"))
                && (w.meta().namespace().equals("kube-system") || w.meta().namespace().equals("openshift-dns"))
                && (w.meta().name().equals("coredns") || "kube-dns".equals(w.templateLabels().get("k8s-app")));
    }

    private void cpu(Workload w, Container c) {
        String limit = c.limits().getOrDefault("cpu", "");
        Optional<Double> cores = Amount.of(limit);
        if (limit.isEmpty()) {
            points.ok(w.ref() + " has no CPU limit, as upstream sets none: it is not throttled", "C017", "C062");
        } else if (cores.isEmpty()) {
            points.unknown(w.ref() + " has a CPU limit that is no quantity", "C017");
        } else if (cores.get() * 1000 < knowledge.row("dns-resources", "cpu-document").number("cpu")) {
            points.add(Level.WARN, w.ref() + " has a CPU limit of " + limit + ": it is throttled from about " + Amount.grouped(lookups("internal", cores.get() * 1000))
                    + " lookups of cluster names a second on, or " + Amount.grouped(lookups("external", cores.get() * 1000)) + " of outside names",
                    unlimited(w.ref()), "C018", "C020");
        } else {
            points.note(w.ref() + " has a CPU limit of " + limit + ", which your document asks for; upstream sets none", "C020");
        }
    }

    /** Queries a second of one replica with so much processor time, by the upstream measurement. */
    private long lookups(String row, double millis) {
        Table.Row measured = knowledge.row("dns-capacity", row);
        return Math.max(1, Math.round(measured.number("qps") * millis / measured.number("cpu")));
    }

    /** Removes the limit of the first container. */
    private static String unlimited(ObjectRef ref) {
        boolean plain = Names.plain(ref.name()) && Names.plain(ref.namespace());
        return plain ? "kubectl patch " + ref.kind().toLowerCase(Locale.ROOT) + " " + ref.name() + " -n " + ref.namespace()
                + " --type=json -p '[{\"op\":\"remove\",\"path\":\"/spec/template/spec/containers/0/resources/limits/cpu\"}]'" : "";
    }

    private void memory(Optional<Workload> dns, Optional<Double> limit) {
        OptionalLong pods = situation.number("pods");
        OptionalLong services = situation.number("services");
        if (pods.isEmpty() || services.isEmpty()) {
            points.unknown("how much memory is needed hangs on pods and Services; --pods N and --services N say it", "C019");
            return;
        }
        boolean autopath = situation.cluster().flatMap(c -> c.configMap("kube-system", "coredns")).map(m -> m.data().getOrDefault("Corefile", ""))
                .filter(text -> text.lines().anyMatch(line -> line.strip().startsWith("autopath"))).isPresent();
        Table.Row formula = knowledge.row("dns-memory", autopath ? "autopath" : "default");
        long objects = pods.getAsLong() + services.getAsLong();
        long needed = formula.number("base") + Amount.up(objects, formula.number("perObjects"));
        String text = Amount.count(objects, "pod and Service").replace("pod and Services", "pods and Services") + (autopath ? " with autopath" : "")
                + " need " + Amount.megabytes(needed) + " a replica";
        double most = limit.orElse(knowledge.row("dns-resources", "memory-default").number("memory") * 1.048576);
        String has = (limit.isPresent() ? dns.map(w -> w.ref() + " may use ").orElse("") : "the default limit is ") + Amount.megabytes(Math.round(most));
        if (needed > most) {
            points.warn(text + "; " + has, "C019", "C021");
        } else if (dns.isPresent() && limit.isEmpty()) {
            points.ok(text + "; " + dns.get().ref() + " has no memory limit", "C019");
        } else {
            points.ok(text + "; " + has, "C019");
        }
    }

    private void rate(Optional<Double> limit) {
        Long given = situation.whatIf().numbers().get("qps");
        OptionalLong asked = given != null ? OptionalLong.of(given) : measured();
        if (asked.isEmpty()) {
            points.unknown("how many lookups there are is not in a snapshot; --qps N counts the replicas for it", "C090");
            return;
        }
        long qps = asked.getAsLong();
        double cpu = limit.orElse((double) knowledge.row("dns-capacity", "internal").number("cpu"));
        String each = limit.isPresent() ? " at the limit of " + Math.round(cpu) + "m" : " with two processors each";
        points.note(Amount.grouped(qps) + " lookups a second need " + Amount.count(Amount.up(qps, lookups("internal", cpu)), "replica") + each + ", or "
                + Amount.grouped(Amount.up(qps, lookups("external", cpu))) + " if all names are outside ones", "C090");
    }

    /** What monitoring counted, all servers together; empty where nobody counted. */
    private OptionalLong measured() {
        List<Figure> figures = situation.cluster().map(c -> c.all(Figure.class)).orElse(List.of());
        List<Figure> rates = figures.stream().filter(f -> f.what().equals("dns-rate")).toList();
        if (rates.isEmpty()) {
            return OptionalLong.empty();
        }
        long sum = Math.max(1, Math.round(rates.stream().mapToDouble(Figure::value).sum()));
        String rest = figures.stream().filter(f -> f.ref().equals(rates.get(0).ref()) && (f.what().equals("dns-nxdomain") || f.what().equals("dns-cache-hits")))
                .map(f -> "; " + f.words()).collect(Collectors.joining());
        points.note("monitoring counted " + Amount.grouped(sum) + " lookups a second at " + Amount.count(rates.size(), "server") + ", on average"
                + (rates.get(0).recent() ? "" : " since they started") + rest, "C090");
        return OptionalLong.of(sum);
    }

    private void replicas(Optional<Workload> dns) {
        OptionalLong nodes = situation.number("nodes");
        Table.Row rule = knowledge.row("dns-replicas", "autoscaler");
        if (nodes.isEmpty() || dns.filter(w -> w.ref().kind().equals("DaemonSet")).isPresent()) {
            return;
        }
        long advised = Math.max(rule.number("least"), Amount.up(nodes.getAsLong(), rule.number("nodes")));
        String text = "for " + Amount.count(nodes.getAsLong(), "node") + " upstream's autoscaler runs " + Amount.count(advised, "replica");
        Optional<Integer> has = dns.map(Workload::desired);
        if (has.isEmpty()) {
            points.note(text);
        } else if (has.get() < advised) {
            points.note(text + ", " + dns.get().ref() + " has " + has.get());
        } else {
            points.ok(text + ", " + dns.get().ref() + " has " + has.get());
        }
    }
}
