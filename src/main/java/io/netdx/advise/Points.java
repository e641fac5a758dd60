package io.netdx.advise;

import io.netdx.knowledge.Advice.Level;
import io.netdx.knowledge.Advice.Point;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects judgements. */
final class Points {

    private final List<Point> points = new ArrayList<>();

    void warn(String text, String... claims) {
        add(Level.WARN, text, "", claims);
    }

    void note(String text, String... claims) {
        add(Level.NOTE, text, "", claims);
    }

    void ok(String text, String... claims) {
        add(Level.OK, text, "", claims);
    }

    /** {@code text} says what is missing, or what would tell. */
    void unknown(String text, String... claims) {
        add(Level.UNKNOWN, text, "", claims);
    }

    void add(Level level, String text, String command, String... claims) {
        points.add(new Point(level, text, List.of(claims), command));
    }

    /** Most pressing first; among equals in the order of finding. */
    List<Point> sorted() {
        return points.stream().sorted(Comparator.comparing(Point::level)).toList();
    }
}
