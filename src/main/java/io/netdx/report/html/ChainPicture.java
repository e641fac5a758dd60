package io.netdx.report.html;

import io.netdx.fact.ObjectRef;
import io.netdx.reason.Judgement.CauseOn;
import io.netdx.reason.Judgement.Diagnosis;
import io.netdx.report.Group;
import io.netdx.report.Words;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Cause at the left, what follows from it in columns to the right, who suffers in the last one. */
final class ChainPicture {

    private static final double BOX = 250;
    private static final double HEIGHT = 74;
    private static final double ACROSS = 56;
    private static final double DOWN = 16;
    private static final double SMALL = 40;
    private static final int TITLE = 27;
    private static final int NAME = 34;
    private static final int IN_COLUMN = 6;
    private static final int SUFFERING = 5;

    private final Group group;
    private final String id;
    private final List<List<Box>> columns = new ArrayList<>();

    /** Equal consequences of one parent are one box. */
    private record Box(List<Diagnosis> alike, int parent, int row) {

        Diagnosis first() {
            return alike.get(0);
        }

        String objects() {
            return Words.some(alike.stream().map(Diagnosis::subject).toList());
        }
    }

    ChainPicture(Group group, String id) {
        this.group = group;
        this.id = id;
        lay();
    }

    /** Each consequence stands one column behind what brings it about. */
    private void lay() {
        Map<String, Integer> column = new HashMap<>();
        Map<String, Integer> row = new HashMap<>();
        columns.add(List.of(new Box(List.of(group.head()), -1, 0)));
        column.put(key(group.head()), 0);
        row.put(key(group.head()), 0);
        for (Diagnosis d : group.consequences()) {
            String parent = d.causedBy().map(ChainPicture::key).orElse(key(group.head()));
            int at = column.getOrDefault(parent, 0) + 1;
            int from = row.getOrDefault(parent, 0);
            while (columns.size() <= at) {
                columns.add(new ArrayList<>());
            }
            Optional<Box> alike = columns.get(at).stream().filter(b -> b.parent() == from && b.first().cause().id().equals(d.cause().id())).findFirst();
            if (alike.isPresent()) {
                alike.get().alike().add(d);
            } else if (columns.get(at).size() < IN_COLUMN) {
                columns.get(at).add(new Box(new ArrayList<>(List.of(d)), from, columns.get(at).size()));
            }
            column.put(key(d), at);
            row.put(key(d), alike.map(Box::row).orElse(columns.get(at).size() - 1));
        }
    }

    private static String key(Diagnosis d) {
        return key(new CauseOn(d.cause().id(), d.subject()));
    }

    private static String key(CauseOn cause) {
        return cause.cause() + " " + cause.subject();
    }

    Html html() {
        List<ObjectRef> affected = group.head().affected();
        int suffering = Math.min(SUFFERING, affected.size());
        boolean more = affected.size() > suffering;
        int tallest = columns.stream().mapToInt(List::size).max().orElse(1);
        double height = Math.max(tallest * (HEIGHT + DOWN) - DOWN, suffering * (SMALL + 8) + 22 + (more ? 20 : 0)) + 4;
        double width = columns.size() * (BOX + ACROSS) - ACROSS + (suffering > 0 ? ACROSS + BOX : 0) + 4;
        Svg svg = Svg.picture(id, width, height, "What follows from " + group.head().cause().title(), description());
        for (int c = 1; c < columns.size(); c++) {
            for (Box box : columns.get(c)) {
                arrow(svg, x(c - 1) + BOX, y(box.parent(), columns.get(c - 1).size(), height) + HEIGHT / 2, x(c), y(box.row(), columns.get(c).size(), height) + HEIGHT / 2);
            }
        }
        if (suffering > 0) {
            suffering(svg, affected, suffering, height);
        }
        for (int c = 0; c < columns.size(); c++) {
            for (Box box : columns.get(c)) {
                box(svg, box, x(c), y(box.row(), columns.get(c).size(), height), c == 0);
            }
        }
        return svg.end();
    }

