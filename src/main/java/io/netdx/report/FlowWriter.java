package io.netdx.report;

import io.netdx.fact.ObjectRef;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

/** Format {@code text} of a trace: the answer, then the path from top to bottom with one line a hop, then where it ends. */
public final class FlowWriter {

    private static final int WIDTH = 100;
    private static final int ENDPOINTS = 10;
    private static final int CLIENTS = 3;

    private final Palette palette;

    public FlowWriter(Palette palette) {
        this.palette = palette;
    }

    public void write(FlowReport r, Appendable out) throws IOException {
        Page page = new Page(WIDTH);
        page.text(palette.outcome(r.verdict().toUpperCase(Locale.ROOT)) + "  ", 3, r.from() + " to " + target(r), 3);
        page.text("   ", summary(r));
        page.gap();
        page.text("   ", r.from() + clients(r));
        for (FlowReport.Hop hop : r.hops()) {
            hop(hop, r.ways().size(), page);
        }
        page.text("   |", "");
        ends(r, page);
        if (!r.notes().isEmpty()) {
            page.gap();
            r.notes().forEach(note -> page.text("   ", note));
        }
        out.append(page.toString());
    }

    private static String target(FlowReport r) {
        boolean named = !r.host().isEmpty() && !r.to().name().equals(r.host());
        return r.to() + (r.port() > 0 ? " port " + r.port() : "") + "/" + r.protocol() + (named ? " as " + r.host() : "");
    }

    private static String summary(FlowReport r) {
        String where = String.join(", ", r.ways().stream().map(FlowReport.Way::failsAt).filter(l -> !l.isEmpty()).distinct().toList());
        long silent = r.hops().stream().filter(FlowReport.Hop::silent).map(FlowReport.Hop::layer).distinct().count();
        String unseen = silent == 0 ? "" : "; not collected: " + String.join(", ", r.hops().stream().filter(FlowReport.Hop::silent)
                .map(FlowReport.Hop::layer).distinct().toList());
        return switch (r.verdict()) {
            case "denied" -> r.intermittent() ? "intermittent: " + r.count("denied") + " of " + r.ways().size() + " ways fail, at " + where
                    + (r.count("unknown") > 0 ? "; " + r.count("unknown") + " unknown" : "")
                    : (r.ways().size() == 1 ? "fails at " : r.count("denied") + " of " + r.ways().size() + " ways fail, at ") + where;
            case "allowed" -> "nothing that was seen stands in its way" + unseen;
            default -> "it cannot be told: see the hops that are unknown" + unseen;
        };
    }

    private static String clients(FlowReport r) {
        long clients = r.ways().stream().map(FlowReport.Way::from).distinct().count();
        return clients > 1 ? " (" + clients + " clients)" : "";
    }

    private void hop(FlowReport.Hop hop, int all, Page page) {
        String word = hop.outcome().equals("fail") ? "FAIL" : hop.outcome();
        String lead = "   |-- " + palette.outcome(word) + " ".repeat(9 - word.length()) + hop.layer() + " ".repeat(16 - hop.layer().length());
        int hang = 32;
        page.text(lead, hang, (hop.ways() < all ? "on " + hop.ways() + " of " + all + " ways: " : "") + hop.why(), 4);
        String bar = "   |" + " ".repeat(hang - 4);
        if (!hop.nearest().isEmpty()) {
            page.text(bar + "nearest miss: ", hang, hop.nearest(), 3);
        }
        if (!hop.outcome().equals("pass") && !hop.decidedBy().isEmpty()) {
            page.text(bar, hang, "by " + Words.some(hop.decidedBy()), 2);
        }
    }

    /** One line for each end, the clients told apart only where they fare differently. */
    private void ends(FlowReport r, Page page) {
        Map<String, List<FlowReport.Way>> ends = new LinkedHashMap<>();
        for (FlowReport.Way way : r.ways()) {
            ends.computeIfAbsent(way.address() + " " + way.port() + " " + way.to(), k -> new ArrayList<>()).add(way);
        }
        int shown = 0;
        for (List<FlowReport.Way> ways : ends.values()) {
            if (shown++ == ENDPOINTS) {
                page.text("   ", "and " + (ends.size() - ENDPOINTS) + " more ends: -o json lists them");
                return;
            }
            end(ways, page);
        }
    }

    private void end(List<FlowReport.Way> ways, Page page) {
        FlowReport.Way first = ways.get(0);
        boolean same = ways.stream().allMatch(w -> w.verdict().equals(first.verdict()) && w.failsAt().equals(first.failsAt()));
        String socket = first.address().isEmpty() ? "" : (first.address().indexOf(':') >= 0 ? "[" + first.address() + "]" : first.address())
                + (first.port() > 0 ? ":" + first.port() : "");
        String owner = first.to().map(ObjectRef::toString).orElse(first.address().isEmpty() && first.verdict().equals("denied") ? "nowhere" : "outside the snapshot");
        String mark = same ? arrow(first.verdict()) : "--?--> ";
        page.text("   +" + mark, 14, (socket.isEmpty() ? "" : socket + "  ") + owner + ": " + (same ? fate(first) : fates(ways)), 4);
    }

    private static String arrow(String verdict) {
        return verdict.equals("allowed") ? "-----> " : verdict.equals("denied") ? "--x    " : "--?--> ";
    }

    private static String fate(FlowReport.Way w) {
        return w.verdict() + (w.failsAt().isEmpty() ? "" : " at " + w.failsAt());
    }

    private static String fates(List<FlowReport.Way> ways) {
        Map<String, List<String>> by = new LinkedHashMap<>();
        ways.forEach(w -> by.computeIfAbsent(fate(w), f -> new ArrayList<>()).add(w.from().name()));
        List<String> texts = new ArrayList<>();
        by.forEach((fate, names) -> texts.add(fate + " from " + String.join(", ", new TreeSet<>(names).stream().limit(CLIENTS).toList())
                + (names.size() > CLIENTS ? " and " + (names.size() - CLIENTS) + " more" : "")));
        return String.join("; ", texts);
    }
}
