package io.netdx.advise;

import io.netdx.fact.OtherObject;
import io.netdx.fact.Workload;
import io.netdx.knowledge.Advice.Level;
import io.netdx.knowledge.Knowledge;
import io.netdx.knowledge.Table;
import io.netdx.model.Spelling;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How the network plugin fares at this size, and what a change to another one takes. */
final class PluginAdvice {

    private static final List<String> PLUGINS = List.of("antrea", "aws-vpc", "azure", "calico", "canal", "cilium", "flannel", "kindnet", "kube-router",
            "openshift-sdn", "ovn-kubernetes", "weave");
    private static final Pattern FLANNEL = Pattern.compile("flannel:v?0\\.([0-9]{1,4})\\.([0-9]{1,3})");

    private final Situation situation;
    private final Knowledge knowledge;
    private final Points points;

    PluginAdvice(Situation situation, Knowledge knowledge, Points points) {
        this.situation = situation;
        this.knowledge = knowledge;
        this.points = points;
    }

    void advise() {
        for (String given : List.of(situation.whatIf().plugin(), situation.whatIf().from(), situation.whatIf().to())) {
            spelled(given);
        }
        String plugin = situation.plugin();
        Table limits = knowledge.table("cni-limits");
        if (plugin.isEmpty()) {
            points.unknown("which plugin the cluster has was not seen; --plugin NAME says it. Below, all that your document compares");
            limits.rows().forEach(this::size);
        } else if (limits.row(plugin).isPresent()) {
            limits.row(plugin).ifPresent(this::size);
        } else {
            points.note("your document does not speak of " + plugin + "; the tables show the plugins that it compares");
        }
        if (situation.number("nodes").isEmpty()) {
            points.unknown("not all nodes were collected; --nodes N says how many there are");
        }
        version();
        enforcement();
        Scale scale = new Scale(situation, knowledge, points);
        scale.cluster();
        scale.policies();
        String to = situation.whatIf().to();
        if (KubeVersion.of(to).isPresent()) {
            points.note("what Kubernetes " + to + " changes: netdx advise upgrade");
        } else if (!to.isEmpty()) {
            migration(situation.whatIf().from().isEmpty() ? plugin : situation.whatIf().from(), situation.whatIf().to());
        }
    }

    /** Another plugin than the known ones is fine, a known one with a slip of the finger is not. */
    private static void spelled(String given) {
        if (!given.isEmpty() && KubeVersion.of(given).isEmpty() && !PLUGINS.contains(given)) {
            Spelling.near(given, PLUGINS, 1).stream().findFirst().ifPresent(meant -> {
                throw new AdviceException("the plugin " + given + " is not known; did you mean " + meant + "?");
            });
        }
    }

    private void size(Table.Row row) {
        OptionalLong number = situation.number("nodes");
        if (number.isEmpty()) {
            return;
        }
        long nodes = number.getAsLong();
        switch (row.id()) {
            case "flannel" -> flannel(nodes, row);
            case "calico" -> calico(nodes, row);
            case "cilium" -> cilium(nodes, row);
            default -> { }
        }
    }

    private void flannel(long nodes, Table.Row row) {
        long pieces = new PodSpace(situation, knowledge).nodesAtMost().orElse(0);
        if (pieces > 0 && nodes > pieces) {
            points.warn("flannel: " + Amount.count(nodes, "node") + " need a range each, and the pod range has " + Amount.grouped(pieces), "C087");
        } else if (nodes > row.number("nodes")) {
            points.note("flannel: " + Amount.count(nodes, "node") + " are beyond your document's limit, whose reason does not hold; "
                    + (pieces > 0 ? "the pod range has room for " + Amount.grouped(pieces) : "look at the size of the pod range (netdx advise capacity)"), "C087");
        } else {
            points.ok("flannel: " + Amount.count(nodes, "node") + " are within your document's limit of " + row.number("nodes"));
        }
        if (nodes > row.number("neighbours")) {
            points.warn("flannel: hosts keep a neighbour for each node; raise net.ipv4.neigh.default.gc_thresh3 above " + Amount.grouped(nodes));
        }
    }

