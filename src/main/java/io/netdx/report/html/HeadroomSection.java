package io.netdx.report.html;

import io.netdx.report.Exhibits.Headroom;
import io.netdx.report.Words;
import java.util.List;

/** How full things are, as bars against their limits. */
final class HeadroomSection {

    private static final double WIDTH = 320;
    private static final double TIGHT = 0.9;
    private static final double FILLING = 0.75;
    private static final int MOST = 16;

    private HeadroomSection() {
    }

    static Html html(List<Headroom> rooms, String prefix) {
        Html html = new Html().open("div", "class", "table").open("table", "class", "rooms").add(Parts.heads("What", "Of", "Use", "Used of limit", "Free")).open("tbody");
        for (Headroom h : Words.first(MOST, rooms)) {
            String tone = h.share() >= TIGHT ? "tight" : h.share() >= FILLING ? "filling" : "roomy";
            html.open("tr", "class", tone).element("td", h.what()).open("td").text(Words.object(h.subject()));
            if (!h.detail().isEmpty()) {
                html.text(" ").element("code", h.detail());
            }
            html.close("td").open("td").add(bar(h, tone)).close("td");
            html.open("td", "class", "number").text(grouped(h.used()) + " of " + grouped(h.limit()));
            if (h.wanted() > h.limit()) {
                html.open("span", "class", "sub block").text("up to " + grouped(h.wanted()) + " may be asked for").close("span");
            }
            html.close("td").element("td", percent(h), "class", "number").close("tr").line();
        }
        html.close("tbody").close("table").close("div");
        return Parts.section(prefix + "headroom", "Head-room", "The fullest first; the mark on each bar stands at nine tenths.", html);
    }

    private static Html bar(Headroom h, String tone) {
        Svg svg = Svg.decoration("room", WIDTH, 16).rect("meter-back", 0, 2, WIDTH, 12, 3).rect("room-" + tone, 0, 2, Math.max(h.used() > 0 ? 2 : 0, WIDTH * Math.min(1, h.share())), 12, 3);
        return svg.line("zero", WIDTH * TIGHT, 0, WIDTH * TIGHT, 16).end();
    }

    private static String percent(Headroom h) {
        long free = Math.max(0, h.limit() - h.used());
        long percent = 100 * free / h.limit();
        return percent + " %" + (percent == 0 && free > 0 ? " (" + grouped(free) + ")" : "");
    }

    /** {@code 12,500}. */
    private static String grouped(long n) {
        return String.format(java.util.Locale.ROOT, "%,d", n);
    }
}
