package io.netdx.catalog;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
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
        try (InputStream in = CatalogCodec.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException("the build left out " + RESOURCE);
            }
            return read(new DataInputStream(new BufferedInputStream(in, 1 << 16)));
        } catch (IOException e) {
            throw new UncheckedIOException("reading " + RESOURCE, e);
        }
    }

    static void write(Catalog catalog, DataOutputStream out) throws IOException {
        out.writeInt(catalog.findings().size());
        for (FindingType f : catalog.findings().values()) {
            texts(out, f.id(), f.message(), f.kind(), f.group(), f.definedIn());
            out.writeDouble(f.leak());
            out.writeBoolean(f.grave());
            list(out, f.coverage());
        }
        out.writeInt(catalog.causes().size());
        for (Cause c : catalog.causes().values()) {
            texts(out, c.id(), c.title(), c.status(), c.role(), c.mechanism(), c.message(), c.severity().name(),
                    c.priorOrigin(), c.expertise(), c.trainingHint());
            out.writeDouble(c.prior());
            time(out, c.diagnose());
            time(out, c.resolve());
            evidence(out, c.evidence());
            evidence(out, c.against());
            for (List<String> list : List.of(c.aliases(), c.claims(), c.facts(), c.coverage(), c.references())) {
                list(out, list);
            }
            out.writeShort(c.rivals().size());
            for (Cause.Rival r : c.rivals()) {
                texts(out, r.id(), r.discriminatedBy());
            }
            out.writeShort(c.falsePositives().size());
            for (Cause.FalsePositive f : c.falsePositives()) {
                texts(out, f.when(), f.caseName());
            }
            out.writeShort(c.tests().size());
            for (Cause.TestSpec t : c.tests()) {
                texts(out, t.id(), t.command(), t.expertise(), t.confirms(), t.refutes());
                out.writeInt(t.minutes());
            }
            out.writeShort(c.remedies().size());
            for (Cause.Remedy r : c.remedies()) {
                texts(out, r.text(), r.command(), r.risk(), r.verify(), r.rollback());
                out.writeBoolean(r.reversible());
            }
        }
    }

    static Catalog read(DataInputStream in) throws IOException {
        SortedMap<String, FindingType> findings = new TreeMap<>();
        for (int n = in.readInt(); n > 0; n--) {
            String[] t = texts(in, 5);
            double leak = in.readDouble();
            boolean grave = in.readBoolean();
            findings.put(t[0], new FindingType(t[0], t[1], t[2], leak, t[3], list(in), grave, t[4]));
        }
        SortedMap<String, Cause> causes = new TreeMap<>();
        for (int n = in.readInt(); n > 0; n--) {
            Cause cause = cause(in);
            causes.put(cause.id(), cause);
        }
        return new Catalog(causes, findings);
    }

    private static Cause cause(DataInputStream in) throws IOException {
        String[] t = texts(in, 10);
        double prior = in.readDouble();
        Cause.Time diagnose = time(in);
        Cause.Time resolve = time(in);
        List<Cause.Evidence> evidence = evidence(in);
        List<Cause.Evidence> against = evidence(in);
        List<String> aliases = list(in);
        List<String> claims = list(in);
        List<String> facts = list(in);
        List<String> coverage = list(in);
        List<String> references = list(in);
        List<Cause.Rival> rivals = new ArrayList<>();
        for (int k = in.readShort(); k > 0; k--) {
            rivals.add(new Cause.Rival(in.readUTF(), in.readUTF()));
        }
        List<Cause.FalsePositive> falsePositives = new ArrayList<>();
        for (int k = in.readShort(); k > 0; k--) {
            falsePositives.add(new Cause.FalsePositive(in.readUTF(), in.readUTF()));
        }
        List<Cause.TestSpec> tests = new ArrayList<>();
        for (int k = in.readShort(); k > 0; k--) {
            String[] s = texts(in, 5);
            tests.add(new Cause.TestSpec(s[0], s[1], in.readInt(), s[2], s[3], s[4]));
        }
        List<Cause.Remedy> remedies = new ArrayList<>();
        for (int k = in.readShort(); k > 0; k--) {
            String[] s = texts(in, 5);
            remedies.add(new Cause.Remedy(s[0], s[1], in.readBoolean(), s[2], s[3], s[4]));
        }
        return new Cause(t[0], t[1], t[2], aliases, claims, t[3], t[4], t[5], Severity.valueOf(t[6]), prior, t[7], t[8],
                diagnose, resolve, evidence, against, facts, coverage, rivals, falsePositives, tests, remedies, references, t[9]);
    }

    private static void texts(DataOutputStream out, String... texts) throws IOException {
        for (String text : texts) {
            out.writeUTF(text);
        }
    }

    private static String[] texts(DataInputStream in, int n) throws IOException {
        String[] texts = new String[n];
        for (int i = 0; i < n; i++) {
            texts[i] = in.readUTF();
        }
        return texts;
    }

    private static void list(DataOutputStream out, List<String> list) throws IOException {
        out.writeShort(list.size());
        for (String item : list) {
            out.writeUTF(item);
        }
    }

    private static List<String> list(DataInputStream in) throws IOException {
        int n = in.readShort();
        return n == 0 ? List.of() : List.of(texts(in, n));
    }

    private static void time(DataOutputStream out, Cause.Time time) throws IOException {
        out.writeLong(time.typical().toSeconds());
        out.writeLong(time.worst().toSeconds());
        out.writeUTF(time.origin());
    }

    private static Cause.Time time(DataInputStream in) throws IOException {
        return new Cause.Time(Duration.ofSeconds(in.readLong()), Duration.ofSeconds(in.readLong()), in.readUTF());
    }

    private static void evidence(DataOutputStream out, List<Cause.Evidence> list) throws IOException {
        out.writeShort(list.size());
        for (Cause.Evidence e : list) {
            out.writeUTF(e.finding());
            out.writeDouble(e.strength());
            out.writeBoolean(e.expected());
        }
    }

    private static List<Cause.Evidence> evidence(DataInputStream in) throws IOException {
        List<Cause.Evidence> list = new ArrayList<>();
        for (int n = in.readShort(); n > 0; n--) {
            list.add(new Cause.Evidence(in.readUTF(), in.readDouble(), in.readBoolean()));
        }
        return list;
    }
}
