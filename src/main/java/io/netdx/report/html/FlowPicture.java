package io.netdx.report.html;

import io.netdx.fact.ObjectRef;
import io.netdx.report.FlowReport;
import io.netdx.report.Words;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The way of a connection from left to right: client, hops, ends. Where it fails, the line breaks and says why. The hops in words stand below. */
final class FlowPicture {

    private static final double WIDTH = 1000;
    private static final double AXIS = 62;
    private static final double BOX = 176;
    private static final double END_HEIGHT = 44;
    private static final double GAP = 10;
    private static final int ENDS = 4;
    private static final int NAME = 20;
    private static final int NOTE = 58;
    private static final double NOTE_WIDTH = 410;

    private final FlowReport flow;
    private final String id;
    private final List<FlowReport.Hop> stages;

    FlowPicture(FlowReport flow, String id) {
        this.flow = flow;
        this.id = id;
        this.stages = worst(flow.hops());
    }

    /** One hop for each layer; they come failing before unknown before passing. */
    private static List<FlowReport.Hop> worst(List<FlowReport.Hop> hops) {
        Map<String, FlowReport.Hop> by = new LinkedHashMap<>();
        hops.forEach(h -> by.putIfAbsent(h.layer(), h));
        return List.copyOf(by.values());
    }

    void write(Html html) {
        String target = flow.to() + (flow.port() > 0 ? " port " + flow.port() : "") + "/" + flow.protocol();
        html.open("p", "class", "flow-title").element("span", flow.verdict(), "class", "chip out-" + flow.verdict()).text(" " + flow.from() + " to " + target
                + (flow.host().isEmpty() || flow.host().equals(flow.to().name()) ? "" : " as " + flow.host())).close("p");
        html.add(Parts.scrolling("Picture of the path", picture(target)));
        html.open("details", "class", "fold").element("summary", "Hop by hop").open("ol", "class", "hops");
        for (FlowReport.Hop hop : flow.hops()) {
            html.open("li").element("span", hop.outcome(), "class", "chip out-" + hop.outcome()).text(" ").element("strong", hop.layer());
            html.text((hop.ways() < flow.ways().size() ? " on " + hop.ways() + " of " + flow.ways().size() + " ways" : "") + ": " + hop.why());
            if (!hop.nearest().isEmpty()) {
                html.element("span", "Nearest miss: " + hop.nearest(), "class", "sub block");
            }
            if (!hop.outcome().equals("pass") && !hop.decidedBy().isEmpty()) {
                html.element("span", "Decided by " + Words.some(hop.decidedBy()), "class", "sub block");
            }
            html.close("li");
        }
        html.close("ol");
        flow.notes().forEach(note -> html.element("p", note, "class", "meta"));
        html.close("details").line();
    }

    private Html picture(String target) {
        List<List<FlowReport.Way>> ends = ends();
        int shown = Math.min(ENDS, ends.size());
        List<FlowReport.Hop> noted = stages.stream().filter(h -> h.outcome().equals("fail") || h.outcome().equals("unknown") && !h.silent()).limit(2).toList();
        double endsHeight = shown * END_HEIGHT + (shown - 1) * GAP + (ends.size() > shown ? 22 : 0);
        double endsTop = Math.max(12, AXIS - endsHeight / 2);
        double notesTop = Math.max(AXIS + 62, shown > 2 ? endsTop + endsHeight + 14 : 0);
        double height = Math.max(endsTop + endsHeight + 12, noted.isEmpty() ? AXIS + 60 : notesTop + noted.stream().mapToDouble(FlowPicture::noteHeight).max().orElse(0) + 8);
        Svg svg = Svg.picture(id, WIDTH, height, "Path from " + flow.from() + " to " + target, description());
        double first = BOX + 24;
        double last = WIDTH - BOX - 24;
        double step = (last - first) / stages.size();
        int broken = broken();
        double from = 6 + BOX;
        for (int i = 0; i < stages.size(); i++) {
            double x = first + step * (i + 0.5);
            svg.line(broken >= 0 && i > broken ? "wire dead" : "wire", from, AXIS, x, AXIS);
            from = x;
        }
        for (int i = 0; i < shown; i++) {
            String verdict = verdict(ends.get(i));
            double y = endsTop + i * (END_HEIGHT + GAP) + END_HEIGHT / 2;
            svg.path(broken >= 0 || verdict.equals("denied") ? "wire dead" : "wire", "M" + Html.px(from) + " " + Html.px(AXIS) + "C" + Html.px(from + 40) + " " + Html.px(AXIS) + " "
                    + Html.px(last - 20) + " " + Html.px(y) + " " + Html.px(WIDTH - BOX - 6) + " " + Html.px(y));
        }
        box(svg, 6, AXIS - 26, 52, flow.from(), clients(), "box client");
        for (int i = 0; i < stages.size(); i++) {
            stage(svg, stages.get(i), first + step * (i + 0.5), broken >= 0 && i > broken);
        }
        for (int i = 0; i < shown; i++) {
            end(svg, ends.get(i), WIDTH - BOX - 6, endsTop + i * (END_HEIGHT + GAP));
        }
        if (ends.size() > shown) {
            svg.text("small", WIDTH - BOX / 2 - 6, endsTop + shown * (END_HEIGHT + GAP) + 8, "middle", "and " + (ends.size() - shown) + " more ends");
        }
        notes(svg, noted, first, step, notesTop);
        return svg.end();
    }

