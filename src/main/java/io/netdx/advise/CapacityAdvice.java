package io.netdx.advise;

import io.netdx.fact.ObjectRef;
import io.netdx.fact.OtherObject;
import io.netdx.fact.Workload;
import io.netdx.knowledge.Knowledge;
import io.netdx.knowledge.Table;
import io.netdx.model.address.AddressHeadroom;
import io.netdx.net.Cidr;
import java.util.List;
import java.util.OptionalLong;

/** Addresses, pods and policies: how much is left, and for how long. */
final class CapacityAdvice {

    /** A quarter: what a change of ranges takes with its planning. */
    private static final long SOON = 13;
    private static final double NEARLY = 0.9;

    private final Situation situation;
    private final Knowledge knowledge;
    private final Points points;
    private final PodSpace space;

    CapacityAdvice(Situation situation, Knowledge knowledge, Points points) {
        this.situation = situation;
        this.knowledge = knowledge;
        this.points = points;
        this.space = new PodSpace(situation, knowledge);
    }

    void advise() {
        if (space.range().isEmpty()) {
            points.unknown("the cluster's pod range was not seen; --pod-cidr RANGE (with --node-mask and --max-pods) says it", "C055");
        }
        nodes();
        nodeRanges();
        pods();
        peak();
        services();
        balancers();
        common();
        Scale scale = new Scale(situation, knowledge, points);
        scale.cluster();
        scale.policies();
    }

    /** Nodes whose range is smaller than what the kubelet may ask for. */
    private void nodes() {
        if (situation.nodeRanges().equals("no")) {
            return;
        }
        List<AddressHeadroom> small = space.of("node-pods").stream().filter(h -> h.wanted() > h.capacity()).toList();
        if (!small.isEmpty()) {
            AddressHeadroom first = small.get(0);
            points.warn("the range " + first.range() + " of " + first.subject() + " holds " + Amount.count(first.capacity(), "pod") + ", and the kubelet may ask for "
                    + first.wanted() + more(small.size()), "C010");
        }
        List<AddressHeadroom> full = space.of("node-pods").stream().filter(h -> h.used() >= NEARLY * h.capacity()).toList();
        if (!full.isEmpty()) {
            AddressHeadroom first = full.get(0);
            points.warn("the range " + first.range() + " of " + first.subject() + " has " + first.used() + " of " + first.capacity() + " addresses in use" + more(full.size()), "C008");
        }
    }

    private static String more(int all) {
        return all > 1 ? "; the same on " + (all - 1) + (all == 2 ? " other node" : " other nodes") : "";
    }

    private void nodeRanges() {
        OptionalLong nodes = situation.number("nodes");
        OptionalLong most = space.nodesAtMost();
        if (nodes.isEmpty() || most.isEmpty()) {
            return;
        }
        String text = "the pod range " + space.range().orElseThrow() + " has ranges for " + Amount.count(most.getAsLong(), "node") + ", and there "
                + (nodes.getAsLong() == 1 ? "is " : "are ") + Amount.grouped(nodes.getAsLong());
        if (nodes.getAsLong() > most.getAsLong()) {
            points.warn(text + ": the others get none", "C008");
        } else {
            points.ok(text);
        }
    }

    private void pods() {
        OptionalLong pods = space.pods();
        if (pods.isEmpty()) {
            points.unknown("not all pods were collected; --pods N says how many there are");
            return;
        }
        room("the present nodes", space.present(), pods.getAsLong());
        space.range().ifPresent(range -> room("the pod range " + range, space.whole(), pods.getAsLong()));
        if (situation.whatIf().growth().isEmpty()) {
            points.unknown("when it is full depends on the growth; --growth 5% or --growth 40/week says it");
        }
    }

    private void room(String what, OptionalLong most, long pods) {
        if (most.isEmpty()) {
            return;
        }
        String held = what + (what.endsWith("s") ? " hold " : " holds ") + Amount.count(most.getAsLong(), "pod") + ", " + Amount.grouped(pods)
                + (pods == 1 ? " is" : " are") + " there";
        if (situation.whatIf().growth().isEmpty()) {
            if (pods > most.getAsLong()) {
                points.warn(held, "C008");
            } else {
                points.ok(held);
            }
            return;
        }
        Growth growth = situation.whatIf().growth().get();
        OptionalLong weeks = growth.weeks(pods, most.getAsLong());
        String text = held + "; at a growth of " + growth.text() + " full ";
        if (weeks.isEmpty()) {
            points.ok(text + "in more than a century");
        } else if (pods > most.getAsLong()) {
            points.warn(held, "C008");
        } else if (weeks.getAsLong() <= SOON) {
            points.warn(text + (weeks.getAsLong() == 0 ? "within a week" : "in " + Amount.count(weeks.getAsLong(), "week")), "C055");
        } else {
            points.note(text + "in " + Amount.count(weeks.getAsLong(), "week"), "C055");
        }
    }

