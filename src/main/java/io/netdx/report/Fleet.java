package io.netdx.report;

import io.netdx.catalog.Cause;
import io.netdx.report.AuditReport.Attribute;
import java.util.List;

/**
 * Many clusters together. Lists of clusters hold the names of rows, sorted.
 *
 * @param faulty       clusters by verdict
 * @param unread       clusters that could not be read, or were not
 * @param causes       active causes, those of most clusters first; consequences are left out
 * @param risks        the same for standing anomalies that no symptom names
 * @param distinctions what the clusters with a cause share and the others lack; only what chance would hardly do
 * @param gaps         kinds that were not seen, those that could move most verdicts furthest first
 */
public record Fleet(List<String> faulty, List<String> healthy, List<String> undetermined, List<String> unread, List<Affected> causes,
                    List<Affected> risks, List<Distinction> distinctions, List<Gap> gaps) {

    public Fleet {
        causes = List.copyOf(causes);
        risks = List.copyOf(risks);
        distinctions = List.copyOf(distinctions);
        gaps = List.copyOf(gaps);
    }

    /**
     * A cause and where it is.
     *
     * @param objects diagnoses of it in all clusters
     */
    public record Affected(Cause cause, List<String> clusters, int objects) {
    }

    /**
     * An attribute, or two at once, that clusters with a cause have and others have not. Clusters whose attribute is unknown count on
     * neither side.
     *
     * @param attributes   those that stand for one another: exactly the same clusters have each of them
     * @param together     true where a cluster must have all of them, false where each alone tells
     * @param affectedWith clusters with the cause that have it, of {@code affected}
     * @param othersWith   clusters without the cause that have it, of {@code others}
     * @param chance       probability of as strong an accumulation by chance anywhere among all that was compared, 0..1
     */
    public record Distinction(String cause, List<Attribute> attributes, boolean together, int affectedWith, int affected, int othersWith, int others,
                              double chance) {

        public Distinction {
            attributes = List.copyOf(attributes);
        }
    }

    /**
     * A kind that was not completely seen.
     *
     * @param reason {@code NOT_COLLECTED}, {@code FORBIDDEN}, …
     * @param checks checks that could not be made for want of it, in the cluster where those are most
     * @param swing  how far one of them could move a verdict at most, 0..1
     */
    public record Gap(String kind, String reason, List<String> clusters, int checks, double swing) {
    }
}
