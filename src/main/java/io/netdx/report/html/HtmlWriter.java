package io.netdx.report.html;

import io.netdx.reason.Judgement;
import io.netdx.reason.Judgement.Diagnosis;
import io.netdx.report.DiagnosisReport;
import io.netdx.report.Group;
import io.netdx.report.Headline;
import io.netdx.report.ReportWriter;
import io.netdx.report.Words;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Format {@code html}: for a person who has three minutes. What is wrong and what to do stand first, proofs below, gaps last. */
public final class HtmlWriter implements ReportWriter {

    @Override
    public void write(DiagnosisReport report, Appendable out) throws IOException {
        List<Map.Entry<String, String>> contents = new ArrayList<>();
        Html body = new Html().open("main", "id", "main").line();
        sections(report, "", contents, body);
        body.close("main").line();
        Frame.write(Words.known(report.cluster().name()), report.cluster().capturedAt(), contents, body, Headline.origin(report), out);
    }

    /** The sections of one cluster; {@code prefix} keeps the ids of several apart. */
    static void sections(DiagnosisReport report, String prefix, List<Map.Entry<String, String>> contents, Html body) {
        Judgement j = report.judgement();
        List<Group> groups = Group.active(j.diagnoses());
        List<Diagnosis> latent = Group.latent(j.diagnoses());
        add(prefix + "verdict", "Verdict", new VerdictSection(report, groups).html(prefix), contents, body);
        if (!groups.isEmpty()) {
            add(prefix + "diagnoses", "Diagnoses (" + groups.size() + ")", new DiagnosisSection(report, groups, prefix).html(), contents, body);
        }
        if (!report.exhibits().moments().isEmpty()) {
            add(prefix + "timeline", "Timeline", new TimelineSection(report.exhibits().moments(), prefix).html(), contents, body);
        }
        if (!report.exhibits().headroom().isEmpty()) {
            add(prefix + "headroom", "Head-room", HeadroomSection.html(report.exhibits().headroom(), prefix), contents, body);
        }
        if (!latent.isEmpty()) {
            add(prefix + "risks", "Risks (" + latent.size() + ")", GapSections.risks(latent, prefix), contents, body);
        }
        if (!j.unexplained().isEmpty()) {
            add(prefix + "unexplained", "Unexplained (" + j.unexplained().size() + ")", GapSections.unexplained(j, prefix), contents, body);
        }
        if (!report.suppressed().isEmpty() || !report.warnings().isEmpty()) {
            add(prefix + "suppressed", "Suppressed (" + report.suppressed().size() + ")", GapSections.suppressed(report, prefix), contents, body);
        }
        add(prefix + "unchecked", "Not checked (" + j.notMade() + ")", GapSections.unseen(report, prefix), contents, body);
        if (!j.next().isEmpty()) {
            add(prefix + "next", "Next tests", GapSections.next(j.next(), prefix), contents, body);
        }
    }

    private static void add(String id, String name, Html section, List<Map.Entry<String, String>> contents, Html body) {
        contents.add(Map.entry(id, name));
        body.add(section);
    }
}
