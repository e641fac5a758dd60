package io.netdx.report.html;

import io.netdx.catalog.Severity;
import io.netdx.report.Words;

/** Small parts that several sections use. */
final class Parts {

    private static final double METER = 96;
    private static final double HEIGHT = 8;

    private Parts() {
    }

    /** A command with the button that copies it. */
    static Html command(String label, String command) {
        Html html = new Html();
        if (!command.isEmpty()) {
            html.open("div", "class", "command");
            html.element("span", label, "class", "command-label");
            html.open("pre").open("code").block(command.strip()).close("code").close("pre");
            html.element("button", "Copy", "type", "button", "class", "copy", "aria-label", "Copy the command: " + label).close("div").line();
        }
        return html;
    }

    static Html severity(Severity severity) {
        return new Html().element("span", severity.label(), "class", "chip sev-" + severity.label());
    }

    /** A probability as a bar and in words. */
    static Html belief(double probability) {
        Html html = new Html().open("span", "class", "belief");
        html.add(share(probability, "belief-fill"));
        return html.element("span", Words.confidence(probability)).close("span");
    }

    static Html share(double share, String fill) {
        return Svg.decoration("meter", METER, HEIGHT).rect("meter-back", 0, 0, METER, HEIGHT, 4)
                .rect(fill, 0, 0, METER * Math.min(1, Math.max(0, share)), HEIGHT, 4).end();
    }

    /** Wide content scrolls in its own frame; the script lets the keyboard reach it where it does. */
    static Html scrolling(String label, Html content) {
        return new Html().open("div", "class", "scroll", "role", "group", "aria-label", label).add(content).close("div").line();
    }

    /** A section with its heading; {@code id} is where the contents link to. */
    static Html section(String id, String title, String lead, Html content) {
        Html html = new Html().open("section", "id", id, "aria-labelledby", id + "-h").element("h2", title, "id", id + "-h");
        if (!lead.isEmpty()) {
            html.element("p", lead, "class", "lead");
        }
        return html.line().add(content).close("section").line();
    }

    static Html heads(String... names) {
        Html html = new Html().open("thead").open("tr");
        for (String name : names) {
            html.element("th", name, "scope", "col");
        }
        return html.close("tr").close("thead").line();
    }
}