    private void calico(long nodes, Table.Row row) {
        Optional<Boolean> mesh = mesh();
        if (nodes > row.number("mesh") && mesh.isEmpty()) {
            points.unknown("calico: whether " + Amount.count(nodes, "node") + " form a full BGP mesh was not seen; beyond " + row.number("mesh")
                    + " they should not: use route reflectors, or VXLAN without BGP", "C088");
        } else if (nodes > row.number("mesh") && mesh.get()) {
            points.warn("calico: " + Amount.count(nodes, "node") + " in a full BGP mesh; beyond " + row.number("mesh") + " use route reflectors", "C088");
        } else {
            points.ok("calico: " + Amount.count(nodes, "node") + (nodes > row.number("mesh") ? " without a full BGP mesh" : " are fine for a full BGP mesh"), "C088");
        }
        if (nodes > row.number("typha")) {
            typha(nodes, row);
        }
    }

    private void typha(long nodes, Table.Row row) {
        Optional<Workload> typha = workloads().stream().filter(w -> w.ref().kind().equals("Deployment") && w.meta().name().equals("calico-typha")).findFirst();
        String advised = "; it is advised above " + row.number("typha");
        if (typha.filter(w -> w.desired() > 0).isPresent()) {
            points.ok("calico: Typha runs with " + Amount.count(typha.get().desired(), "replica"));
        } else if (typha.isPresent() || situation.complete("Deployment")) {
            points.warn("calico: " + Amount.count(nodes, "node") + " without Typha" + advised, "C088");
        } else {
            points.unknown("calico: whether Typha runs was not seen" + advised, "C088");
        }
    }

    /** Whether nodes peer with all others; empty where nothing says. */
    private Optional<Boolean> mesh() {
        for (OtherObject o : others("BGPConfiguration")) {
            String enabled = o.fields().getOrDefault("spec.nodeToNodeMeshEnabled", "true");
            if (o.meta().name().equals("default")) {
                return Optional.of(!enabled.equals("false"));
            }
        }
        List<OtherObject> pools = others("IPPool");
        boolean vxlan = !pools.isEmpty() && pools.stream().allMatch(p -> p.fields().getOrDefault("spec.vxlanMode", "Never").equals("Always"));
        return vxlan ? Optional.of(false) : Optional.empty();
    }

    private void cilium(long nodes, Table.Row row) {
        if (nodes > row.number("nodes")) {
            points.warn("cilium: " + Amount.count(nodes, "node") + " are more than your document and upstream know of", "C089");
        } else if (nodes > row.number("tested")) {
            points.note("cilium: " + Amount.count(nodes, "node") + " are more than the " + Amount.grouped(row.number("tested")) + " of Cilium's own report", "C089");
        } else {
            points.ok("cilium: " + Amount.count(nodes, "node") + " are within Cilium's own report", "C089");
        }
        situation.number("pods").ifPresent(pods -> {
            if (pods > row.number("pods")) {
                points.note(Amount.count(pods, "pod") + " alone are no reason to choose Cilium", "C035");
            }
        });
    }

    /** The release of flannel that the document warns of, and those before it. */
    private void version() {
        Table.Row row = knowledge.row("plugin-versions", "flannel-0.15");
        situation.agent().filter(w -> w.meta().name().startsWith("kube-flannel")).stream().flatMap(w -> w.containers().stream())
                .map(c -> FLANNEL.matcher(c.image())).filter(Matcher::find).findFirst().ifPresent(m -> {
                    long age = Long.compare(Long.parseLong(m.group(1)) * 1000 + Long.parseLong(m.group(2)), row.number("minor") * 1000 + row.number("patch"));
                    if (age < 0) {
                        points.warn("flannel 0." + m.group(1) + "." + m.group(2) + " loses pod traffic after a reboot of a node with systemd 242 or newer; upgrade", "C048");
                    } else if (age == 0) {
                        points.note("flannel 0." + m.group(1) + "." + m.group(2) + " is the release that your document warns of; it mends the fault of those before it", "C048");
                    }
                });
    }

