package io.netdx.reason;

import io.netdx.catalog.Cause;
import io.netdx.finding.Hypothesis;
import io.netdx.finding.Outcome;
import java.util.List;
import java.util.Map;

/**
 * Hypotheses, findings, and what joins them, with indexes in a fixed order: hypotheses by cause and subject, findings by id
 * and subject. Chains are compiled in: a cause has its effects' links too.
 *
 * @param causes      catalogue entry of each hypothesis
 * @param explains    links of each hypothesis to findings of any outcome that it brings about
 * @param opposes     links to findings that speak against it
 * @param explainedBy hypotheses of each finding, ascending; the reverse of {@code explains}
 * @param parents     what directly causes each hypothesis, ascending
 * @param effects     the reverse of {@code parents}
 * @param index       node by finding id and subject, merged ones too
 */
record Graph(Options options, List<Hypothesis> hypotheses, List<Cause> causes, List<Node> nodes, List<Edges> explains,
             List<Edges> opposes, List<int[]> explainedBy, List<int[]> parents, List<int[]> effects, Map<Key, Integer> index) {

    int size() {
        return hypotheses.size();
    }

    /** True where a present symptom names the hypothesis, or an effect of it. */
    boolean active(int h) {
        for (int f : explains.get(h).nodes()) {
            if (nodes.get(f).presentSymptom()) {
                return true;
            }
        }
        return false;
    }

    /** What its mechanism shows in configuration or status was not collected, and no finding of its own stands in for that. */
    boolean unproven(int h) {
        boolean unseen = false;
        for (int f : explains.get(h).nodes()) {
            Node node = nodes.get(f);
            if (node.type().certain() && node.type().definedIn().equals(causes.get(h).id())) {
                if (node.present()) {
                    return false;
                }
                unseen |= node.outcome() == Outcome.UNKNOWN;
            }
        }
        return unseen;
    }

    /**
     * The part of a set's score that one member brings whatever else is in the set: prior odds, findings against it, and
     * absent findings, for which ln(1-q) is a plain sum.
     */
    double alone(int h) {
        double prior = causes.get(h).prior();
        double sum = GraphBuilder.logit(prior);
        Edges against = opposes.get(h);
        for (int i = 0; i < against.size(); i++) {
            if (nodes.get(against.nodes()[i]).present()) {
                sum += against.miss()[i];
            }
        }
        Edges links = explains.get(h);
        for (int i = 0; i < links.size(); i++) {
            if (nodes.get(links.nodes()[i]).absent()) {
                sum += links.miss()[i];
            }
        }
        return sum;
    }

    /** ln(1-leak): the chance that a finding is missed when nothing brings it about. */
    double leakMiss(int f) {
        return Math.log1p(-nodes.get(f).leak());
    }

    /** ln q, from ln(1-q). */
    static double logHit(double miss) {
        return Math.log(-Math.expm1(miss));
    }

    static double sigmoid(double logOdds) {
        return 1 / (1 + Math.exp(-logOdds));
    }
}
