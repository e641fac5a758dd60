package io.netdx.source.live;

import io.netdx.fact.Node;
import io.netdx.fact.ObjectRef;
import io.netdx.fact.Pod;
import io.netdx.source.EntryVisitor;
import io.netdx.source.Feed;
import io.netdx.source.Limits;
import io.netdx.source.SourceException;
import io.netdx.source.decode.JsonTree;
import io.netdx.source.decode.Tree;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A cluster behind its API server. Some lists are asked for at a time, and read in the order of the table, so that the same cluster gives
 * the same files in the same order.
 */
public final class LiveCluster implements Feed, AutoCloseable {

    static final String LOGS = "pods/log";
    static final String POD_PROXY = "pods/proxy";
    static final String NODE_PROXY = "nodes/proxy";

    private static final int PARALLEL = 6;
    private static final String JSON = "application/json";
    private static final String LOG_BOUNDS = "&sinceSeconds=86400&tailLines=5000&limitBytes=2097152";
    private static final int DNS_METRICS = 9153;
    /** What is behind the API server answers within moments or not at all, and the API server itself waits 30 s for it. */
    private static final ApiClient.Patience FOR_LOGS = ApiClient.Patience.behind(Duration.ofSeconds(10));
    private static final ApiClient.Patience FOR_FIGURES = ApiClient.Patience.behind(Duration.ofSeconds(5));
    /** Where so many are not reached, the way to them all may be broken, and whoever waits for a diagnosis should not wait for each. */
    private static final int MOST_LOST = 2 * PARALLEL;
    private static final int MOST_NODES = 100;
    /** What a kubelet counts of each container is megabytes long. */
    private static final int MOST_SCRAPED = 10;
    /** What the API server allows as a name, and so what may be part of a path. */
    private static final Pattern NAME = Pattern.compile("[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?");

    private final ApiClient client;
    private final Consumer<String> progress;
    private final ExecutorService threads = pool("api", PARALLEL);
    private final ExecutorService preparing = pool("pages", Math.min(PARALLEL, Runtime.getRuntime().availableProcessors()));
    private final Index index = new Index();
    private final Listing.Scope scope;
    private final LogChoice logs;
    private final Optional<Prometheus> prometheus;

    /**
     * @param logs        which are read
     * @param environment of the process, for KUBECONFIG and its like
     * @param progress    is told what is being read
     * @throws KubeconfigException where no cluster is named
     */
    public LiveCluster(KubeOptions options, Map<String, String> environment, LogChoice logs, Stop stop, Consumer<String> progress) {
        this.client = new ApiClient(options, environment, stop);
        this.logs = logs;
        this.progress = progress;
        this.prometheus = options.prometheus().isEmpty() ? Optional.empty() : Optional.of(Prometheus.of(options.prometheus(), client, stop));
        this.scope = Listing.Scope.of(options.namespaces(), client.namespace());
    }

    /**
     * Name of the context that these options choose, without asking anybody; empty where the cluster is named without one.
     *
     * @throws KubeconfigException where no cluster is named
     */
    public static Optional<String> context(KubeOptions options, Map<String, String> environment) {
        return Kubeconfig.context(options, environment);
    }

    private static ExecutorService pool(String name, int size) {
        return Executors.newFixedThreadPool(size, work -> {
            Thread thread = new Thread(work, name);
            thread.setDaemon(true);
            return thread;
        });
    }

    @Override
    public String name() {
        return client.name();
    }

    /** URL of the API server. */
    public String server() {
        return client.server();
    }

    @Override
    public void objects(EntryVisitor to) throws IOException {
        Optional<Set<String>> served = greet(to);
        List<Listing> listings = new ArrayList<>();
        List<Future<?>> running = new ArrayList<>();
        for (ApiResource resource : ApiResource.ALL) {
            List<String> apis = resource.apis().stream().filter(api -> !api.contains("/") || served.map(s -> s.contains(api)).orElse(true)).toList();
            Listing listing = new Listing(client, resource, apis, scope, index, preparing);
            listings.add(listing);
            running.add(threads.submit(listing::run));
        }
        for (int i = 0; i < listings.size(); i++) {
            progress.accept("reading " + listings.get(i).resource().plural() + " (" + (i + 1) + " of " + listings.size() + " kinds)");
            read(listings.get(i), to);
            join(running.get(i));
        }
    }

    /** The version, and which API versions are served; empty where the server does not say. */
    private Optional<Set<String>> greet(EntryVisitor to) throws IOException {
        Answer version;
        Answer groups;
        try {
            version = client.get("version", JSON, ApiClient.PERSISTENT);
            groups = client.get("apis", JSON, ApiClient.PERSISTENT);
        } catch (IOException e) {
            throw client.unreachable(e);
        }
        if (version.code() == 200) {
            to.entry("version.json", version.stream());
        }
        if (groups.code() != 200) {
            return Optional.empty();
        }
        Set<String> served = new HashSet<>();
        Tree list = JsonTree.read(groups.stream(), Limits.DEFAULT, "", problem -> { });
        if (!list.text("kind").equals("APIGroupList")) {
            throw new SourceException(client.server() + " does not answer as a Kubernetes API server; check --server and --context");
        }
        for (Tree group : list.list("groups")) {
            group.list("versions").forEach(v -> served.add(v.text("groupVersion")));
        }
        return Optional.of(served);
    }

