package io.netdx.engine;

import io.netdx.catalog.Catalog;
import io.netdx.fact.Fact;
import io.netdx.fact.Signature;
import io.netdx.finding.CausedBy;
import io.netdx.finding.Finding;
import io.netdx.finding.Hypothesis;
import io.netdx.finding.Inference;
import io.netdx.finding.Link;
import io.netdx.cluster.Cluster;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.kie.api.KieBase;
import org.kie.api.runtime.KieSession;

/** Runs the rules over the facts of one cluster. */
public final class Engine {

    private static final int WARM_UP_RULES = 6;

    private final Catalog catalog;
    private final RuleIndex index;

    public Engine(Catalog catalog) {
        this.catalog = catalog;
        this.index = RuleIndex.load();
    }

    /**
     * Does once, on a few rules and no facts, what every inference does. On a cold JVM most of that time is loading classes, which
     * can go on beside reading the snapshot.
     */
    public static void warmUp() {
        List<RuleIndex.Entry> few = RuleIndex.load().entries().subList(0, WARM_UP_RULES);
        KieSession session = RuleBases.of(few).newKieSession();
        session.insert(new Hypothesis("", io.netdx.fact.ObjectRef.CLUSTER, new java.util.TreeMap<>()));
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
        List<Finding> findings = new ArrayList<>();
        List<Hypothesis> hypotheses = new ArrayList<>();
        List<Link> links = new ArrayList<>();
        List<CausedBy> chains = new ArrayList<>();
        List<RuleIndex.Entry> rules = index.possible(keys(facts));
        if (!rules.isEmpty()) {
            KieBase base = RuleBases.of(rules);
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
        return new Expectations(catalog, cluster).complete(sorted(findings), distinct(hypotheses), sorted(links), sorted(chains));
    }

    private static Set<String> keys(Collection<?> facts) {
        Set<String> keys = new HashSet<>();
        for (Object fact : facts) {
            String type = fact.getClass().getSimpleName();
            keys.add(type);
            if (fact instanceof Signature signature) {
                keys.add("Signature:" + signature.id());
                keys.add(Fact.class.getSimpleName());
            }
        }
        return keys;
    }

    /** Two rules may activate the same cause on the same object with different words; one hypothesis is kept. */
    private static List<Hypothesis> distinct(List<Hypothesis> all) {
        List<Hypothesis> sorted = sorted(all);
        List<Hypothesis> kept = new ArrayList<>(sorted.size());
        Set<String> seen = new HashSet<>();
        for (Hypothesis h : sorted) {
            if (seen.add(h.cause() + " " + h.subject())) {
                kept.add(h);
            }
        }
        return kept;
    }

    private static <T> List<T> sorted(List<T> list) {
        List<T> sorted = new ArrayList<>(list);
        sorted.sort(Comparator.comparing(Object::toString));
        return sorted;
    }
}
