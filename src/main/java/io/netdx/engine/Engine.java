package io.netdx.engine;

import io.netdx.catalog.Catalog;
import io.netdx.fact.Fact;
import io.netdx.fact.ObjectRef;
import io.netdx.fact.Signature;
import io.netdx.finding.CausedBy;
import io.netdx.finding.Finding;
import io.netdx.finding.Hypothesis;
import io.netdx.finding.Inference;
import io.netdx.finding.Link;
import io.netdx.cluster.Cluster;
import io.netdx.model.Cni;
import io.netdx.work.Aside;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.kie.api.KieBase;
import org.kie.api.runtime.KieSession;

/** Runs the rules over the facts of one cluster. */
public final class Engine {

    private static final int WARM_UP_RULES = 6;
    /** Networks of rules that are kept for further clusters. */
    private static final int KEPT = 64;

    private static final Comparator<Hypothesis> BY_CAUSE = Comparator.comparing(Hypothesis::cause)
            .thenComparing(Hypothesis::subject).thenComparing(h -> h.args().toString());
    private static final Comparator<Finding> BY_TYPE = Comparator.comparing(Finding::id).thenComparing(Finding::subject)
            .thenComparing(Finding::outcome).thenComparing(f -> f.args().toString()).thenComparing(f -> f.affected().toString())
            .thenComparing(Finding::source);
    private static final Comparator<Link> BY_ENDS = Comparator.comparing(Link::cause).thenComparing(Link::subject)
            .thenComparing(Link::finding).thenComparing(Link::findingSubject);
    private static final Comparator<CausedBy> BY_EFFECT = Comparator.comparing(CausedBy::effect)
            .thenComparing(CausedBy::effectSubject).thenComparing(CausedBy::cause).thenComparing(CausedBy::causeSubject);

    private final Catalog catalog;
    private final OwnRules own;
    private final RuleIndex index;
    private final Map<List<RuleIndex.Entry>, KieBase> bases = new LinkedHashMap<>(KEPT, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<List<RuleIndex.Entry>, KieBase> eldest) {
            return size() > KEPT;
        }
    };

    /**
     * @param catalog the causes that are to be looked for, no others are
     */
    public Engine(Catalog catalog) {
        this(catalog, OwnRules.NONE);
    }

    /**
     * @param catalog the causes that are to be looked for, those of the user's own rules too
     * @param own     rules of the user beside those of the house
     */
    public Engine(Catalog catalog, OwnRules own) {
        this.catalog = catalog;
        this.own = own;
        this.index = RuleIndex.load().of(catalog).with(own.index());
    }

    /**
     * Does once, on a few rules and no facts, what every inference does. On a cold JVM most of that time is loading classes, which
     * can go on beside reading the snapshot, on the thread that makes the engine.
     */
    public void warmUp() {
        List<RuleIndex.Entry> few = index.entries().subList(0, Math.min(WARM_UP_RULES, index.entries().size()));
        KieSession session = RuleBases.of(few, own.loader(), Aside.LATER).newKieSession();
        session.insert(Hypothesis.of("warm/up", ObjectRef.CLUSTER));
        session.fireAllRules();
        session.dispose();
    }

    /**
     * Derives everything the rules can say.
     *
     * @param cluster what was seen, for coverage
     * @param facts   what the rules may look at: observed and derived facts, coverage statements
     */
    public Inference infer(Cluster cluster, Collection<?> facts) {
        return infer(cluster, facts, Aside.LATER);
    }

    /** As {@link #infer(Cluster, Collection)}, with help. */
    public Inference infer(Cluster cluster, Collection<?> derived, Aside aside) {
        Collection<?> facts = own.looksAt().isEmpty() ? derived : Stream.concat(derived.stream(), own.facts(cluster).stream()).toList();
        List<Finding> findings = new ArrayList<>();
        List<Hypothesis> hypotheses = new ArrayList<>();
        List<Link> links = new ArrayList<>();
        List<CausedBy> chains = new ArrayList<>();
        List<RuleIndex.Entry> rules = index.possible(keys(facts));
        if (!rules.isEmpty()) {
            KieBase base = base(rules, aside);
            KieSession session = base.newKieSession();
            try {
                facts.forEach(session::insert);
                session.fireAllRules();
                session.getObjects().forEach(object -> {
                    if (object instanceof Finding finding) {
                        findings.add(finding);
                    } else if (object instanceof Hypothesis hypothesis) {
                        hypotheses.add(hypothesis);
                    } else if (object instanceof Link link) {
                        links.add(link);
                    } else if (object instanceof CausedBy chain) {
                        chains.add(chain);
                    }
                });
            } finally {
                session.dispose();
            }
        }
        String network = facts.stream().filter(Cni.class::isInstance).map(f -> ((Cni) f).name()).findFirst().orElse("unknown");
        return new Expectations(catalog, cluster, network).complete(sorted(findings, BY_TYPE), distinct(hypotheses),
                sorted(links, BY_ENDS), sorted(chains, BY_EFFECT));
    }

    /** Clusters that are alike need the same rules: an audit builds their network once. */
    private KieBase base(List<RuleIndex.Entry> rules, Aside aside) {
        synchronized (bases) {
            KieBase known = bases.get(rules);
            if (known != null) {
                return known;
            }
        }
        KieBase made = RuleBases.of(rules, own.loader(), aside);
        synchronized (bases) {
            bases.put(rules, made);
        }
        return made;
    }

    private static Set<String> keys(Collection<?> facts) {
        Set<String> keys = new HashSet<>();
        Map<Class<?>, List<Method>> accessors = new HashMap<>();
        for (Object fact : facts) {
            String type = fact.getClass().getSimpleName();
            keys.add(type);
            for (Method accessor : accessors.computeIfAbsent(fact.getClass(), Engine::discriminators)) {
                keys.add(type + ":" + value(accessor, fact));
            }
            if (fact instanceof Signature signature) {
                keys.add("Signature:" + signature.id());
                keys.add(Fact.class.getSimpleName());
            }
        }
        return keys;
    }

    private static List<Method> discriminators(Class<?> type) {
        List<Method> found = new ArrayList<>();
        for (Method method : type.getMethods()) {
            if (method.getParameterCount() == 0 && method.getReturnType() == String.class && RuleIndex.DISCRIMINATORS.contains(method.getName())) {
                found.add(method);
            }
        }
        return found;
    }

    private static String value(Method accessor, Object fact) {
        try {
            return (String) accessor.invoke(fact);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(accessor + " is there for rules, and public", e);
        }
    }

    /** Two rules may activate the same cause on the same object with different words; one hypothesis is kept. */
    private static List<Hypothesis> distinct(List<Hypothesis> all) {
        List<Hypothesis> kept = new ArrayList<>(all.size());
        for (Hypothesis h : sorted(all, BY_CAUSE)) {
            Hypothesis last = kept.isEmpty() ? null : kept.get(kept.size() - 1);
            if (last == null || !last.cause().equals(h.cause()) || !last.subject().equals(h.subject())) {
                kept.add(h);
            }
        }
        return kept;
    }

    private static <T> List<T> sorted(List<T> list, Comparator<T> order) {
        List<T> sorted = new ArrayList<>(list);
        sorted.sort(order);
        return sorted;
    }
}
