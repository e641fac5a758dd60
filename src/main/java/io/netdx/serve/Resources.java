package io.netdx.serve;

import io.netdx.source.Kinds;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Every kind with its resource: of the API server, of a definition, or guessed. */
final class Resources {

    private static final Pattern KIND = Pattern.compile("[A-Za-z][A-Za-z0-9]{0,62}");
    private static final Pattern API_VERSION = Pattern.compile("([a-z0-9]([a-z0-9.-]{0,250}[a-z0-9])?/)?v[a-z0-9]{1,62}");
    /** Served under today's version: what the API server did then, too, and the fields are the same. */
    private static final Set<String> SAME_FIELDS = Set.of("Deployment", "DaemonSet", "ReplicaSet", "StatefulSet", "NetworkPolicy",
            "PodDisruptionBudget", "CronJob", "Lease", "EndpointSlice", "Role", "RoleBinding", "ClusterRole", "ClusterRoleBinding",
            "StorageClass", "PriorityClass", "APIService", "IngressClass", "ControllerRevision");

    private final SortedMap<String, ApiResource> resources = new TreeMap<>();
    private final List<Definition> definitions;

    record Kind(String group, String version, String kind) {

        static Kind of(ApiResource r) {
            return new Kind(r.group(), r.version(), r.kind());
        }

        String apiVersion() {
            return group.isEmpty() ? version : group + "/" + version;
        }

        /** Whether its objects have a namespace; where nobody knows, as the object at hand does. */
        boolean namespaced(boolean otherwise) {
            return KnownResources.of(group, kind).map(ApiResource::namespaced).orElse(otherwise);
        }

        /** Empty where it cannot be told, or is nothing that an API could have called so. */
        static Optional<Kind> of(String named, String apiVersion) {
            int dot = named.indexOf('.');
            String version = !apiVersion.isEmpty() ? apiVersion
                    : dot > 0 ? named.substring(dot + 1) + "/v1" : KnownResources.ofKind(named).map(ApiResource::apiVersion).orElse("");
            String kind = dot > 0 ? named.substring(0, dot) : named;
            if (!KIND.matcher(kind).matches() || !API_VERSION.matcher(version).matches()) {
                return Optional.empty();
            }
            int slash = version.indexOf('/');
            String group = slash < 0 ? "" : version.substring(0, slash);
            Optional<ApiResource> today = KnownResources.ofKind(kind)
                    .filter(r -> r.group().equals(group) || group.equals("extensions") && !r.group().isEmpty());
            return Optional.of(today.isPresent() && SAME_FIELDS.contains(kind) ? of(today.get()) : new Kind(group, version.substring(slash + 1), kind));
        }
    }

    /** @param namespaced of kinds that neither the API server nor a definition knows */
    Resources(Collection<Kind> kinds, List<Definition> definitions, Predicate<Kind> namespaced) {
        this.definitions = definitions;
        Set<String> seen = new HashSet<>();
        kinds.stream().sorted(Comparator.comparing(Kind::group).thenComparing(Kind::kind).thenComparing(Kind::version)).forEach(kind -> {
            seen.add(kind.kind());
            put(resource(kind, namespaced));
        });
        for (Definition definition : definitions) {
            put(definition.resource());
        }
        for (ApiResource known : KnownResources.ALL) {
            boolean older = seen.contains(known.kind()) && resources.values().stream()
                    .anyMatch(r -> r.kind().equals(known.kind()) && (r.group().equals(known.group()) || r.group().equals("extensions")));
            if (!older) {
                put(known);
            }
        }
    }

    private void put(ApiResource resource) {
        resources.putIfAbsent(path(resource.group(), resource.version(), resource.plural()), resource);
    }

    private ApiResource resource(Kind kind, Predicate<Kind> namespaced) {
        Optional<ApiResource> known = KnownResources.of(kind.group(), kind.kind())
                .or(() -> kind.group().equals("extensions") ? KnownResources.ofKind(kind.kind()) : Optional.empty());
        if (known.isPresent()) {
            ApiResource k = known.get();
            return new ApiResource(kind.group(), kind.version(), k.kind(), k.plural(), k.shortNames(), k.categories(), k.namespaced());
        }
        Optional<ApiResource> defined = definitions.stream().map(Definition::resource)
                .filter(r -> r.kind().equals(kind.kind()) && r.group().equals(kind.group())).findFirst();
        return defined.map(d -> new ApiResource(d.group(), kind.version(), d.kind(), d.plural(), d.shortNames(), d.categories(), d.namespaced()))
                .orElseGet(() -> new ApiResource(kind.group(), kind.version(), kind.kind(), Kinds.plural(kind.kind().toLowerCase(Locale.ROOT)),
                        List.of(), List.of(), namespaced.test(kind)));
    }

    private static String path(String group, String version, String plural) {
        return group + "/" + version + "/" + plural;
    }

    /** By group, version and name. */
    Collection<ApiResource> all() {
        return resources.values();
    }

    Optional<ApiResource> find(String group, String version, String plural) {
        return Optional.ofNullable(resources.get(path(group, version, plural)));
    }

    /** What defines the columns of a custom resource. */
    Optional<Definition> definition(ApiResource resource) {
        return definitions.stream().filter(d -> path(d.resource().group(), d.resource().version(), d.resource().plural())
                .equals(path(resource.group(), resource.version(), resource.plural()))).findFirst();
    }
}