    private static void read(Listing listing, EntryVisitor to) throws IOException {
        if (!listing.pages().any()) {
            return;
        }
        String file = listing.resource().file();
        Optional<Pages> pages = Optional.of(listing.pages());
        while (pages.isPresent()) {
            to.entry(file, new ListStream(listing.api(), listing.resource().kind(), pages.get()));
            pages.get().close();
            pages = pages.get().again();
            file = file.replace(".json", "-again.json");
        }
    }

    /** What a thread threw is thrown here. */
    private static <T> T join(Future<T> task) {
        try {
            return task.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SourceException("interrupted");
        }
    }

    @Override
    public void rest(List<Pod> pods, List<Node> nodes, EntryVisitor to) throws IOException {
        boolean calico = pods.stream().anyMatch(pod -> pod.meta().name().startsWith("calico-node-"));
        index.settle(kind -> !calico || ApiResource.ALL.stream().noneMatch(r -> r.coverage().equals(kind) && r.group().endsWith("projectcalico.org")));
        Map<ObjectRef, String> on = new HashMap<>();
        pods.forEach(pod -> on.put(pod.ref(), pod.node()));
        List<Wanted> wanted = new ArrayList<>();
        for (LogChoice.Pick pick : logs.of(pods)) {
            String path = "api/v1/namespaces/" + pick.namespace() + "/pods/" + pick.pod() + "/log?container=" + pick.container();
            wanted.add(new Wanted("Log", LOGS, path + LOG_BOUNDS + (pick.previous() ? "&previous=true" : ""), pick.file(),
                    List.of(pick.namespace(), pick.pod(), pick.container()), on.getOrDefault(ObjectRef.of("Pod", pick.namespace(), pick.pod()), "")));
        }
        for (Pod pod : pods) {
            if (dns(pod)) {
                String path = "api/v1/namespaces/" + pod.meta().namespace() + "/pods/" + pod.meta().name() + ":" + DNS_METRICS + "/proxy/metrics";
                wanted.add(new Wanted("Metric", POD_PROXY, path, "metrics/" + pod.meta().name() + ".prom", List.of(pod.meta().namespace(), pod.meta().name()), ""));
            }
        }
        wanted.addAll(kubelets(pods, nodes));
        Set<String> unready = nodes.stream().filter(node -> !node.ready()).map(node -> node.meta().name()).collect(Collectors.toSet());
        wanted.sort(Comparator.comparing(w -> unready.contains(w.node())));
        new Asking(wanted.stream().filter(w -> w.names().stream().allMatch(name -> NAME.matcher(name).matches())).toList()).read(to);
        if (prometheus.isPresent()) {
            progress.accept("asking Prometheus");
            prometheus.get().read(threads, to).ifPresent(why -> index.uncollected("Metric", why));
        }
        to.entry(Index.FILE, new ByteArrayInputStream(index.json(client.name())));
    }

