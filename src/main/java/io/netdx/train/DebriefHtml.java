package io.netdx.train;

import io.netdx.report.Xml;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** A debrief as one page of HTML without anything from elsewhere, to keep or to hand to a facilitator. */
public final class DebriefHtml {

    private static final int WIDTH = 640;
    private static final int HEIGHT = 180;
    private static final String STYLE = """
            :root{color-scheme:light dark;--ink:#1b1f24;--page:#fff;--line:#d0d7de;--good:#116329;--bad:#a40e26;--you:#0550ae}
            @media(prefers-color-scheme:dark){:root{--ink:#e6edf3;--page:#0d1117;--line:#3d444d;--good:#56d364;--bad:#ff8182;--you:#79c0ff}}
            body{font:16px/1.5 system-ui,sans-serif;color:var(--ink);background:var(--page);max-width:46rem;margin:2rem auto;padding:0 1rem}
            table{border-collapse:collapse;width:100%}th,td{text-align:left;padding:.3rem .6rem;border-bottom:1px solid var(--line);vertical-align:top}
            td.n{text-align:right;font-variant-numeric:tabular-nums}code{font-family:ui-monospace,monospace;overflow-wrap:anywhere}
            .good{color:var(--good)}.bad{color:var(--bad)}svg{width:100%;height:auto}svg text{fill:currentColor;font-size:12px}
            """;

    private DebriefHtml() {
    }

    /** The whole page. */
    public static String of(Debrief debrief) {
        Score score = debrief.score();
        StringBuilder page = new StringBuilder("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">"
                + "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\"><title>Debrief: ").append(Xml.block(debrief.scenario()))
                .append("</title><style>").append(STYLE).append("</style></head><body><main>\n<h1>Debrief: ").append(Xml.block(debrief.scenario())).append("</h1>\n<blockquote>")
                .append(Xml.block(debrief.complaint())).append("</blockquote>\n<p><strong class=\"").append(score.passed() ? "good\">" : "bad\">").append(score.total()).append(" of 100, ")
                .append(score.passed() ? "passed" : "not passed").append("</strong>; ").append(score.solved() ? "the incident is over" : "the incident goes on").append("; ")
                .append(Math.round(debrief.minutes())).append(" of ").append(debrief.budget()).append(" minutes</p>\n");
        parts(page, score);
        debrief.truths().forEach(t -> told(page, t));
        curve(page, debrief);
        steps(page, "Your steps", debrief.steps());
        if (!debrief.costly().isEmpty()) {
            steps(page, "What cost most for what it gave", debrief.costly());
        }
        listed(page, "Harm", debrief.harms(), false);
        listed(page, "Misconceptions that steps showed", debrief.misconceptions().stream().map(m -> m.step() + ": " + m.is() + " (claim " + m.claim() + ")").toList(), false);
        path(page, debrief.expert());
        listed(page, "What an expert would have run first", debrief.next(), true);
        paragraph(page, "What to keep", debrief.lesson());
        paragraph(page, "One fact changed", debrief.contrast());
        return page.append("</main></body></html>\n").toString();
    }

    private static void parts(StringBuilder page, Score score) {
        Score.Parts p = score.parts();
        page.append("<table><thead><tr><th>Part</th><th>Reached</th><th>Counts</th></tr></thead><tbody>");
        row(page, "Diagnosis", p.diagnosis(), 35);
        row(page, "Efficiency", p.efficiency(), 20);
        row(page, "Verified before and after", p.verified(), 15);
        row(page, "Safe", p.safe(), 20);
        row(page, "Knew how sure", p.calibrated(), 10);
        page.append("<tr><td>Hints</td><td class=\"n\">-").append(score.hints()).append("</td><td></td></tr></tbody></table>\n");
    }

    private static void row(StringBuilder page, String name, double share, int weight) {
        page.append("<tr><td>").append(name).append("</td><td class=\"n\">").append(Math.round(100 * share)).append(" %</td><td class=\"n\">").append(weight).append("</td></tr>");
    }

    private static void told(StringBuilder page, Debrief.Told told) {
        page.append("<h2>What it was: ").append(Xml.block(told.title())).append("</h2>\n<p><code>").append(Xml.block(told.cause())).append("</code> on ").append(Xml.block(told.object())).append("</p><p>")
                .append(Xml.block(told.mechanism())).append("</p><ul>");
        told.evidence().forEach(e -> page.append("<li>").append(Xml.block(e)).append("</li>"));
        page.append("</ul><p>Mended by: ").append(Xml.block(told.remedy())).append("</p>");
        if (told.reference().startsWith("https://")) {
            page.append("<p><a href=\"").append(Xml.block(told.reference())).append("\" rel=\"noreferrer\">").append(Xml.block(told.reference())).append("</a></p>");
        }
        page.append('\n');
    }

