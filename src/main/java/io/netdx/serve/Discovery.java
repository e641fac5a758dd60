package io.netdx.serve;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What there is to read: groups, versions, resources, in the old form and in the aggregated one. */
final class Discovery {

    private static final List<String> READ = List.of("get", "list", "watch");
    private static final Pattern VERSION = Pattern.compile("v([0-9]{1,9})(?:(alpha|beta)([0-9]{1,9}))?");
    private static final Set<String> SCALED = Set.of("deployments", "replicasets", "statefulsets", "replicationcontrollers");

    private final ObjectStore store;

    Discovery(ObjectStore store) {
        this.store = store;
    }

    Answer paths() {
        List<String> paths = new ArrayList<>(List.of("/api", "/api/v1", "/apis"));
        groupVersions().forEach((group, versions) -> {
            if (!group.isEmpty()) {
                paths.add("/apis/" + group);
                versions.forEach(version -> paths.add("/apis/" + group + "/" + version));
            }
        });
        paths.addAll(List.of("/healthz", "/livez", "/openapi/v2", "/openapi/v3", "/readyz", "/version"));
        return Answer.Whole.json(200, Json.object("paths", paths));
    }

    /** Groups in the order of their names, versions with the preferred one first. */
    private Map<String, List<String>> groupVersions() {
        Map<String, List<String>> groups = new LinkedHashMap<>();
        all().stream().sorted(Comparator.comparing(ApiResource::group)).forEach(r -> {
            List<String> versions = groups.computeIfAbsent(r.group(), g -> new ArrayList<>());
            if (!versions.contains(r.version())) {
                versions.add(r.version());
            }
        });
        groups.values().forEach(versions -> versions.sort(Discovery::better));
        return groups;
    }

    private List<ApiResource> all() {
        List<ApiResource> all = new ArrayList<>(store.resources());
        all.addAll(Reviews.RESOURCES);
        return all;
    }

    /** v2 before v1 before v1beta1 before v1alpha1 before anything else. */
    private static int better(String a, String b) {
        Matcher x = VERSION.matcher(a);
        Matcher y = VERSION.matcher(b);
        if (!x.matches() || !y.matches()) {
            return x.matches() ? -1 : VERSION.matcher(b).matches() ? 1 : a.compareTo(b);
        }
        Comparator<Matcher> order = Comparator.comparing((Matcher m) -> m.group(2) == null ? 2 : m.group(2).equals("beta") ? 1 : 0)
                .thenComparing(m -> Long.parseLong(m.group(1))).thenComparing(m -> m.group(3) == null ? 0 : Long.parseLong(m.group(3)));
        return order.compare(y, x);
    }

    Answer core(Accepted accepted) {
        if (accepted.as().isEmpty()) {
            return Answer.Whole.json(200, Json.object("kind", "APIVersions", "versions", List.of("v1"), "serverAddressByClientCIDRs", List.of()));
        }
        return aggregated(accepted, true);
    }

    Answer groups(Accepted accepted) {
        if (!accepted.as().isEmpty()) {
            return aggregated(accepted, false);
        }
        List<Object> groups = new ArrayList<>();
        groupVersions().forEach((group, versions) -> {
            if (!group.isEmpty()) {
                groups.add(group(group, versions));
            }
        });
        return Answer.Whole.json(200, Json.object("kind", "APIGroupList", "apiVersion", "v1", "groups", groups));
    }

    Answer group(String name) {
        List<String> versions = groupVersions().get(name);
        if (versions == null || name.isEmpty()) {
            throw ApiException.notFound();
        }
        Map<String, Object> group = Json.object("kind", "APIGroup", "apiVersion", "v1");
        group.putAll(group(name, versions));
        return Answer.Whole.json(200, group);
    }

    private static Map<String, Object> group(String name, List<String> versions) {
        List<Object> entries = new ArrayList<>();
        versions.forEach(v -> entries.add(Json.object("groupVersion", name + "/" + v, "version", v)));
        return Json.object("name", name, "versions", entries, "preferredVersion", entries.get(0));
    }

