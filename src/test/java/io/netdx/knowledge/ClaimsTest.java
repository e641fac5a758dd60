package io.netdx.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import io.netdx.catalog.Catalog;
import io.netdx.catalog.CatalogCodec;
import io.netdx.catalog.Cause;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every claim of the customer's document counts, and none that upstream contradicts decides anything. */
class ClaimsTest {

    private static final int CLAIMS = 146;
    private static final int LINES = 332;
    private static final Pattern NAMED = Pattern.compile("\\bC[0-9]{3}\\b");
    private static final Set<String> OWN = Set.of("claims.yaml", "tables.yaml", "procedures.yaml");

    private final Knowledge knowledge = Knowledge.load();
    private final Catalog catalog = CatalogCodec.load();
    private final ClaimLinks links = new ClaimLinks(knowledge, catalog);

    @Test
    void allAreThereInTheOrderOfTheDocument() {
        assertThat(knowledge.claims().keySet()).containsExactlyElementsOf(IntStream.rangeClosed(1, CLAIMS).mapToObj("C%03d"::formatted).toList());
        int before = 0;
        for (Claim claim : knowledge.claims().values()) {
            int first = Integer.parseInt(claim.lines().replaceAll("-.*", ""));
            int last = Integer.parseInt(claim.lines().replaceAll(".*-", ""));
            assertThat(first).as(claim.id()).isBetween(before, last);
            assertThat(last).as(claim.id()).isLessThanOrEqualTo(LINES);
            before = first;
        }
    }

    @Test
    void eachHasBothSides() {
        assertThat(knowledge.claims().values()).allSatisfy(claim -> {
            assertThat(claim.says()).as(claim.id()).isNotBlank().isNotEqualTo(claim.upstream());
            assertThat(claim.upstream()).as(claim.id()).isNotBlank();
            assertThat(claim.kind()).as(claim.id()).isIn("rule", "table", "advice", "procedure", "scenario", "training", "reference");
            assertThat(claim.sources()).as(claim.id()).allSatisfy(s -> assertThat(s).startsWith("https://"));
            assertThat(claim.sources().isEmpty() && claim.verdict() != Verdict.UNVERIFIABLE).as("%s without a source", claim.id()).isFalse();
        });
    }

    @Test
    void eachIsLinked() {
        assertThat(links.dangling()).isEmpty();
        assertThat(links.unlinked()).isEmpty();
        assertThat(links.linked()).isEqualTo(CLAIMS);
    }

    @Test
    void noCauseRestsOnWhatIsContradicted() {
        assertThat(links.misled()).isEmpty();
    }

    /** Rules, catalogue and signatures: wherever a claim is named there, it is one that holds. */
    @Test
    void noNumberComesFromWhatIsContradicted() throws IOException {
        List<String> faults = new ArrayList<>();
        try (Stream<Path> files = Stream.concat(Files.walk(Path.of("rules")), Files.walk(Path.of("facts/knowledge")))) {
            for (Path file : files.filter(Files::isRegularFile).filter(f -> !OWN.contains(f.getFileName().toString())).sorted().toList()) {
                NAMED.matcher(Files.readString(file)).results().map(MatchResult::group)
                        .filter(id -> knowledge.claim(id).map(c -> c.verdict() == Verdict.CONTRADICTED).orElse(true))
                        .forEach(id -> faults.add(file + " names " + id + ", which is contradicted or does not exist"));
            }
        }
        assertThat(faults).isEmpty();
    }

    /** What a cause has from the document says from which claim, and says the same. */
    @Test
    void timesFromTheDocumentAreThoseOfTheirClaim() {
        Map<String, Table.Row> times = new TreeMap<>();
        knowledge.table("human-time").rows().forEach(row -> times.put(row.claims().get(0), row));
        List<String> faults = new ArrayList<>();
        for (Cause cause : catalog.all()) {
            faults.addAll(origin(cause, "diagnose", cause.diagnose(), times));
            faults.addAll(origin(cause, "resolve", cause.resolve(), times));
        }
        assertThat(faults).isEmpty();
        assertThat(catalog.cause("policy/default-deny-ingress").orElseThrow().resolve().origin()).startsWith("seed C081");
    }

    private static List<String> origin(Cause cause, String field, Cause.Time time, Map<String, Table.Row> times) {
        if (!time.origin().startsWith("seed")) {
            return List.of();
        }
        List<String> named = NAMED.matcher(time.origin()).results().map(MatchResult::group).toList();
        if (named.isEmpty()) {
            return List.of(cause.id() + ": " + field + " has the origin \"" + time.origin() + "\", which names no claim: write seed C080 (DNS), C081 (policies), C082 (CNI) or C083 (mesh) where"
                    + " the time is the document's, else \"estimate: …\"");
        }
        Table.Row row = times.get(named.get(0));
        return row == null || row.value(field).equals(time.typical().toString()) ? List.of()
                : List.of(cause.id() + ": " + field + " takes " + time.typical() + ", and " + named.get(0) + " says " + row.value(field));
    }

    @Test
    void linksThatLeadNowhereAreFound() {
        Claim good = claim("C001", Verdict.CONFIRMED, "cause/dns/loop");
        Claim bad = claim("C002", Verdict.CONFIRMED, "cause/dns/lop", "finding/none", "elsewhere/loop");
        Claim alone = claim("C003", Verdict.PARTLY);
        Table table = new Table("t", java.util.Optional.empty(), "T", List.of(), List.of(new Table.Row("r", List.of("C001", "C999"), "", Map.of())));
        ClaimLinks broken = new ClaimLinks(new Knowledge(new TreeMap<>(Map.of("C001", good, "C002", bad, "C003", alone)),
                new TreeMap<>(Map.of("t", table)), List.of()), new Catalog(new TreeMap<>(Map.of("dns/loop", catalog.cause("dns/loop").orElseThrow())), new TreeMap<>()));
        assertThat(broken.dangling()).containsExactly("C002 is carried by cause/dns/lop, which does not exist",
                "C002 is carried by finding/none, which does not exist", "C002 is carried by elsewhere/loop, which does not exist",
                "cause/dns/loop names the claim C080, which does not exist", "table/t/r names the claim C999, which does not exist");
        assertThat(broken.unlinked()).containsExactly("C002", "C003");
        assertThat(broken.of("C001")).containsExactly("cause/dns/loop", "table/t/r");
        assertThat(broken.linked()).isEqualTo(1);
    }

    @Test
    void causesThatRestOnAContradictedClaimAreFound() {
        Cause throttled = catalog.cause("dns/cpu-throttled").orElseThrow();
        String claim = throttled.claims().get(0);
        ClaimLinks misled = new ClaimLinks(new Knowledge(new TreeMap<>(Map.of(claim, claim(claim, Verdict.CONTRADICTED))), new TreeMap<>(), List.of()),
                new Catalog(new TreeMap<>(Map.of(throttled.id(), throttled)), new TreeMap<>()));
        assertThat(misled.misled()).singleElement().asString().contains(throttled.id(), claim);
    }

    @Test
    void aNumberLinksItsCauseToItsClaim() {
        assertThat(links.of("C082")).contains("cause/cni/not-installed", "cause/ipam/node-range-full", "table/human-time/cni-failure");
    }

    private static Claim claim(String id, Verdict verdict, String... carriedBy) {
        return new Claim(id, "1", "rule", verdict, "says", "upstream", List.of(), List.of(carriedBy));
    }
}
