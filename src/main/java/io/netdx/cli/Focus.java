package io.netdx.cli;

import io.netdx.cluster.Cluster;
import io.netdx.fact.ObjectRef;
import io.netdx.fact.Pod;
import io.netdx.model.PeerNames;
import io.netdx.model.Spelling;
import io.netdx.reason.Judgement;
import io.netdx.source.Kinds;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The object that {@code diagnose TYPE/NAME} asks about, and what a judgement says of it. As with {@link Selection}, everything is judged
 * before; a diagnosis is shown with its root, its consequences and what else that root brings about.
 *
 * @param object the one that was meant
 * @param parts  it, the pods of a workload, the workload of a pod
 */
record Focus(ObjectRef object, Set<ObjectRef> parts) {

    /** A kind in any form that kubectl takes; empty where the text is no {@code TYPE/NAME} or {@code TYPE/NAMESPACE/NAME}. */
    static Optional<String> kind(String text) {
        String[] parts = text.split("/", -1);
        boolean named = (parts.length == 2 || parts.length == 3) && Arrays.stream(parts).noneMatch(String::isEmpty);
        return named ? PeerNames.kind(parts[0]).or(() -> Kinds.ofResource(parts[0])) : Optional.empty();
    }

    /** @throws UsageException where the text means no object of the snapshot or of the judgement, or several */
    static Focus of(String text, Cluster cluster, Judgement judgement) {
        String kind = kind(text).orElseThrow();
        Set<ObjectRef> all = new TreeSet<>(cluster.refs(kind));
        // what is missing is named too
        judgement.diagnoses().stream().flatMap(d -> Stream.concat(Stream.of(d.subject()), d.affected().stream())).filter(ref -> ref.kind().equals(kind)).forEach(all::add);
        String name = text.substring(text.indexOf('/') + 1);
        List<ObjectRef> meant = all.stream().filter(ref -> name.equals(name.indexOf('/') < 0 ? ref.name() : ref.qualifiedName())).toList();
        if (meant.isEmpty()) {
            List<String> near = Spelling.near(name, all.stream().map(ref -> name.indexOf('/') < 0 ? ref.name() : ref.qualifiedName()).distinct().toList(), 1);
            throw new UsageException("the snapshot holds no " + kind + " " + name + (near.isEmpty() ? "" : " (did you mean " + near.get(0) + "?)"));
        }
        if (meant.size() > 1) {
            throw new UsageException(text + " may be " + String.join(" or ", meant.stream().limit(3).map(ObjectRef::qualifiedName).toList())
                    + "; write TYPE/NAMESPACE/NAME");
        }
        return new Focus(meant.get(0), parts(meant.get(0), cluster));
    }

    private static Set<ObjectRef> parts(ObjectRef object, Cluster cluster) {
        Set<ObjectRef> parts = new HashSet<>(Set.of(object));
        for (Pod pod : cluster.podsIn(object.namespace())) {
            ObjectRef workload = cluster.workloadOf(pod);
            if (workload.equals(object) || pod.ref().equals(object)) {
                parts.add(pod.ref());
                parts.add(workload);
            }
        }
        return parts;
    }

    Judgement of(Judgement judgement) {
        Set<Judgement.CauseOn> roots = new HashSet<>();
        for (Judgement.Diagnosis d : judgement.diagnoses()) {
            if (concerns(d)) {
                roots.add(root(d));
            }
        }
        List<Judgement.Diagnosis> kept = new ArrayList<>();
        Set<String> hidden = new HashSet<>();
        for (Judgement.Diagnosis d : judgement.diagnoses()) {
            if (roots.contains(root(d))) {
                kept.add(d);
            } else {
                hidden.add(d.cause().id());
            }
        }
        kept.forEach(d -> hidden.remove(d.cause().id()));
        return judgement.showing(kept, judgement.unexplained().stream().filter(u -> about(u.subject())).toList(),
                judgement.next().stream().filter(t -> t.discriminates().isEmpty() || !hidden.containsAll(t.discriminates())).toList());
    }

    private static Judgement.CauseOn root(Judgement.Diagnosis d) {
        return d.causedBy().orElse(new Judgement.CauseOn(d.cause().id(), d.subject()));
    }

    private boolean concerns(Judgement.Diagnosis d) {
        return about(d.subject()) || d.affected().stream().anyMatch(this::about) || d.evidence().stream().anyMatch(e -> about(e.subject()));
    }

    /** The object, or a connection from or to it. */
    private boolean about(ObjectRef ref) {
        int arrow = ref.kind().equals("Flow") ? ref.name().indexOf(" -> ") : -1;
        if (arrow < 0) {
            return parts.contains(ref);
        }
        String client = ref.name().substring(0, arrow);
        String target = ref.name().substring(arrow + " -> ".length());
        return parts.stream().anyMatch(part -> ref.namespace().equals(part.namespace()) && client.equals(part.kind() + "/" + part.name()))
                || object.kind().equals("Service") && leadsTo(target, ref.namespace());
    }

    /** {@code shop/cart}, or a host as clients write it: {@code cart}, {@code cart.shop.svc:80}. */
    private boolean leadsTo(String target, String from) {
        if (target.startsWith(object.qualifiedName())) {
            return target.length() == object.qualifiedName().length() || ": ".indexOf(target.charAt(object.qualifiedName().length())) >= 0;
        }
        String[] labels = target.split("[:/ ]", 2)[0].split("\\.");
        return labels[0].equals(object.name()) && (labels.length == 1 ? from : labels[1]).equals(object.namespace());
    }
}
