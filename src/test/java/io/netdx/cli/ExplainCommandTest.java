package io.netdx.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code netdx explain} and {@code netdx rules list --claims}, as a user runs them. */
class ExplainCommandTest {

    @Test
    void aClaimShowsBothSides() {
        for (String id : new String[] {"claim/C045", "C045", "c45", "claim/c045"}) {
            assertThat(Run.of("explain", id).out()).as(id).contains("C045, contradicted", "your document says  Kubernetes 1.25 raised",
                    "upstream says       No release note", "decides no diagnosis", "table/upgrades/1.25-cni-timeout", "https://");
        }
        assertThat(Run.of("explain", "claim/C033").out()).contains("confirmed").doesNotContain("decides no diagnosis");
    }

    @Test
    void everyKindOfIdHasItsPage() {
        assertThat(Run.of("explain", "cause/policy/default-deny-ingress").out()).isEqualTo(Run.of("explain", "policy/default-deny-ingress").out())
                .contains("C052 (confirmed): ");
        assertThat(Run.of("explain", "finding/flow-fails").out()).isEqualTo(Run.of("explain", "flow-fails").out());
        assertThat(Run.of("explain", "test/connect").out()).contains("for policy/default-deny-ingress", "for policy/port-mismatch", "yes if");
        assertThat(Run.of("explain", "table/cni-limits/flannel").out()).contains("100-200 nodes", "Flannel has no BGP").doesNotContain("calico");
        assertThat(Run.of("explain", "procedure/policy-emergency").out()).contains("DANGER", "backup", "narrower", "undo");
    }

    @Test
    void pagesFitEightyColumnsButForAddresses() {
        for (String id : List.of("claim/C017", "table/tools", "procedure/cni-emergency", "table/upgrades")) {
            assertThat(Run.of("explain", id).out().lines()).as(id).filteredOn(line -> !line.contains("https://"))
                    .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(80));
        }
    }

    @Test
    void aTypistIsHelped() {
        for (String[] row : new String[][] {{"defalt-deny-ingress", "policy/default-deny-ingress"}, {"polcy/default-deny-ingress", "policy/default-deny-ingress"},
                {"test/conect", "test/connect"}, {"flow-fail", "finding/flow-fails"}, {"claim/C999", "claim/C099"}, {"table/cn", "table/cni"}}) {
            Run run = Run.of("explain", row[0]);
            assertThat(run.status()).isEqualTo(2);
            assertThat(run.out()).isEmpty();
            assertThat(run.err().strip().lines()).singleElement().asString().contains("did you mean").contains(row[1]);
        }
        assertThat(Run.of("explain", "\u001b[31mnothing-at-all-like-this").err()).contains("netdx rules list").doesNotContain("\u001b");
    }

    @Test
    void allClaimsAreListedAndLinked() {
        List<String> lines = Run.of("rules", "list", "--claims").out().strip().lines().toList();
        assertThat(lines).hasSize(148).last().isEqualTo("146 of 146 claims linked");
        assertThat(lines.get(45)).startsWith("C045").contains("89-90", "contradicted", "table/upgrades/1.25-cni-timeout");
        assertThat(lines.subList(1, 147)).noneMatch(line -> line.contains("<none>"));
        assertThat(Run.of("rules", "list", "--claims", "-o", "json").out()).contains("\"id\": \"C146\"", "\"carriedBy\"", "\"upstream\"");
        assertThat(Run.of("rules", "list", "--claims", "-o", "yaml").out()).contains("- id: C001");
    }
}
