package io.netdx.serve;

import io.netdx.source.decode.Tree;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The simple JSON paths that definitions of custom resources may have: {@code .spec.hosts}, {@code .spec.servers[0].port},
 * {@code .status.conditions[?(@.type=="Ready")].status}, {@code .metadata.labels.app\.kubernetes\.io/name}.
 */
final class JsonPath {

    private static final Pattern STEP = Pattern.compile("\\.((?:\\\\.|[^.\\[\\\\])+)"
            + "|\\[(?:(-?[0-9]{1,6}|\\*)|['\"]([^'\"]+)['\"]|\\?\\(@\\.([A-Za-z0-9_.]+)\\s*==\\s*(?:'([^']*)'|\"([^\"]*)\"|([A-Za-z0-9]+))\\))\\]");

    private final List<Step> steps;

    private interface Step {
        Stream<Tree> of(Tree tree);
    }

    private JsonPath(List<Step> steps) {
        this.steps = steps;
    }

    /** What is not understood finds nothing. */
    static JsonPath parse(String text) {
        List<Step> steps = new ArrayList<>();
        String path = text.startsWith(".") || text.startsWith("[") ? text : "." + text;
        Matcher m = STEP.matcher(path);
        int end = 0;
        while (m.find() && m.start() == end) {
            steps.add(step(m));
            end = m.end();
        }
        return new JsonPath(end == path.length() ? steps : List.of(tree -> Stream.empty()));
    }

    private static Step step(Matcher m) {
        if (m.group(1) != null || m.group(3) != null) {
            String name = m.group(3) != null ? m.group(3) : m.group(1).replaceAll("\\\\(.)", "$1");
            return tree -> Stream.of(tree.at(name)).filter(Tree::present);
        }
        if (m.group(2) != null) {
            String index = m.group(2);
            return tree -> {
                List<Tree> items = tree.items();
                if (index.equals("*")) {
                    return items.stream();
                }
                int at = Integer.parseInt(index) < 0 ? items.size() + Integer.parseInt(index) : Integer.parseInt(index);
                return at < 0 || at >= items.size() ? Stream.empty() : Stream.of(items.get(at));
            };
        }
        List<String> field = List.of(m.group(4).split("\\."));
        String value = m.group(5) != null ? m.group(5) : m.group(6) != null ? m.group(6) : m.group(7);
        return tree -> tree.items().stream().filter(item -> {
            Tree at = item;
            for (String name : field) {
                at = at.at(name);
            }
            return at.text().equals(value);
        });
    }

    /** The first value that the path leads to, an object or list as JSON; empty if there is none. */
    String first(Tree tree) {
        Stream<Tree> found = Stream.of(tree);
        for (Step step : steps) {
            found = found.flatMap(step::of);
        }
        return found.findFirst().map(JsonPath::text).orElse("");
    }

    private static String text(Tree tree) {
        return switch (tree.type()) {
            case OBJECT, ARRAY -> new String(Json.bytes(plain(tree)), java.nio.charset.StandardCharsets.UTF_8);
            default -> tree.text();
        };
    }

    private static Object plain(Tree tree) {
        switch (tree.type()) {
            case OBJECT:
                Map<String, Object> object = Json.object();
                tree.fields().forEach((name, value) -> object.put(name, plain(value)));
                return object;
            case ARRAY:
                return tree.items().stream().map(JsonPath::plain).toList();
            default:
                return tree.text();
        }
    }
}