    /** What kubelets know. Of many nodes those come first that have to do with what is wrong: where DNS runs, and pods in trouble. */
    private static List<Wanted> kubelets(List<Pod> pods, List<Node> nodes) {
        Set<String> concerned = new HashSet<>();
        pods.stream().filter(pod -> LogChoice.troubled(pod) || dns(pod)).forEach(pod -> concerned.add(pod.node()));
        List<String> names = nodes.stream().map(node -> node.meta().name()).distinct()
                .sorted(Comparator.comparing((String name) -> !concerned.contains(name)).thenComparing(Comparator.naturalOrder())).limit(MOST_NODES).toList();
        List<Wanted> wanted = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            String path = "api/v1/nodes/" + names.get(i) + "/proxy/";
            String folder = "nodes/" + names.get(i) + "/";
            wanted.add(new Wanted("KubeletConfig", NODE_PROXY, path + "configz", folder + "configz.json", List.of(names.get(i)), names.get(i)));
            wanted.add(new Wanted("Metric", NODE_PROXY, path + "stats/summary", folder + "stats-summary.json", List.of(names.get(i)), names.get(i)));
            if (i < MOST_SCRAPED) {
                wanted.add(new Wanted("Metric", NODE_PROXY, path + "metrics/cadvisor", folder + "cadvisor.prom", List.of(names.get(i)), names.get(i)));
            }
        }
        return wanted;
    }

    private static boolean dns(Pod pod) {
        return pod.phase().equals("Running") && pod.containers().stream().anyMatch(c -> c.name().equals("coredns"));
    }

    /**
     * A text of which the API server is the way to it.
     *
     * @param kind     as coverage names it
     * @param resource that somebody must be allowed to get
     * @param names    of objects, which the API server gave: they become parts of paths
     * @param node     whose kubelet answers; empty where that is a pod itself
     */
    private record Wanted(String kind, String resource, String path, String file, List<String> names, String node) {

        /** Who is refused there is refused everything there: a namespace, all nodes. */
        String place() {
            return resource + (resource.equals(NODE_PROXY) ? "" : " " + names.get(0));
        }

        /** What does not answer once is not asked twice: a node, or one pod. */
        String door() {
            return node.isEmpty() ? path : node;
        }

        ApiClient.Patience patience() {
            return resource.equals(LOGS) ? FOR_LOGS : FOR_FIGURES;
        }
    }

    /**
     * Texts of which the API server is the way to them. What one may not see in one place is not asked for in others, and what does not
     * answer is not asked again. Threads share it.
     */
    private final class Asking {

        private final List<Wanted> wanted;
        private final Set<String> refused = ConcurrentHashMap.newKeySet();
        private final Set<String> down = ConcurrentHashMap.newKeySet();
        /** Doors behind which nobody spoke, by resource. */
        private final Map<String, Set<String>> silent = new ConcurrentHashMap<>();
        /** Doors of which the API server says that it does not get through, by resource. */
        private final Map<String, Set<String>> closed = new ConcurrentHashMap<>();
        private final Set<String> answered = ConcurrentHashMap.newKeySet();
        private final Set<String> seen = new HashSet<>();

        Asking(List<Wanted> wanted) {
            this.wanted = wanted;
        }

        /** Asks a little ahead of what is being read. */
        void read(EntryVisitor to) throws IOException {
            Deque<Future<Optional<Answer>>> ahead = new ArrayDeque<>();
            int next = 0;
            for (int i = 0; i < wanted.size(); i++) {
                for (; next < wanted.size() && ahead.size() < 2 * PARALLEL; next++) {
                    Wanted w = wanted.get(next);
                    ahead.add(threads.submit(() -> ask(w)));
                }
                progress.accept("reading " + wanted.get(i).file() + " (" + (i + 1) + " of " + wanted.size() + " texts)");
                Optional<Answer> answer = join(ahead.remove());
                if (answer.isPresent()) {
                    seen.add(wanted.get(i).kind() + wanted.get(i).resource());
                    to.entry(wanted.get(i).file(), answer.get().text());
                }
            }
            lacking(w -> refused.contains(w.place()) && !seen.contains(w.kind() + w.resource()), Wanted::resource)
                    .forEach((kind, resources) -> index.forbidden(kind, "grant the verb get on " + String.join(" and ", resources)));
            lacking(w -> Stream.of(silent, closed).flatMap(m -> m.values().stream()).anyMatch(doors -> doors.contains(w.door())), w -> w.node().isEmpty() ? w.names().get(1) : w.node())
                    .forEach((kind, names) -> index.uncollected(kind, "the API server does not reach " + some(names)));
        }

        /** What of each kind lacks, in words. */
        private SortedMap<String, SortedSet<String>> lacking(Predicate<Wanted> which, Function<Wanted, String> what) {
            SortedMap<String, SortedSet<String>> lacking = new TreeMap<>();
            wanted.stream().filter(which).forEach(w -> lacking.computeIfAbsent(w.kind(), kind -> new TreeSet<>()).add(what.apply(w)));
            return lacking;
        }

        private static String some(SortedSet<String> names) {
            return names.size() < 3 ? String.join(" and ", names) : names.first() + " and " + (names.size() - 1) + " more";
        }

        private static Set<String> doors(Map<String, Set<String>> by, Wanted wanted) {
            return by.computeIfAbsent(wanted.resource(), resource -> ConcurrentHashMap.newKeySet());
        }

        private boolean pointless(Wanted wanted) {
            return doors(silent, wanted).size() >= MOST_LOST || !answered.contains(wanted.resource()) && doors(closed, wanted).size() >= MOST_LOST;
        }

        private Optional<Answer> ask(Wanted wanted) {
            if (refused.contains(wanted.place()) || down.contains(wanted.door()) || pointless(wanted)) {
                return Optional.empty();
            }
            try {
                Answer answer = client.get(wanted.path(), "*/*", wanted.patience());
                if (answer.code() == 200) {
                    answered.add(wanted.resource());
                    return Optional.of(answer);
                }
                if (answer.code() == 403 && answer.ofTheServer()) {
                    refused.add(wanted.place());
                } else if (answer.code() == 403) {
                    down.add(wanted.door());
                } else if (answer.code() >= 500 && !wanted.resource().equals(LOGS)) {
                    // of a log, the kubelet says the same where it has none
                    doors(closed, wanted).add(wanted.door());
                    down.add(wanted.door());
                }
                return Optional.empty();
            } catch (ApiClient.Silence e) {
                doors(silent, wanted).add(wanted.door());
                down.add(wanted.door());
                return Optional.empty();
            } catch (IOException e) {
                down.add(wanted.door());
                return Optional.empty();
            }
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
        preparing.shutdownNow();
        client.close();
    }
}
