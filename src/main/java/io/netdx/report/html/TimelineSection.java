package io.netdx.report.html;

import io.netdx.report.Exhibits.Kind;
import io.netdx.report.Exhibits.Moment;
import io.netdx.report.Words;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Changes, events and symptoms on one axis of time, then each in words with its distance from the first symptom. */
final class TimelineSection {

    private static final double WIDTH = 1000;
    private static final double LEFT = 96;
    private static final double RIGHT = 980;
    private static final double LANE = 40;
    private static final double TOP = 34;
    /** What is older than this before the first symptom stands at the edge, not to squeeze the rest. */
    private static final Duration WINDOW = Duration.ofHours(24);
    private static final long[] STEPS = {1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10800, 21600, 43200, 86400, 172800, 604800};
    private static final int TICKS = 8;

    private final List<Moment> moments;
    private final String prefix;
    private final Instant onset;
    private final Instant begin;
    private final Instant end;

    TimelineSection(List<Moment> moments, String prefix) {
        this.moments = moments;
        this.prefix = prefix;
        this.onset = moments.stream().filter(m -> m.kind() == Kind.SYMPTOM).map(Moment::at).min(Comparator.naturalOrder())
                .or(() -> moments.stream().filter(m -> m.kind() == Kind.EVENT).map(Moment::at).min(Comparator.naturalOrder())).orElse(moments.get(0).at());
        Instant first = moments.stream().map(Moment::at).filter(t -> !t.isBefore(onset.minus(WINDOW))).min(Comparator.naturalOrder()).orElse(onset);
        Instant last = moments.stream().map(Moment::until).max(Comparator.naturalOrder()).orElse(onset);
        long seconds = Math.max(10, Duration.between(first, last).toSeconds());
        this.begin = first.minusSeconds(Math.max(1, seconds / 16));
        this.end = last.plusSeconds(Math.max(1, seconds / 20));
    }

    Html html() {
        Html html = new Html().add(Parts.scrolling("Picture of the timeline", picture()));
        html.open("div", "class", "table").open("table", "class", "moments").add(Parts.heads("When (UTC)", "Distance", "What", "Object", "Seen at")).open("tbody");
        for (Moment m : moments) {
            html.open("tr", "class", m.blamed() ? "blamed" : "").open("td", "class", "time").open("time", "datetime", m.at().toString()).text(clock(m.at(), true)).close("time").close("td");
            html.element("td", distance(m)).open("td").element("span", m.kind().name().toLowerCase(Locale.ROOT), "class", "chip kind-" + m.kind().name().toLowerCase(Locale.ROOT)).text(" " + m.text());
            if (m.until().isAfter(m.at().plusSeconds(1))) {
                html.text(", for " + Words.time(Duration.between(m.at(), m.until())));
            }
            html.close("td").open("td").text(Words.object(m.object()));
            if (m.blamed()) {
                html.text(" ").element("span", "blamed", "class", "chip sev-high");
            }
            html.close("td").element("td", Words.place(m.source()), "class", "place").close("tr").line();
        }
        html.close("tbody").close("table").close("div");
        return Parts.section(prefix + "timeline", "Timeline", "What changed before the first symptom. A snapshot holds no history: only what creation times, conditions, events and logs tell.", html);
    }

    private Html picture() {
        double height = TOP + 3 * LANE + 30;
        Svg svg = Svg.picture(prefix + "time", WIDTH, height, "Timeline", "From " + clock(begin, true) + " to " + clock(end, true) + " UTC; the table below says the same in words.");
        String[] lanes = {"Changes", "Events", "Symptoms"};
        for (int i = 0; i < lanes.length; i++) {
            double y = TOP + LANE * i + LANE / 2;
            svg.text("label", 0, y + 4, "start", lanes[i]).line("lane", LEFT, y, RIGHT, y);
        }
        ticks(svg, TOP + 3 * LANE);
        double x = x(onset);
        svg.line("onset", x, TOP - 8, x, TOP + 3 * LANE).text("onset-label", Math.max(LEFT + 50, Math.min(RIGHT - 50, x)), TOP - 14, "middle", moments.stream().anyMatch(m -> m.kind() == Kind.SYMPTOM) ? "first symptom" : "first event");
        for (Moment m : moments) {
            mark(svg, m);
        }
        return svg.end();
    }

    private void mark(Svg svg, Moment m) {
        double x = x(m.at());
        double y = TOP + LANE * m.kind().ordinal() + LANE / 2;
        svg.group("moment kind-" + m.kind().name().toLowerCase(Locale.ROOT) + (m.blamed() ? " blamed" : ""), clock(m.at(), true) + " " + Words.object(m.object()) + ": " + m.text());
        if (m.kind() == Kind.CHANGE) {
            double r = m.blamed() ? 9 : 6;
            svg.path("dot", "M" + Html.px(x) + " " + Html.px(y - r) + "l" + Html.px(r) + " " + Html.px(r) + "l-" + Html.px(r) + " " + Html.px(r) + "l-" + Html.px(r) + " -" + Html.px(r) + "z");
        } else {
            svg.rect("dot", x - 5, y - 5, Math.max(10, x(m.until()) - x + 10), 10, 5);
        }
        svg.endGroup();
    }

    private void ticks(Svg svg, double y) {
        svg.line("axis", LEFT, y, RIGHT, y);
        long span = Duration.between(begin, end).toSeconds();
        long step = STEPS[STEPS.length - 1] * Math.max(1, span / STEPS[STEPS.length - 1] / TICKS + 1);
        for (long s : STEPS) {
            if (span / s <= TICKS) {
                step = s;
                break;
            }
        }
        for (long t = (begin.getEpochSecond() / step + 1) * step; t < end.getEpochSecond(); t += step) {
            Instant at = Instant.ofEpochSecond(t);
            double x = x(at);
            svg.line("axis", x, y, x, y + 5).text("tick", x, y + 20, "middle", step >= 86400 ? at.toString().substring(5, 10) : clock(at, step < 60).substring(11));
        }
    }

    private double x(Instant at) {
        double share = (double) Duration.between(begin, at).toMillis() / Math.max(1, Duration.between(begin, end).toMillis());
        return LEFT + 6 + Math.max(0, Math.min(1, share)) * (RIGHT - LEFT - 6);
    }

    /** {@code 2026-11-20 03:12:07}. */
    private static String clock(Instant at, boolean seconds) {
        return at.atOffset(ZoneOffset.UTC).toLocalDateTime().withNano(0).toString().replace('T', ' ').concat(at.getEpochSecond() % 60 == 0 ? ":00" : "").substring(0, seconds ? 19 : 16);
    }

    private String distance(Moment m) {
        Duration d = Duration.between(m.at(), onset);
        return d.isZero() || d.abs().toSeconds() == 0 ? "at the first symptom" : Words.time(d.abs()) + (d.isNegative() ? " after it" : " before it");
    }
}
