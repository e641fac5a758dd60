package io.netdx.report;

import io.netdx.catalog.Catalog;
import io.netdx.catalog.Cause;
import io.netdx.catalog.FindingType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What the catalogue knows of one cause or finding: the page behind {@code netdx explain ID}. */
public final class ExplainWriter {

    private static final int WIDTH = 80;

    private final Catalog catalog;

    public ExplainWriter(Catalog catalog) {
        this.catalog = catalog;
    }

    /** {@code claims}: what the cause carries of the customer's document, one line each. */
    public void cause(Cause c, List<String> claims, Appendable out) throws IOException {
        Page page = new Page(WIDTH);
        page.text("", c.title());
        page.text("", c.id() + ", status " + c.status() + ", severity " + c.severity().label()
                + (c.role().equals("root") ? "" : ", " + c.role()));
        if (!c.aliases().isEmpty()) {
            page.text("also known as ", Words.and(c.aliases()));
        }
        page.gap();
        page.text("", c.mechanism());
        page.gap();
        page.text("expertise  ", c.expertise());
        time("diagnose   ", c.diagnose(), page);
        time("resolve    ", c.resolve(), page);
        page.text("prior      ", Words.probability(c.prior()) + " (" + c.priorOrigin() + ")");
        evidence("EXPLAINS", c.evidence(), "", page);
        evidence("SPEAKS AGAINST IT, where it is there all the same", c.against(), "no ", page);
        List<String> rivals = new ArrayList<>();
        c.rivals().forEach(r -> rivals.add(r.id() + (r.discriminatedBy().isEmpty() ? "" : ": " + r.discriminatedBy())));
        section("RIVALS, and what tells them apart", rivals, page);
        List<String> alarms = new ArrayList<>();
        c.falsePositives().forEach(f -> alarms.add(f.when() + (f.caseName().isEmpty() ? "" : " (case " + f.caseName() + ")")));
        section("FALSE POSITIVES", alarms, page);
        tests(c.tests(), page);
        remedies(c.remedies(), page);
        section("NEEDS, to conclude absence", c.coverage().isEmpty() ? List.of() : List.of(Words.and(c.coverage())), page);
        section("CLAIMS of the source document", claims, page);
        section("REFERENCES", c.references(), page);
        out.append(page.toString());
    }

    private static void time(String lead, Cause.Time time, Page page) {
        page.text(lead, Words.time(time.typical()) + ", at worst " + Words.time(time.worst()) + " (" + time.origin() + ")");
    }

    private void evidence(String title, List<Cause.Evidence> list, String sense, Page page) {
        List<String> lines = new ArrayList<>();
        for (Cause.Evidence e : list) {
            String message = catalog.finding(e.finding()).map(f -> ": " + f.message()).orElse("");
            lines.add(Words.strength(e.strength()) + " " + sense + e.finding() + (e.expected() ? " (expected)" : "") + message);
        }
        section(title, lines, page);
    }

    private static void tests(List<Cause.TestSpec> tests, Page page) {
        title("TESTS", tests, page);
        tests.forEach(t -> test(t, page));
    }

    private static void test(Cause.TestSpec t, Page page) {
        page.text("  ", 6, t.id() + " (" + t.minutes() + " min, " + t.expertise() + ")", Integer.MAX_VALUE);
        command("      ", t.command(), page);
        optional("      yes if ", t.confirms(), page);
        optional("      no if ", t.refutes(), page);
    }

    private static void remedies(List<Cause.Remedy> remedies, Page page) {
        title("REMEDIES", remedies, page);
        for (Cause.Remedy r : remedies) {
            page.text("  ", 6, r.text() + " (" + r.risk() + " risk, " + (r.reversible() ? "reversible)" : "NOT reversible)"),
                    Integer.MAX_VALUE);
            optional("      careful ", r.danger(), page);
            optional("      first   ", r.narrower(), page);
            command("      keep    ", r.backup(), page);
            command("      ", r.command(), page);
            command("      verify  ", r.verify(), page);
            command("      undo    ", r.rollback(), page);
        }
    }

    private static void command(String lead, String command, Page page) {
        if (!command.isEmpty()) {
            page.command(lead, command);
        }
    }

    private static void optional(String lead, String text, Page page) {
        if (!text.isEmpty()) {
            page.text(lead, text);
        }
    }

    private static void section(String title, List<String> lines, Page page) {
        title(title, lines, page);
        for (String line : lines) {
            page.text("  ", 6, line, Integer.MAX_VALUE);
        }
    }

    /** A section without content has no title either. */
    private static void title(String title, List<?> content, Page page) {
        if (!content.isEmpty()) {
            page.gap();
            page.text("", title);
        }
    }

    public void finding(FindingType f, Appendable out) throws IOException {
        Page page = new Page(WIDTH);
        page.text("", f.id() + ", " + f.kind() + (f.grave() ? ", grave: must not stay unexplained" : ""));
        page.gap();
        page.text("", f.message());
        page.gap();
        page.text("by itself  ", "seen without any known cause " + Words.strength(f.leak()) + " (" + Words.probability(f.leak()) + ")");
        if (!f.coverage().isEmpty()) {
            page.text("needs      ", Words.and(f.coverage()) + ", to conclude absence");
        }
        if (!f.group().isEmpty()) {
            page.text("group      ", f.group() + ": counts once with the others of it");
        }
        page.text("from       ", f.definedIn());
        section("EVIDENCE FOR", users(f.id(), true), page);
        section("EVIDENCE AGAINST", users(f.id(), false), page);
        out.append(page.toString());
    }

    /** A test, in the words of every cause that it helps to tell: outcomes differ from cause to cause. */
    public void test(String id, Appendable out) throws IOException {
        Page page = new Page(WIDTH);
        page.text("", "test/" + id);
        for (Cause c : catalog.all()) {
            List<Cause.TestSpec> tests = c.tests().stream().filter(t -> t.id().equals(id)).toList();
            if (!tests.isEmpty()) {
                page.gap();
                page.text("", "for " + c.id() + ": " + c.title());
                tests.forEach(t -> test(t, page));
            }
        }
        out.append(page.toString());
    }

    private List<String> users(String finding, boolean support) {
        List<String> users = new ArrayList<>();
        for (Cause c : catalog.all()) {
            for (Cause.Evidence e : support ? c.evidence() : c.against()) {
                if (e.finding().equals(finding)) {
                    users.add(c.id() + ": " + c.title());
                }
            }
        }
        return users;
    }
}
