package io.netdx.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.netdx.catalog.Catalog;
import io.netdx.catalog.Cause;
import io.netdx.catalog.FindingType;
import java.io.IOException;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ExplainWriterTest {

    private static final FindingType DENIED = new FindingType("ingress-denied", "{pod} is isolated for ingress by {name}", "logical",
            0.01, "", List.of("NetworkPolicy"), false, "policy/default-deny-ingress");

    private final Catalog catalog = catalog();

    private static Catalog catalog() {
        SortedMap<String, Cause> causes = new TreeMap<>();
        for (Cause c : List.of(Reports.DENY, Reports.THROTTLED)) {
            causes.put(c.id(), c);
        }
        return new Catalog(causes, new TreeMap<>(java.util.Map.of(DENIED.id(), DENIED)));
    }

    @Test
    void saysWhatIsKnownOfACause() throws IOException {
        StringBuilder out = new StringBuilder();
        new ExplainWriter(catalog).cause(Reports.DENY, Reports.DENY.claims(), out);
        Golden.check("explain-cause", out.toString());
    }

    @Test
    void saysWhichCausesUseAFinding() throws IOException {
        StringBuilder out = new StringBuilder();
        new ExplainWriter(catalog).finding(DENIED, out);
        Golden.check("explain-finding", out.toString());
    }

    @Test
    void listsCauses() throws IOException {
        StringBuilder out = new StringBuilder();
        CauseList.table(catalog, out);
        assertThat(out).hasToString("""
                ID                           STATUS  SEVERITY  EXPERTISE        DIAGNOSE  RESOLVE  TITLE
                dns/cpu-throttled            test    high      basic-kubectl    20m       2d       CoreDNS is throttled
                policy/default-deny-ingress  test    high      label-selectors  10m       2h       Ingress policy denies a flow nobody allowed
                """);
    }

    @Test
    void listsCausesAsADocument() throws IOException {
        StringBuilder out = new StringBuilder();
        Yaml.write(CauseList.tree(catalog), out);
        assertThat(out.toString()).startsWith("""
                - id: dns/cpu-throttled
                  title: CoreDNS is throttled
                  family: dns
                  status: test
                  severity: high
                  expertise: basic-kubectl
                  timeToDiagnose: PT20M
                  timeToResolve: PT48H
                  aliases:
                  - cpu-throttled-old
                """);
    }
}
