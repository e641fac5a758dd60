package io.netdx.report.html;

import io.netdx.fact.Plain;
import java.util.ArrayList;
import java.util.List;

/** Parts of pictures. SVG does not wrap text: lines are broken here, by counted characters. */
final class Svg {

    private final Html html = new Html();

    /** A picture of the given size in pixels, with a name and a description for those who do not see it. */
    static Svg picture(String id, double width, double height, String title, String description) {
        Svg svg = new Svg();
        svg.html.open("svg", "class", "picture", "role", "img", "aria-labelledby", id + "-t " + id + "-d", "viewBox", "0 0 " + Html.px(width) + " " + Html.px(height),
                "width", Html.px(width), "height", Html.px(height));
        svg.html.element("title", title, "id", id + "-t").element("desc", description, "id", id + "-d");
        return svg;
    }

    /** A small bar or mark beside words that say the same. */
    static Svg decoration(String styleClass, double width, double height) {
        Svg svg = new Svg();
        svg.html.open("svg", "class", styleClass, "aria-hidden", "true", "focusable", "false", "viewBox", "0 0 " + Html.px(width) + " " + Html.px(height),
                "width", Html.px(width), "height", Html.px(height), "preserveAspectRatio", "none");
        return svg;
    }

    Html end() {
        return html.close("svg");
    }

    Svg rect(String styleClass, double x, double y, double width, double height, double radius) {
        html.open("rect", "class", styleClass, "x", Html.px(x), "y", Html.px(y), "width", Html.px(Math.max(0, width)), "height", Html.px(height), "rx", Html.px(radius)).close("rect");
        return this;
    }

    Svg circle(String styleClass, double x, double y, double r) {
        html.open("circle", "class", styleClass, "cx", Html.px(x), "cy", Html.px(y), "r", Html.px(r)).close("circle");
        return this;
    }

    Svg line(String styleClass, double x1, double y1, double x2, double y2) {
        html.open("line", "class", styleClass, "x1", Html.px(x1), "y1", Html.px(y1), "x2", Html.px(x2), "y2", Html.px(y2)).close("line");
        return this;
    }

    /** {@code d} is ours: numbers and letters of commands. */
    Svg path(String styleClass, String d) {
        html.open("path", "class", styleClass, "d", d).close("path");
        return this;
    }

    /** Text around, before or behind a point: {@code anchor} is {@code start}, {@code middle} or {@code end}. */
    Svg text(String styleClass, double x, double y, String anchor, String text) {
        html.element("text", text, "class", styleClass, "x", Html.px(x), "y", Html.px(y), "text-anchor", anchor);
        return this;
    }

    Svg group(String styleClass, String tooltip) {
        html.open("g", "class", styleClass).element("title", tooltip);
        return this;
    }

    Svg endGroup() {
        html.close("g");
        return this;
    }

    /** A check mark, a cross or a question mark around a point. */
    Svg mark(String outcome, double x, double y) {
        String at = "M" + Html.px(x) + " " + Html.px(y);
        return switch (outcome) {
            case "pass", "allowed" -> path("glyph", at + "m-6 0l4 5l8 -9");
            case "fail", "denied" -> path("glyph", at + "m-5 -5l10 10m0 -10l-10 10");
            default -> text("glyph-text", x, y + 5, "middle", "?");
        };
    }

    /** Lines of at most {@code width} characters, at most {@code most} of them; a word that is longer is broken. */
    static List<String> lines(String text, int width, int most) {
        List<String> lines = new ArrayList<>();
        String rest = Plain.line(text).strip();
        while (!rest.isEmpty()) {
            if (rest.codePointCount(0, rest.length()) <= width) {
                lines.add(rest);
                break;
            }
            int limit = rest.offsetByCodePoints(0, width);
            if (lines.size() == most - 1) {
                lines.add(rest.substring(0, rest.offsetByCodePoints(0, width - 1)).strip() + "…");
                break;
            }
            int blank = rest.lastIndexOf(' ', limit);
            int cut = blank > 0 ? blank : limit;
            lines.add(rest.substring(0, cut).strip());
            rest = rest.substring(cut).strip();
        }
        return lines;
    }

    /** Both ends of a name that is too long: the beginning says what it is, the end which one. */
    static String shortened(String name, int width) {
        String clean = Plain.line(name);
        int length = clean.codePointCount(0, clean.length());
        if (length <= width) {
            return clean;
        }
        int tail = (width - 1) / 3;
        return clean.substring(0, clean.offsetByCodePoints(0, width - 1 - tail)) + "…" + clean.substring(clean.offsetByCodePoints(clean.length(), -tail));
    }
}