    private void enforcement() {
        OptionalLong policies = situation.number("policies");
        if (policies.isEmpty() || policies.getAsLong() == 0) {
            return;
        }
        boolean none = knowledge.table("cni").row(situation.plugin()).filter(r -> r.value("policies").equals("no")).isPresent();
        if (situation.enforces().equals("no")) {
            points.warn(situation.plugin() + " enforces no policies, and nothing beside it does: " + Amount.grouped(policies.getAsLong()) + " have no effect");
        } else if (none && situation.enforces().equals("unknown")) {
            points.note(situation.plugin() + " by itself enforces no policies; " + Amount.grouped(policies.getAsLong()) + " need an enforcer beside it");
        }
    }

    private void migration(String from, String to) {
        if (from.equals(to)) {
            throw new AdviceException("--to " + to + " is the plugin that is there; name another");
        }
        Table table = knowledge.table("cni-migration");
        Table.Row row = table.rows().stream().filter(r -> matches(r, "from", from) && matches(r, "to", to)).findFirst()
                .orElseThrow(() -> new IllegalStateException("the table has no row for every migration"));
        String effort = row.value("planning") + " of planning and " + row.value("execution") + " of work by your document";
        points.note((from.isEmpty() ? "" : from + " to ") + to + ": " + row.value("upstream") + "; " + effort, row.claims().toArray(String[]::new));
        if (row.id().equals("flannel-calico")) {
            flannelPreconditions();
        }
        if (to.equals("cilium")) {
            points.note("cilium needs a pod range and a tunnel port that the present plugin does not use");
            OptionalLong policies = situation.number("policies");
            if (policies.isPresent() && policies.getAsLong() > 0) {
                points.warn("policies are not enforced while nodes move, and there are " + Amount.grouped(policies.getAsLong()));
            }
        }
        situation.number("nodes").ifPresent(nodes -> points.add(Level.NOTE, Amount.count(nodes, "node") + " one after the other, drained first",
                "kubectl drain NODE --ignore-daemonsets --delete-emptydir-data"));
    }

    private static boolean matches(Table.Row row, String side, String plugin) {
        return row.value(side).equals("any") || row.value(side).equals(plugin);
    }

    /** The live migration asks for VXLAN without direct routing. */
    private void flannelPreconditions() {
        Optional<String> conf = situation.cluster().flatMap(c -> c.configMap("kube-flannel", "kube-flannel-cfg").or(() -> c.configMap("kube-system", "kube-flannel-cfg")))
                .map(m -> m.data().getOrDefault("net-conf.json", "")).filter(text -> !text.isEmpty());
        if (conf.isEmpty()) {
            points.unknown("flannel's backend was not seen; the live migration needs VXLAN with DirectRouting off");
            return;
        }
        String compact = conf.get().replaceAll("\\s", "").toLowerCase(java.util.Locale.ROOT);
        boolean fits = compact.contains("\"type\":\"vxlan\"") && !compact.contains("\"directrouting\":true");
        if (fits) {
            points.ok("flannel's backend is VXLAN without DirectRouting, as the live migration needs");
        } else {
            points.warn("flannel's backend is not VXLAN without DirectRouting: the live migration is not for it");
        }
    }

    private List<Workload> workloads() {
        return situation.cluster().map(c -> c.all(Workload.class)).orElse(List.of());
    }

    private List<OtherObject> others(String kind) {
        return situation.cluster().map(c -> c.all(OtherObject.class)).orElse(List.of()).stream().filter(o -> o.ref().kind().equals(kind)).toList();
    }
}
