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
    private static final List<String> WRITE = List.of("create", "delete", "deletecollection", "get", "list", "patch", "update", "watch");
    private static final Pattern VERSION = Pattern.compile("v([0-9]{1,9})(?:(alpha|beta)([0-9]{1,9}))?");
    private static final Set<String> SCALED = Set.of("deployments", "replicasets", "statefulsets", "replicationcontrollers");

    /** What is below a resource, and what its body is where that is something else: group, version, kind. */
    private record Sub(String name, List<String> verbs, List<String> kind) {
    }

    private final Resources resources;
    private final boolean writable;

    Discovery(Resources resources, boolean writable) {
        this.resources = resources;
        this.writable = writable;
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
        List<ApiResource> all = new ArrayList<>(resources.all());
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
                subresources(r).forEach(sub -> {
                    Map<String, Object> entry = Json.object("name", r.plural() + "/" + sub.name(), "singularName", "", "namespaced", r.namespaced());
                    if (sub.kind().isEmpty()) {
                        entry.put("kind", r.kind());
                    } else {
                        entry.putAll(kind(sub.kind()));
                    }
                    entry.put("verbs", sub.verbs());
                    resources.add(entry);
                });
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

    private List<String> verbs(ApiResource resource) {
        return Reviews.RESOURCES.contains(resource) ? List.of("create") : writable ? WRITE : READ;
    }

    private List<Sub> subresources(ApiResource resource) {
        if (Reviews.RESOURCES.contains(resource)) {
            return List.of();
        }
        List<String> get = List.of("get");
        List<String> change = writable ? List.of("get", "patch", "update") : get;
        List<Sub> all = new ArrayList<>(List.of(new Sub("status", change, List.of())));
        if (resource.group().isEmpty() && resource.plural().equals("pods")) {
            all.add(new Sub("log", get, List.of()));
            if (writable) {
                all.add(new Sub("attach", List.of("create", "get"), List.of("", "v1", "PodAttachOptions")));
                all.add(new Sub("binding", List.of("create"), List.of("", "v1", "Binding")));
                all.add(new Sub("ephemeralcontainers", change, List.of()));
                all.add(new Sub("eviction", List.of("create"), List.of("policy", "v1", "Eviction")));
                all.add(new Sub("exec", List.of("create", "get"), List.of("", "v1", "PodExecOptions")));
            }
        }
        if (SCALED.contains(resource.plural())) {
            all.add(new Sub("scale", change, List.of("autoscaling", "v1", "Scale")));
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

    private Object aggregated(ApiResource r) {
        List<Object> subresources = new ArrayList<>();
        for (Sub sub : subresources(r)) {
            subresources.add(Json.object("subresource", sub.name(), "responseKind", sub.kind().isEmpty() ? kind(r.group(), r.version(), r.kind())
                    : kind(sub.kind()), "verbs", sub.verbs()));
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

    private static Map<String, Object> kind(List<String> kind) {
        return kind(kind.get(0), kind.get(1), kind.get(2));
    }

    private static Map<String, Object> kind(String group, String version, String kind) {
        return Json.object("group", group, "version", version, "kind", kind);
    }
}
