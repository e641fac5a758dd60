package io.netdx.source.pseudonym;

import io.netdx.cluster.Cluster;
import io.netdx.fact.KubeObject;
import io.netdx.fact.ObjectRef;
import io.netdx.source.Limits;
import io.netdx.source.decode.JsonTree;
import io.netdx.source.decode.RawObject;
import io.netdx.source.decode.Tree;
import java.io.ByteArrayInputStream;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Gathers the words of a snapshot that may tell whose it is, and the ranges that are written in it. */
final class Names {

    /** Of fields that hold names; others end with {@code Name}. */
    private static final Set<String> NAMED = Set.of("name", "generatename", "namespace", "namespaces", "host", "hosts", "hostname", "hostnames",
            "image", "user", "username", "subdomain", "domain", "cluster", "server", "dnsnames", "searches", "values", "subjects", "parentrefs", "gateways",
            "serviceaccounts", "principals", "zone", "node", "target");
    /** Their keys are free, and so are their values. */
    private static final Set<String> LABELS = Set.of("labels", "matchlabels", "selector", "nodeselector", "annotations", "podselector", "endpoints");
    /** Names of ports and variables name nobody; what is written by the API server in fields of its own does neither. */
    private static final Set<String> PASSED_OVER = Set.of("ports", "env", "envfrom", "managedfields", "conditions", "apigroups", "resources", "verbs", "volumes",
            "volumemounts", "images", "nodeinfo");
    private static final String ENDINGS = "com|net|org|io|dev|cloud|app|local|internal|lan|corp|intra|eu|de|fr|uk|us|ch|at|nl|es|pl|se|dk|fi|jp|cn|br|au|ca|ru|kr"
            + "|info|biz|gov|edu|mil|tech|ai|co|online|shop|test|example";
    private static final Pattern HOST = Pattern.compile("(?<![\\w.-])(?:[\\w.+-]+@)?(?:[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?\\.)+(?:" + ENDINGS + ")(?!\\.?[\\w-])");
    private static final Pattern URL = Pattern.compile("(?<=://)[A-Za-z0-9_.:@%-]+");
    private static final Pattern RANGE = Pattern.compile("(?<![\\w.])(?:" + Addresses.IPV4.pattern() + "|(?:[0-9A-Fa-f]{0,4}:){2,7}[0-9A-Fa-f]{0,4})/\\d{1,3}(?![\\w.])");
    private static final Pattern FROM_TO = Pattern.compile("(?<![\\w.-])(\\d{1,3}(?:\\.\\d{1,3}){3})\\s?-\\s?(\\d{1,3}(?:\\.\\d{1,3}){3})(?![\\w.-])");
    private static final int LONG_NUMBER = 8;

    private final PublicWords known;
    private final SortedSet<String> words = new TreeSet<>();
    private final SortedSet<String> ranges = new TreeSet<>();
    /** Of the objects' own fields: a namespace may be called as one of them. */
    private final Set<String> fields = new TreeSet<>();

    Names(PublicWords known) {
        this.known = known;
    }

    /** Those that are not public, nor names of fields. */
    SortedSet<String> words() {
        SortedSet<String> own = new TreeSet<>(words);
        own.removeAll(fields);
        return own;
    }

    SortedSet<String> ranges() {
        return ranges;
    }

    void name(CharSequence text) {
        Words.of(text, word -> {
            boolean number = Words.number(word);
            String stem = Words.random(word) || number ? word : word.substring(0, Words.stem(word));
            if (stem.length() >= (number ? LONG_NUMBER : 2) && !known.has(word)) {
                words.add(stem);
            }
        });
    }

    /** What is named in a text of any kind: hosts, and addresses of mail. */
    void text(CharSequence text) {
        for (Pattern pattern : new Pattern[] {HOST, URL}) {
            Matcher host = pattern.matcher(text);
            while (host.find()) {
                if (!host.group().matches("[\\d.:]+")) {
                    name(host.group());
                }
            }
        }
        Matcher range = RANGE.matcher(text);
        while (range.find()) {
            ranges.add(range.group());
        }
        Matcher fromTo = FROM_TO.matcher(text);
        while (fromTo.find()) {
            ranges.add(fromTo.group(1) + "-" + fromTo.group(2));
        }
    }

    /** Of what was read from tables, logs and files of nodes, which are no objects. */
    void cluster(Cluster cluster) {
        cluster.facts().forEach(fact -> {
            ref(fact.ref());
            if (fact instanceof KubeObject object) {
                object.meta().labels().forEach((key, value) -> name(value));
                object.meta().owner().ifPresent(this::ref);
            }
        });
    }

    private void ref(ObjectRef ref) {
        name(ref.namespace());
        name(ref.name());
    }

    void object(RawObject object) {
        Tree tree = JsonTree.read(new ByteArrayInputStream(object.fields()), Limits.DEFAULT, "", problem -> { });
        walk(tree, "", false);
    }

    private void walk(Tree tree, String field, boolean labels) {
        switch (tree.type()) {
            case SCALAR -> {
                if (labels || NAMED.contains(field) || field.endsWith("name")) {
                    name(tree.text());
                }
            }
            case ARRAY -> tree.items().forEach(item -> walk(item, field, labels));
            case OBJECT -> tree.fields().forEach((key, value) -> inside(key, value, field, labels));
            default -> { }
        }
    }

    private void inside(String key, Tree value, String outer, boolean labels) {
        String field = key.toLowerCase(Locale.ROOT);
        if (labels || outer.equals("data")) {
            int slash = key.indexOf('/');
            name(slash < 0 ? "" : key.substring(0, slash));
            walk(value, field, labels && !outer.equals("annotations"));
            return;
        }
        Words.of(key, fields::add);
        if (!PASSED_OVER.contains(field)) {
            walk(value, field, LABELS.contains(field) && onlyTexts(value));
        }
    }

    private static boolean onlyTexts(Tree value) {
        for (Map.Entry<String, Tree> entry : value.fields().entrySet()) {
            if (entry.getValue().type() != Tree.Type.SCALAR) {
                return false;
            }
        }
        return value.type() == Tree.Type.OBJECT;
    }
}