    /** The first hop at which every way fails; -1 where some go on. */
    private int broken() {
        for (int i = 0; i < stages.size(); i++) {
            if (stages.get(i).outcome().equals("fail") && !flow.intermittent()) {
                return i;
            }
        }
        return -1;
    }

    private String description() {
        List<String> words = new ArrayList<>();
        stages.forEach(h -> words.add(h.layer() + ": " + h.outcome() + (h.outcome().equals("pass") ? "" : ", " + h.why())));
        return "The connection is " + flow.verdict() + ". " + String.join(". ", words);
    }

    private String clients() {
        long clients = flow.ways().stream().map(FlowReport.Way::from).distinct().count();
        return clients > 1 ? clients + " clients" : "";
    }

    private static void box(Svg svg, double x, double y, double height, ObjectRef object, String more, String styleClass) {
        svg.group("node", Words.object(object)).rect(styleClass, x, y, BOX, height, 8);
        svg.text("kind", x + 10, y + 18, "start", object.kind() + (more.isEmpty() ? "" : ", " + more));
        svg.text("name", x + 10, y + 36, "start", Svg.shortened(object.qualifiedName(), NAME)).endGroup();
    }

    private static void stage(Svg svg, FlowReport.Hop hop, double x, boolean beyond) {
        String tone = beyond ? "beyond" : hop.silent() ? "silent" : hop.outcome();
        svg.group("stage " + tone, hop.layer() + ": " + hop.outcome() + ". " + hop.why()).circle("disc", x, AXIS, 15);
        svg.mark(hop.outcome(), x, AXIS);
        List<String> label = List.of(hop.layer().split("-"));
        for (int i = 0; i < label.size(); i++) {
            svg.text("label", x, AXIS + 33 + 14 * i, "middle", hop.layer().equals("dns") ? "DNS" : label.get(i));
        }
        svg.endGroup();
    }

    private void end(Svg svg, List<FlowReport.Way> ways, double x, double y) {
        FlowReport.Way way = ways.get(0);
        String verdict = verdict(ways);
        String name = way.to().map(ObjectRef::qualifiedName).orElse(way.address().isEmpty() ? way.verdict().equals("denied") ? "nowhere" : "outside the snapshot" : "outside the snapshot");
        String socket = way.address().isEmpty() ? way.to().map(ObjectRef::kind).orElse("") : (way.address().indexOf(':') >= 0 ? "[" + way.address() + "]" : way.address())
                + (way.port() > 0 ? ":" + way.port() : "");
        svg.group("node end-" + verdict, name + " " + socket + ": " + verdict).rect("box", x, y, BOX, END_HEIGHT, 8);
        svg.text("name", x + 10, y + 18, "start", Svg.shortened(name, NAME));
        svg.text("kind", x + 10, y + 35, "start", Svg.shortened((socket.isEmpty() ? "" : socket + ", ") + verdict, NAME + 8)).endGroup();
    }

    /** One end for each address; the clients fare alike, or it is mixed. */
    private List<List<FlowReport.Way>> ends() {
        Map<String, List<FlowReport.Way>> ends = new LinkedHashMap<>();
        flow.ways().forEach(w -> ends.computeIfAbsent(w.address() + " " + w.port() + " " + w.to(), k -> new ArrayList<>()).add(w));
        return List.copyOf(ends.values());
    }

    private static String verdict(List<FlowReport.Way> ways) {
        return ways.stream().map(FlowReport.Way::verdict).distinct().count() == 1 ? ways.get(0).verdict() : "mixed";
    }

    /** Why, and what would have to differ. */
    private static List<String> lines(FlowReport.Hop hop) {
        List<String> lines = new ArrayList<>(Svg.lines(hop.why(), NOTE, 3));
        lines.addAll(Svg.lines(hop.nearest().isEmpty() ? "" : "Nearest miss: " + hop.nearest(), NOTE, 3));
        return lines;
    }

    private static double noteHeight(FlowReport.Hop hop) {
        return 32 + 17 * lines(hop).size();
    }

    private void notes(Svg svg, List<FlowReport.Hop> noted, double first, double step, double top) {
        double free = 6;
        for (FlowReport.Hop hop : noted) {
            double x = first + step * (stages.indexOf(hop) + 0.5);
            double room = noted.size() > 1 && hop.equals(noted.get(0)) ? WIDTH - 2 * NOTE_WIDTH - 26 : WIDTH - NOTE_WIDTH - 6;
            double left = Math.max(free, Math.min(room, x - NOTE_WIDTH / 2));
            svg.group("note " + hop.outcome(), hop.why()).line("leader", x, AXIS + 33 + 14 * (hop.layer().split("-").length - 1) + 6, x, top);
            svg.rect("note-box", left, top, NOTE_WIDTH, noteHeight(hop), 8);
            String by = hop.decidedBy().isEmpty() ? hop.layer() : Words.some(hop.decidedBy());
            svg.text("note-title", left + 12, top + 20, "start", Svg.shortened(by, NOTE - 6));
            List<String> lines = lines(hop);
            for (int i = 0; i < lines.size(); i++) {
                svg.text("note-text", left + 12, top + 40 + 17 * i, "start", lines.get(i));
            }
            svg.endGroup();
            free = left + NOTE_WIDTH + 14;
        }
    }
}
