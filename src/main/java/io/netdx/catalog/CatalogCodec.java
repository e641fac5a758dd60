package io.netdx.catalog;

import io.netdx.pack.Packed;
import io.netdx.pack.Packing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The catalogue in the compact form that a run reads. Parsing YAML or JSON of some hundred causes costs a cold JVM more than all
 * of its reasoning; this costs a few milliseconds. Writer and reader must mirror each other; a test compares them.
 */
public final class CatalogCodec {

    public static final String RESOURCE = "/META-INF/netdx/catalog.bin";

    private CatalogCodec() {
    }

    /** The catalogue that the build compiled. */
    public static Catalog load() {
        return read(Packed.resource(RESOURCE));
    }

    public static void write(Catalog catalog, Packing out) {
        out.number(catalog.findings().size());
        for (FindingType f : catalog.findings().values()) {
            texts(out, f.id(), f.message(), f.kind(), f.group(), f.definedIn());
            out.real(f.leak());
            out.flag(f.grave());
            out.texts(f.coverage());
        }
        out.number(catalog.causes().size());
        for (Cause c : catalog.causes().values()) {
            texts(out, c.id(), c.title(), c.status(), c.role(), c.mechanism(), c.message(), c.severity().name(),
                    c.priorOrigin(), c.expertise(), c.trainingHint());
            out.real(c.prior());
            time(out, c.diagnose());
            time(out, c.resolve());
            evidence(out, c.evidence());
            evidence(out, c.against());
            for (List<String> list : List.of(c.aliases(), c.claims(), c.facts(), c.coverage(), c.references())) {
                out.texts(list);
            }
            out.number(c.rivals().size());
            for (Cause.Rival r : c.rivals()) {
                texts(out, r.id(), r.discriminatedBy());
            }
            out.number(c.falsePositives().size());
            for (Cause.FalsePositive f : c.falsePositives()) {
                texts(out, f.when(), f.caseName());
            }
            out.number(c.tests().size());
            for (Cause.TestSpec t : c.tests()) {
                texts(out, t.id(), t.command(), t.expertise(), t.confirms(), t.refutes());
                out.number(t.minutes());
            }
            out.number(c.remedies().size());
            for (Cause.Remedy r : c.remedies()) {
                texts(out, r.text(), r.command(), r.risk(), r.verify(), r.rollback(), r.danger(), r.backup(), r.narrower());
                out.flag(r.reversible());
            }
        }
    }

    public static Catalog read(Packed in) {
        SortedMap<String, FindingType> findings = new TreeMap<>();
        for (int n = in.number(); n > 0; n--) {
            String[] t = texts(in, 5);
            double leak = in.real();
            boolean grave = in.flag();
            findings.put(t[0], new FindingType(t[0], t[1], t[2], leak, t[3], in.texts(), grave, t[4]));
        }
        SortedMap<String, Cause> causes = new TreeMap<>();
        for (int n = in.number(); n > 0; n--) {
            Cause cause = cause(in);
            causes.put(cause.id(), cause);
        }
        return new Catalog(causes, findings);
    }

    private static Cause cause(Packed in) {
        String[] t = texts(in, 10);
        double prior = in.real();
        Cause.Time diagnose = time(in);
        Cause.Time resolve = time(in);
        List<Cause.Evidence> evidence = evidence(in);
        List<Cause.Evidence> against = evidence(in);
        List<String> aliases = in.texts();
        List<String> claims = in.texts();
        List<String> facts = in.texts();
        List<String> coverage = in.texts();
        List<String> references = in.texts();
        List<Cause.Rival> rivals = new ArrayList<>();
        for (int k = in.number(); k > 0; k--) {
            rivals.add(new Cause.Rival(in.text(), in.text()));
        }
        List<Cause.FalsePositive> falsePositives = new ArrayList<>();
        for (int k = in.number(); k > 0; k--) {
            falsePositives.add(new Cause.FalsePositive(in.text(), in.text()));
        }
        List<Cause.TestSpec> tests = new ArrayList<>();
        for (int k = in.number(); k > 0; k--) {
            String[] s = texts(in, 5);
            tests.add(new Cause.TestSpec(s[0], s[1], in.number(), s[2], s[3], s[4]));
        }
        List<Cause.Remedy> remedies = new ArrayList<>();
        for (int k = in.number(); k > 0; k--) {
            String[] s = texts(in, 8);
            remedies.add(new Cause.Remedy(s[0], s[1], in.flag(), s[2], s[3], s[4], s[5], s[6], s[7]));
        }
        return new Cause(t[0], t[1], t[2], aliases, claims, t[3], t[4], t[5], Severity.valueOf(t[6]), prior, t[7], t[8],
                diagnose, resolve, evidence, against, facts, coverage, rivals, falsePositives, tests, remedies, references, t[9]);
    }

    private static void texts(Packing out, String... texts) {
        for (String text : texts) {
            out.text(text);
        }
    }

    private static String[] texts(Packed in, int n) {
        String[] texts = new String[n];
        for (int i = 0; i < n; i++) {
            texts[i] = in.text();
        }
        return texts;
    }

    private static void time(Packing out, Cause.Time time) {
        out.number((int) time.typical().toSeconds());
        out.number((int) time.worst().toSeconds());
        out.text(time.origin());
    }

    private static Cause.Time time(Packed in) {
        return new Cause.Time(Duration.ofSeconds(in.number()), Duration.ofSeconds(in.number()), in.text());
    }

    private static void evidence(Packing out, List<Cause.Evidence> list) {
        out.number(list.size());
        for (Cause.Evidence e : list) {
            out.text(e.finding());
            out.real(e.strength());
            out.flag(e.expected());
        }
    }

    private static List<Cause.Evidence> evidence(Packed in) {
        List<Cause.Evidence> list = new ArrayList<>();
        for (int n = in.number(); n > 0; n--) {
            list.add(new Cause.Evidence(in.text(), in.real(), in.flag()));
        }
        return list;
    }
}
