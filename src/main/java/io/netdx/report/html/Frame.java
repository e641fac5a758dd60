package io.netdx.report.html;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * The page around the content: head, title bar, contents. Its policy lets nothing be loaded and runs one script and one style sheet, which it
 * knows by their hashes: markup that slipped through would still do nothing.
 */
final class Frame {

    private Frame() {
    }

    /**
     * Writes the page.
     *
     * @param contents names of the sections by their ids
     */
    static void write(String title, String subtitle, List<Map.Entry<String, String>> contents, Html body, String foot, Appendable out) throws IOException {
        String style = resource("report.css");
        String script = resource("report.js");
        Html head = new Html();
        head.open("meta", "charset", "utf-8").line();
        head.open("meta", "http-equiv", "Content-Security-Policy", "content", "default-src 'none'; style-src 'sha256-" + hash(style) + "'; script-src 'sha256-" + hash(script)
                + "'; img-src data:; base-uri 'none'; form-action 'none'").line();
        head.open("meta", "name", "viewport", "content", "width=device-width, initial-scale=1").line();
        head.open("meta", "name", "color-scheme", "content", "light dark").line();
        head.open("meta", "name", "referrer", "content", "no-referrer").line();
        head.open("meta", "name", "generator", "content", "netdx").line();
        // no favicon: a browser that is not told so asks for one
        head.open("link", "rel", "icon", "href", "data:,").line();
        head.element("title", title + " · netdx").line();
        out.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n").append(head.toString());
        out.append("<style>").append(style).append("</style>\n</head>\n<body>\n");
        out.append(bar(title, subtitle, contents).toString());
        out.append(body.toString());
        Html end = new Html();
        end.open("footer", "class", "foot").element("p", foot).close("footer").line();
        end.open("div", "id", "said", "class", "unseen", "role", "status", "aria-live", "polite").close("div").line();
        out.append(end.toString());
        out.append("<script>").append(script).append("</script>\n</body>\n</html>\n");
    }

    private static Html bar(String title, String subtitle, List<Map.Entry<String, String>> contents) {
        Html html = new Html();
        html.element("a", "Skip to the verdict", "class", "skip", "href", "#verdict").line();
        html.open("header", "class", "bar").open("div", "class", "bar-in");
        html.open("p", "class", "brand").element("span", "netdx", "class", "logo").element("span", title, "class", "cluster").element("span", subtitle, "class", "sub").close("p");
        html.open("div", "class", "tools", "hidden", "");
        html.element("button", "Open all", "type", "button", "id", "open-all");
        html.element("button", "Print", "type", "button", "id", "print");
        html.element("button", "Colours: auto", "type", "button", "id", "theme");
        html.close("div").close("div").line();
        html.open("nav", "aria-label", "Contents", "class", "contents").open("ul");
        contents.forEach(e -> html.open("li").element("a", e.getValue(), "href", "#" + e.getKey()).close("li"));
        return html.close("ul").close("nav").close("header").line();
    }

    private static String hash(String text) {
        try {
            return Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static String resource(String name) {
        try (InputStream in = Frame.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the archive lacks " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
