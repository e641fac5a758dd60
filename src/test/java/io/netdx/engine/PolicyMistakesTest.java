package io.netdx.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.netdx.catalog.Catalog;
import io.netdx.catalog.CatalogYaml;
import io.netdx.catalog.Cause;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The usual mistakes with network policies, and the causes that name them: {@code netdx explain NP-07} shows the first. */
class PolicyMistakesTest {

    private static final String TABLE = """
            NP-01 egress default deny without DNS                     | policy/egress-blocks-dns
            NP-02 namespace label that does not exist                 | policy/dns-allow-ineffective policy/namespace-label-missing
            NP-03 OR instead of AND, an extra dash                    | policy/or-instead-of-and
            NP-04 DNS cache of the node not admitted                  | policy/node-local-dns-not-admitted
            NP-05 port 53 admitted, the DNS pods listen elsewhere     | policy/dns-allow-ineffective
            NP-06 DNS over UDP without TCP                            | policy/dns-tcp-not-admitted
            NP-07 DNS blocked on the server's side                    | policy/dns-server-isolated
            NP-08 policy selects nothing                              | policy/selects-nothing
            NP-09 peer matches nothing                                | policy/peer-label-mismatch policy/peer-matches-nothing
            NP-10 Service port instead of target port                 | policy/port-mismatch
            NP-11 named port missing or of another protocol           | policy/named-port-missing
            NP-12 named port toward an ipBlock                        | policy/named-port-missing
            NP-13 one-sided allow                                     | policy/one-side-only
            NP-14 first policy flips the default                      | policy/default-deny-ingress
            NP-15 policyTypes omitted                                 | policy/policy-types-omitted
            NP-16 section ignored by policyTypes                      | policy/section-ignored
            NP-17 podSelector {} meant everyone                       | policy/empty-rule
            NP-18 ingress controller cannot reach its backend         | policy/blocks-ingress-controller
            NP-19 API server cannot reach a webhook                   | policy/blocks-api-server-calls
            NP-20 API server cannot reach an aggregated API           | policy/blocks-api-server-calls
            NP-21 pod cannot reach the API server                     | policy/blocks-api-access
            NP-22 metrics cannot be scraped                           | policy/blocks-metrics
            NP-23 probes of the kubelet blocked                       | policy/blocks-node-probes
            NP-24 ipBlock of clients that a Service hides             | policy/external-source-hidden
            NP-25 ipBlock for pods                                    | policy/ip-block-of-cluster
            NP-26 except swallows cluster ranges                      | policy/except-swallows-cluster
            NP-27 the CNI does not enforce                            | policy/aws-not-enforced policy/not-enforced
            NP-28 endPort not read                                    | policy/end-port-ignored
            NP-29 ambient mesh without port 15008                     | mesh/hbone-blocked
            NP-30 sidecar without egress to istiod                    | policy/sidecar-without-istiod
            NP-31 hairpin                                             | policy/members-cut-off
            NP-32 members of a StatefulSet cut off                    | policy/members-cut-off
            NP-33 jobs that call before the rules are there           | policy/late-programming
            NP-34 stale address of a finished pod                     | policy/stale-address
            NP-35 Calico, Cilium or an administrator overrides        | policy/admin-tier-denies policy/calico-denies policy/cilium-denies
            NP-36 toFQDNs without DNS visibility                      | policy/fqdn-without-dns
            NP-37 volatile labels                                     | policy/ephemeral-labels
            NP-38 invalid objects                                     | policy/invalid
            NP-39 redundant or interfering policies                   | policy/void-deny
            NP-40 policy in the wrong namespace                       | policy/wrong-namespace
            """;

    @Test
    void everyMistakeHasACauseThatRuns() throws IOException {
        Catalog catalog = CatalogYaml.read(Path.of("rules"), Path.of("facts/knowledge/findings.yaml"));
        Map<String, List<String>> named = new TreeMap<>();
        for (Cause cause : catalog.all()) {
            for (String alias : cause.aliases()) {
                if (alias.startsWith("NP-") && cause.enabled()) {
                    named.computeIfAbsent(alias, a -> new ArrayList<>()).add(cause.id());
                }
            }
        }
        Map<String, List<String>> table = new TreeMap<>();
        TABLE.lines().forEach(line -> table.put(line.substring(0, 5), List.of(line.substring(line.indexOf('|') + 2).split(" "))));
        assertThat(table).hasSize(40);
        named.values().forEach(java.util.Collections::sort);
        assertThat(named).isEqualTo(table);
    }
}