    /** Belief in the right cause of an expert who saw what the trainee had seen, and what the trainee said. */
    private static void curve(StringBuilder page, Debrief debrief) {
        double whole = Math.max(Math.max(1, debrief.expert().minutes()), Math.max(debrief.minutes(), debrief.beliefs().stream().mapToDouble(Session.Belief::minutes).max().orElse(1)));
        page.append("<h2>What could be known</h2>\n<figure><svg viewBox=\"0 0 ").append(WIDTH).append(' ').append(HEIGHT).append("\" role=\"img\" aria-label=\"belief over minutes\">"
                + "<line x1=\"30\" y1=\"150\" x2=\"630\" y2=\"150\" stroke=\"currentColor\"/><line x1=\"30\" y1=\"10\" x2=\"30\" y2=\"150\" stroke=\"currentColor\"/>"
                + "<text x=\"0\" y=\"18\">100%</text><text x=\"12\" y=\"150\">0</text><text x=\"560\" y=\"172\">").append(Math.round(whole)).append(" minutes</text>");
        line(page, debrief.beliefs().stream().map(b -> point(b.minutes() / whole, b.truth())).toList(), "var(--good)", "");
        line(page, debrief.beliefs().stream().map(b -> point(b.minutes() / whole, b.other())).toList(), "var(--bad)", "4 4");
        line(page, Stream.concat(Stream.of(point(0, 0)), debrief.expert().legs().stream().map(l -> point(l.minutes() / whole, l.truth()))).toList(), "currentColor", "8 3");
        debrief.claims().forEach(c -> page.append("<line x1=\"30\" x2=\"630\" y1=\"").append(height(c.confidence())).append("\" y2=\"").append(height(c.confidence()))
                .append("\" stroke=\"var(--you)\" stroke-dasharray=\"1 5\"/>"));
        page.append("</svg><figcaption>Solid: belief in the right cause of an expert who had seen what you had seen. Dashed: in the best wrong one. Long dashes: in the right cause, of an expert who came in your place. Dotted: how sure you said you were.</figcaption></figure>\n");
    }

    private static void line(StringBuilder page, List<String> points, String colour, String dashes) {
        page.append("<polyline fill=\"none\" stroke-width=\"2\" stroke=\"").append(colour).append(dashes.isEmpty() ? "" : "\" stroke-dasharray=\"" + dashes).append("\" points=\"")
                .append(String.join(" ", points)).append("\"/>");
    }

    private static String point(double x, double y) {
        return String.format(Locale.ROOT, "%.1f,%s", 30 + 600 * Math.min(1, x), height(y));
    }

    private static String height(double y) {
        return String.format(Locale.ROOT, "%.1f", 150 - 140 * y);
    }

    private static void path(StringBuilder page, ExpertPath expert) {
        page.append("<h2>How an expert goes about it</h2>\n<table><thead><tr><th>Minute</th><th>Sure</th><th>Command</th></tr></thead><tbody>");
        expert.legs().forEach(l -> page.append("<tr><td class=\"n\">").append(Math.round(l.minutes())).append("</td><td class=\"n\">").append(Math.round(100 * l.truth())).append(" %</td><td><code>")
                .append(Xml.block(l.command())).append("</code></td></tr>"));
        page.append("</tbody></table>\n");
    }

    private static void steps(StringBuilder page, String title, List<Debrief.Line> lines) {
        page.append("<h2>").append(title).append("</h2>\n<table><thead><tr><th>Minute</th><th>Gain</th><th>Step</th></tr></thead><tbody>");
        for (Debrief.Line line : lines) {
            page.append("<tr><td class=\"n\">").append(Math.round(line.at())).append("</td><td class=\"n\">").append(line.gain() > 0 ? "+" : "").append(line.gain()).append("</td><td><code>")
                    .append(Xml.block(line.text())).append("</code>").append(line.remark().isEmpty() ? "" : " <em>" + Xml.block(line.remark()) + "</em>").append("</td></tr>");
        }
        page.append("</tbody></table>\n");
    }

    private static void listed(StringBuilder page, String title, List<String> items, boolean code) {
        if (!items.isEmpty()) {
            page.append("<h2>").append(title).append("</h2><ul>");
            items.forEach(i -> page.append("<li>").append(code ? "<code>" : "").append(Xml.block(i)).append(code ? "</code>" : "").append("</li>"));
            page.append("</ul>\n");
        }
    }

    private static void paragraph(StringBuilder page, String title, String text) {
        if (!text.isEmpty()) {
            page.append("<h2>").append(title).append("</h2><p>").append(Xml.block(text)).append("</p>\n");
        }
    }
}