    /** What autoscalers may ask for, against what there is. */
    private void peak() {
        OptionalLong peak = wanted();
        if (peak.isEmpty()) {
            points.unknown("what autoscalers may ask for was not seen; --peak N says it", "C055");
            return;
        }
        long asked = peak.getAsLong();
        OptionalLong whole = space.whole();
        OptionalLong present = space.present();
        String[] story = knowledge.row("incidents", "black-friday").claims().stream().filter(id -> id.equals("C054") || id.equals("C055")).toArray(String[]::new);
        if (whole.isPresent() && asked > whole.getAsLong()) {
            points.warn("this " + shape(space.range().orElseThrow()) + " holds " + Amount.count(whole.getAsLong(), "pod") + ", the autoscaler may ask for " + Amount.grouped(asked), story);
        } else if (present.isPresent() && asked > present.getAsLong()) {
            points.note("at the peak " + Amount.count(asked, "pod") + " may be asked for, the present nodes hold " + Amount.grouped(present.getAsLong())
                    + ": nodes must be added", "C055");
        } else if (whole.isPresent() || present.isPresent()) {
            points.ok("at the peak " + Amount.count(asked, "pod") + " may be asked for; addresses suffice", "C055");
        }
    }

    /** {@code /24}, or the whole range where it is divided among nodes. */
    private static String shape(Cidr range) {
        String text = range.toString();
        return text.substring(text.indexOf('/'));
    }

    private OptionalLong wanted() {
        Long given = situation.whatIf().numbers().get("peak");
        if (given != null) {
            return OptionalLong.of(given);
        }
        List<OtherObject> scalers = situation.cluster().map(c -> c.all(OtherObject.class)).orElse(List.of()).stream()
                .filter(o -> o.ref().kind().equals("HorizontalPodAutoscaler")).toList();
        OptionalLong pods = space.pods();
        if (pods.isEmpty() || scalers.isEmpty() && !situation.complete("HorizontalPodAutoscaler")) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(pods.getAsLong() + scalers.stream().mapToLong(this::more).sum());
    }

    /** Replicas that the autoscaler may add. */
    private long more(OtherObject scaler) {
        ObjectRef target = ObjectRef.of(scaler.fields().getOrDefault("spec.scaleTargetRef.kind", ""), scaler.meta().namespace(),
                scaler.fields().getOrDefault("spec.scaleTargetRef.name", ""));
        long now = situation.cluster().flatMap(c -> c.find(Workload.class, target)).map(w -> (long) w.desired())
                .orElse(Amount.of(scaler.fields().getOrDefault("status.currentReplicas", "0")).orElse(0.0).longValue());
        long most = Amount.of(scaler.fields().getOrDefault("spec.maxReplicas", "0")).orElse(0.0).longValue();
        return Math.max(0, most - now);
    }

    private void services() {
        OptionalLong services = situation.number("services");
        for (AddressHeadroom h : space.of("services")) {
            long used = situation.whatIf().numbers().containsKey("services") ? services.orElseThrow() : h.used();
            String text = "the Service range " + h.range() + " holds " + Amount.count(h.capacity(), "Service") + ", " + Amount.grouped(used) + " are there";
            if (used > NEARLY * h.capacity()) {
                points.warn(text, "C008");
            } else {
                points.ok(text);
            }
        }
    }

    private void balancers() {
        for (AddressHeadroom h : space.of("load-balancer")) {
            if (h.tight()) {
                points.warn("the pool " + h.range() + " of " + h.subject() + " has " + h.used() + " of " + h.capacity() + " addresses in use");
            }
        }
    }

    /** A default range meets networks that many have. */
    private void common() {
        space.range().ifPresent(range -> {
            for (Table.Row row : knowledge.table("default-ranges").rows()) {
                boolean same = Cidr.block(row.value("range")).filter(d -> d.equals(range)).isPresent();
                if (same && !row.value("note").isEmpty()) {
                    points.note("the pod range " + range + " is a default that meets " + row.value("note") + "; compare it with your VPN and peers", "C049", "C006");
                }
            }
        });
    }
}