    Answer resources(String group, String version) {
        List<Object> resources = new ArrayList<>();
        for (ApiResource r : all()) {
            if (r.group().equals(group) && r.version().equals(version)) {
                resources.add(resource(r, r.plural(), r.kind(), verbs(r)));
                subresources(r).forEach(sub -> resources.add(Json.object("name", r.plural() + "/" + sub, "singularName", "", "namespaced",
                        r.namespaced(), "kind", sub.equals("scale") ? "Scale" : r.kind(), "verbs", List.of("get"))));
            }
        }
        if (resources.isEmpty()) {
            throw ApiException.notFound();
        }
        return Answer.Whole.json(200, Json.object("kind", "APIResourceList", "apiVersion", "v1",
                "groupVersion", group.isEmpty() ? version : group + "/" + version, "resources", resources));
    }

    private static Map<String, Object> resource(ApiResource r, String name, String kind, List<String> verbs) {
        Map<String, Object> resource = Json.object("name", name, "singularName", r.singular(), "namespaced", r.namespaced(), "kind", kind,
                "verbs", verbs);
        if (!r.shortNames().isEmpty()) {
            resource.put("shortNames", r.shortNames());
        }
        if (!r.categories().isEmpty()) {
            resource.put("categories", r.categories());
        }
        return resource;
    }

    private static List<String> verbs(ApiResource resource) {
        return Reviews.RESOURCES.contains(resource) ? List.of("create") : READ;
    }

    private static List<String> subresources(ApiResource resource) {
        if (Reviews.RESOURCES.contains(resource)) {
            return List.of();
        }
        List<String> all = new ArrayList<>(List.of("status"));
        if (resource.group().isEmpty() && resource.plural().equals("pods")) {
            all.add("log");
        }
        if (SCALED.contains(resource.plural())) {
            all.add("scale");
        }
        return all;
    }

    private Answer aggregated(Accepted accepted, boolean core) {
        List<Object> items = new ArrayList<>();
        groupVersions().forEach((group, versions) -> {
            if (group.isEmpty() == core) {
                List<Object> entries = new ArrayList<>();
                for (String version : versions) {
                    List<Object> resources = new ArrayList<>();
                    all().stream().filter(r -> r.group().equals(group) && r.version().equals(version)).forEach(r -> resources.add(aggregated(r)));
                    entries.add(Json.object("version", version, "resources", resources, "freshness", "Current"));
                }
                items.add(Json.object("metadata", group.isEmpty() ? Map.of() : Json.object("name", group), "versions", entries));
            }
        });
        return Answer.Whole.json(200, accepted.contentType(), Json.object("kind", "APIGroupDiscoveryList",
                "apiVersion", "apidiscovery.k8s.io/" + accepted.version(), "metadata", Map.of(), "items", items));
    }

    private static Object aggregated(ApiResource r) {
        List<Object> subresources = new ArrayList<>();
        for (String sub : subresources(r)) {
            subresources.add(Json.object("subresource", sub, "responseKind", sub.equals("scale") ? kind("autoscaling", "v1", "Scale")
                    : kind(r.group(), r.version(), r.kind()), "verbs", List.of("get")));
        }
        Map<String, Object> resource = Json.object("resource", r.plural(), "responseKind", kind(r.group(), r.version(), r.kind()),
                "scope", r.namespaced() ? "Namespaced" : "Cluster", "singularResource", r.singular(), "verbs", verbs(r));
        if (!r.shortNames().isEmpty()) {
            resource.put("shortNames", r.shortNames());
        }
        if (!r.categories().isEmpty()) {
            resource.put("categories", r.categories());
        }
        if (!subresources.isEmpty()) {
            resource.put("subresources", subresources);
        }
        return resource;
    }

    private static Object kind(String group, String version, String kind) {
        return Json.object("group", group, "version", version, "kind", kind);
    }
}
