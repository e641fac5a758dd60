package io.netdx.engine;

import io.netdx.catalog.Catalog;
import io.netdx.catalog.Cause;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.drools.drl.ast.descr.PackageDescr;
import org.drools.drl.ast.descr.RuleDescr;

/** What is wrong with commands of the catalogue: each check gives one line a fault, none for a catalogue in order. */
final class Commands {

    /** What only a person can decide; all else is known, or a command can tell. */
    private static final Set<String> CHOICES = Set.of("<file>", "<labels of the pods>", "<label of the policy>", "<subnets>", "<address of a pool>", "<cpu>",
            "<memory>", "<replicas>", "<image>", "<host>", "<range>", "<mtu>", "<workload>");
    private static final Set<String> SUBJECT = Set.of("subject", "kind", "namespace", "name");
    private static final Pattern PLACEHOLDER = Pattern.compile("(?<![$\\{])\\{(?!end\\})([A-Za-z][A-Za-z0-9_.-]*)(:document)?\\}(?!\\})");
    private static final Pattern CHOICE = Pattern.compile("<[A-Za-z][^<>\\n]*>");
    private static final Pattern SUPPOSED = Pattern.compile("(?s)Hypothesis\\.of\\(.*?\\) ?\\);");
    private static final Pattern FILE = Pattern.compile("(?:kubectl|calicoctl)[^|;&\\n]* (?:-f|--filename) ([^-\\s]\\S*)");
    private static final Pattern CHANGES = Pattern.compile("kubectl (?:-n \\S+ )?(?:apply|create|delete|patch|edit|set|scale|label|annotate|taint|cordon|drain|replace"
            + "|certificate approve)\\b|sysctl -w|ip link (?:set|delete)|ip route (?:add|del)|\\brm |\\bmv |\\btee |qdisc del"
            + "|calicoctl (?:delete|patch|apply|ipam configure)|conntrack -[DF]|iptables -[AIDF]\\b|linkerd upgrade|aws ec2 (?:create|delete)|kubeadm certs renew|apt-get install|crictl rmp");
    /** Nothing lasting: there is no way back, and none is needed. */
    private static final Pattern RESTARTS = Pattern.compile("rollout restart|delete pods? |xargs .*kubectl delete pod|systemctl (?:re)?start|--dry-run=|quitquitquit");
    private static final Pattern DESTROYS = Pattern.compile("kubectl (?:-n \\S+ )?(?:delete (?!pods? |-f - )|drain )|--all\\b|rollout restart (?:daemonset|deployment) -n|\\brm |ip link delete"
            + "|ip route del|qdisc del|conntrack -[DF]|iptables -F|calicoctl delete|crictl rmp|certs renew|certificate approve|failurePolicy");

    private final Catalog catalog;
    private final Map<String, PackageDescr> rules;

    Commands(Catalog catalog, Map<String, PackageDescr> rules) {
        this.catalog = catalog;
        this.rules = rules;
    }

    private static Stream<String> of(Cause.Remedy r) {
        return Stream.of(r.command(), r.verify(), r.rollback(), r.backup(), r.narrower()).filter(c -> !c.isEmpty());
    }

    private static Stream<String> all(Cause cause) {
        return Stream.concat(cause.tests().stream().map(Cause.TestSpec::command), cause.remedies().stream().flatMap(Commands::of));
    }

    /** Placeholders that no rule of the cause gives a value to. */
    List<String> neverFilled() {
        List<String> faults = new ArrayList<>();
        for (Cause cause : catalog.all()) {
            StringBuilder given = new StringBuilder();
            for (RuleDescr rule : rules.get(cause.id()).getRules()) {
                SUPPOSED.matcher(rule.getConsequence().toString()).results().map(MatchResult::group).forEach(given::append);
            }
            all(cause).flatMap(c -> PLACEHOLDER.matcher(c).results()).map(m -> m.group(1)).distinct()
                    .filter(name -> !SUBJECT.contains(name) && given.indexOf("\"" + name + "\"") < 0)
                    .forEach(name -> faults.add(cause.id() + ": no rule gives " + name));
        }
        return faults;
    }

    /** Blanks that are left to the reader although the cluster has the answer. */
    List<String> leftBlank() {
        List<String> faults = new ArrayList<>();
        for (Cause cause : catalog.all()) {
            all(cause).flatMap(c -> CHOICE.matcher(c).results()).map(MatchResult::group).distinct().filter(blank -> !CHOICES.contains(blank))
                    .forEach(blank -> faults.add(cause.id() + ": leaves " + blank + " to the reader"));
        }
        return faults;
    }

    /** Files that nobody has written. */
    List<String> missingFiles() {
        List<String> faults = new ArrayList<>();
        for (Cause cause : catalog.all()) {
            for (Cause.Remedy r : cause.remedies()) {
                String written = (r.backup() + "\n" + r.command()).replace(" -f ", " ");
                of(r).flatMap(c -> FILE.matcher(c).results()).map(m -> m.group(1)).filter(file -> !written.contains("> " + file))
                        .forEach(file -> faults.add(cause.id() + ": names the file " + file + ", which nothing writes"));
            }
        }
        return faults;
    }

    /** Changes without a way back. */
    List<String> oneWay() {
        return remedies((cause, r) -> r.reversible() && r.rollback().isEmpty() && CHANGES.matcher(r.command()).find() && !RESTARTS.matcher(r.command()).find()
                ? "changes something and says not how it is undone: " + r.command() : "");
    }

    /** Changes that call themselves harmless looks. */
    List<String> riskless() {
        return remedies((cause, r) -> r.risk().equals("none") && CHANGES.matcher(r.command()).find() ? "a change is never without risk: " + r.command() : "");
    }

    /** What does harm comes with a warning, a backup and something milder. */
    List<String> unwarned() {
        return remedies((cause, r) -> (r.risk().equals("high") || DESTROYS.matcher(r.command()).find())
                && (r.danger().isEmpty() || r.backup().isEmpty() || r.narrower().isEmpty()) ? "dangerous without warning, backup and a narrower way: " + r.command() : "");
    }

    private interface Check {
        String fault(Cause cause, Cause.Remedy remedy);
    }

    private List<String> remedies(Check check) {
        List<String> faults = new ArrayList<>();
        for (Cause cause : catalog.all()) {
            for (Cause.Remedy r : cause.remedies()) {
                String fault = check.fault(cause, r);
                if (!fault.isEmpty()) {
                    faults.add(cause.id() + ": " + fault);
                }
            }
        }
        return faults;
    }
}
