package io.netdx.serve;

import io.netdx.source.decode.Tree;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Texts that several tables show, as k8s.io/kubernetes/pkg/printers writes them. */
final class Cell {

    static final String NONE = "<none>";
    static final String UNSET = "<unset>";
    static final String UNKNOWN = "<unknown>";
    private static final int SHOWN = 3;

    private Cell() {
    }

    static String name(Tree object) {
        return object.at("metadata").text("name");
    }

    static String age(Tree object, Instant now) {
        return Ages.since(object.at("metadata").text("creationTimestamp"), now);
    }

    static String or(String text, String otherwise) {
        return text.isEmpty() ? otherwise : text;
    }

    /** {@code a=b,c=d} */
    static String labels(Tree object, String field) {
        return joined(object.map(field));
    }

    private static String joined(Map<String, String> labels) {
        StringBuilder text = new StringBuilder();
        labels.forEach((key, value) -> text.append(text.isEmpty() ? "" : ",").append(key).append('=').append(value));
        return or(text.toString(), NONE);
    }

    /** A label selector; the selector of a replication controller or Service is {@link #labels}. */
    static String selector(Tree selector) {
        Map<String, String> parts = new TreeMap<>();
        selector.map("matchLabels").forEach((key, value) -> parts.put(key, key + "=" + value));
        for (Tree e : selector.list("matchExpressions")) {
            String key = e.text("key");
            List<String> values = e.texts("values").stream().sorted().toList();
            parts.put(key + "\0" + e.text("operator"), switch (e.text("operator")) {
                case "In" -> key + " in (" + String.join(",", values) + ")";
                case "NotIn" -> key + " notin (" + String.join(",", values) + ")";
                case "Exists" -> key;
                default -> "!" + key;
            });
        }
        return or(String.join(",", parts.values()), NONE);
    }

    /** A field of all containers of a pod's or template's specification. */
    static String containers(Tree podSpec, String field) {
        return String.join(",", podSpec.list("containers").stream().map(c -> c.text(field)).toList());
    }

    /** The first few of a list and how many more there are. */
    static String some(List<String> all) {
        return all.size() <= SHOWN ? String.join(",", all) : String.join(",", all.subList(0, SHOWN)) + " + " + (all.size() - SHOWN) + " more...";
    }

    /** Addresses and names of a load balancer. */
    static List<String> balancer(Tree object) {
        List<String> all = new ArrayList<>();
        for (Tree ingress : object.at("status", "loadBalancer").list("ingress")) {
            all.add(or(ingress.text("ip"), ingress.text("hostname")));
        }
        return all.stream().filter(a -> !a.isEmpty()).distinct().sorted().toList();
    }

    /** Whether a condition of the object's status is true. */
    static boolean condition(Tree object, String type) {
        return object.at("status").list("conditions").stream().anyMatch(c -> c.text("type").equals(type) && c.text("status").equals("True"));
    }

    static String truth(String flag, String otherwise) {
        return flag.isEmpty() ? otherwise : flag.equals("true") ? "True" : "False";
    }
}