    private static double x(int column) {
        return 2 + column * (BOX + ACROSS);
    }

    private static double y(int row, int rows, double height) {
        double all = rows * (HEIGHT + DOWN) - DOWN;
        return (height - all) / 2 + row * (HEIGHT + DOWN);
    }

    private void suffering(Svg svg, List<ObjectRef> affected, int shown, double height) {
        int last = columns.size();
        double all = shown * (SMALL + 8) + 22;
        double top = (height - all - (affected.size() > shown ? 20 : 0)) / 2;
        List<Box> before = columns.get(last - 1);
        double from = x(last - 1) + BOX;
        if (before.size() > 1) {
            // what each of them makes suffer is not known: they are taken together
            double first = y(0, before.size(), height) + HEIGHT / 2;
            double end = y(before.size() - 1, before.size(), height) + HEIGHT / 2;
            svg.path("arrow", "M" + Html.px(from) + " " + Html.px(first) + "h12V" + Html.px(end) + "h-12");
            from += 12;
        }
        svg.text("kind", x(last), top + 13, "start", "Suffers" + (affected.size() > shown ? " (" + affected.size() + ", some of them)" : ""));
        for (int i = 0; i < shown; i++) {
            double y = top + 22 + i * (SMALL + 8);
            arrow(svg, from, height / 2, x(last), y + SMALL / 2);
            ObjectRef o = affected.get(i);
            svg.group("node", Words.object(o)).rect("box suffers", x(last), y, BOX, SMALL, 8);
            svg.text("kind", x(last) + 10, y + 16, "start", o.kind()).text("name", x(last) + 10, y + 32, "start", Svg.shortened(o.qualifiedName(), TITLE)).endGroup();
        }
        if (affected.size() > shown) {
            svg.text("small", x(last), top + all + 14, "start", "and " + (affected.size() - shown) + " more");
        }
    }

    private static void arrow(Svg svg, double x1, double y1, double x2, double y2) {
        double middle = (x1 + x2) / 2;
        svg.path("arrow", "M" + Html.px(x1) + " " + Html.px(y1) + "C" + Html.px(middle) + " " + Html.px(y1) + " " + Html.px(middle) + " " + Html.px(y2) + " " + Html.px(x2 - 3) + " " + Html.px(y2));
        svg.path("arrow-head", "M" + Html.px(x2) + " " + Html.px(y2) + "l-9 -5l0 10z");
    }

    private static void box(Svg svg, Box box, double x, double y, boolean root) {
        Diagnosis d = box.first();
        svg.group("node " + (root ? "root sev-box-" + d.cause().severity().label() : "follows"), d.cause().title() + " on " + box.objects())
                .rect("box", x, y, BOX, HEIGHT, 8).rect("stripe", x, y + 8, 4, HEIGHT - 16, 2);
        List<String> title = Svg.lines(d.cause().title(), TITLE, 2);
        svg.text("kind", x + 14, y + 17, "start", root ? "Cause, " + Words.probability(d.confidence()) : "Consequence, " + Words.probability(d.confidence()));
        for (int i = 0; i < title.size(); i++) {
            svg.text("name", x + 14, y + 34 + 15 * i, "start", title.get(i));
        }
        svg.text("small", x + 14, y + 34 + 15 * title.size() + 2, "start", Svg.shortened(box.objects(), NAME)).endGroup();
    }

    private String description() {
        List<String> words = new ArrayList<>();
        group.consequences().forEach(d -> words.add(d.cause().title() + " on " + Words.object(d.subject())));
        return (words.isEmpty() ? "" : "It brings about: " + String.join("; ", words) + ". ")
                + (group.head().affected().isEmpty() ? "" : "It affects " + Words.and(Words.first(SUFFERING, group.head().affected()).stream().map(Words::object).toList())
                + (group.head().affected().size() > SUFFERING ? " and " + (group.head().affected().size() - SUFFERING) + " more" : "") + ".");
    }
}
