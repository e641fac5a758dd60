package io.netdx.source.live;

import io.netdx.fact.Plain;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;

/** Asks for one list: in the whole cluster, or where that is refused in the namespaces that the user may see. Fills {@link #pages()}. */
final class Listing {

    private static final int PAGE = 500;
    /** Ten million objects. */
    private static final int MOST = 20_000;
    private static final String JSON = "application/json";
    /** The API server keeps a list for five minutes; after that it says 410 for the pages that follow. */
    private static final int GONE = 410;

    private enum Outcome { COMPLETE, FORBIDDEN, NOT_SERVED, FAILED }

    private final ApiClient client;
    private final ApiResource resource;
    private final List<String> apis;
    private final Scope scope;
    private final Index index;
    private final Pages first;
    private Pages pages;
    private String api;
    private String failure = "";

    /**
     * @param apis      those of the resource that the server may serve, by preference
     * @param preparing of the pages that came
     */
    Listing(ApiClient client, ApiResource resource, List<String> apis, Scope scope, Index index, Executor preparing) {
        this.first = new Pages(preparing);
        this.pages = first;
        this.client = client;
        this.resource = resource;
        this.apis = apis;
        this.scope = scope;
        this.index = index;
        this.api = resource.apis().get(0);
    }

    ApiResource resource() {
        return resource;
    }

    Pages pages() {
        return first;
    }

    /** The version that was asked; fixed before the first page is there. */
    String api() {
        return api;
    }

    void run() {
        try {
            if (resource.namespaced() && !scope.all()) {
                inNamespaces(scope.chosen());
                index.uncollected(resource.coverage(), "only asked for in " + String.join(", ", scope.chosen()));
                return;
            }
            Outcome outcome = served("");
            if (outcome == Outcome.FORBIDDEN && resource.namespaced()) {
                inNamespaces(scope.fallback());
            }
            record(outcome);
        } finally {
            pages.end();
        }
    }

    private void record(Outcome outcome) {
        String kind = resource.coverage();
        switch (outcome) {
            case COMPLETE -> index.collected(kind);
            case FORBIDDEN -> index.forbidden(kind, "grant the verb list on " + resource.full());
            case NOT_SERVED -> absent(kind);
            default -> index.uncollected(kind, failure);
        }
    }

    private void absent(String kind) {
        if (resource.custom()) {
            index.absent(kind);
        } else {
            index.uncollected(kind, "the API server does not serve " + resource.full());
        }
    }

    private void inNamespaces(List<String> namespaces) {
        for (String namespace : namespaces) {
            Outcome outcome = served(namespace);
            if (outcome == Outcome.COMPLETE) {
                index.collected(resource.coverage() + "/" + namespace);
            } else if (outcome == Outcome.NOT_SERVED) {
                absent(resource.coverage());
                return;
            } else if (outcome == Outcome.FAILED) {
                index.uncollected(resource.coverage(), failure);
                return;
            }
        }
    }

    private Outcome served(String namespace) {
        Outcome outcome = Outcome.NOT_SERVED;
        for (String candidate : apis) {
            if (outcome == Outcome.FORBIDDEN && ApiResource.group(candidate).equals(ApiResource.group(api))) {
                continue;
            }
            // the same objects may be allowed in another group
            Outcome before = outcome;
            api = candidate;
            outcome = all(ApiResource.path(candidate, namespace, resource.plural()));
            if (outcome == Outcome.COMPLETE || outcome == Outcome.FAILED) {
                return outcome;
            }
            outcome = before == Outcome.FORBIDDEN ? before : outcome;
        }
        return outcome;
    }

    /**
     * All pages of a list. Where the server forgot it half-way, goes on with what it has now, if it says how, and else begins once again:
     * what was read stands, and counts once.
     */
    private Outcome all(String path) {
        String more = "";
        boolean begunAgain = false;
        for (int asked = 0; asked < MOST; asked++) {
            Answer answer;
            ListHead head;
            try {
                answer = client.get(path + "?limit=" + PAGE + (more.isEmpty() ? "" : "&continue=" + URLEncoder.encode(more, StandardCharsets.UTF_8)),
                        resource == ApiResource.SECRETS ? SecretNames.ACCEPT : JSON, ApiClient.PERSISTENT);
                head = ListHead.of(answer);
                if (answer.code() == 200 && resource == ApiResource.SECRETS) {
                    Optional<Answer> names = SecretNames.of(answer);
                    if (names.isEmpty()) {
                        return failed("the API server gives no list of names alone");
                    }
                    answer = names.get();
                    head = ListHead.of(answer);
                }
            } catch (IOException e) {
                return failed(Plain.line(String.valueOf(e.getMessage())));
            }
            if (answer.code() == GONE && !more.isEmpty() && !(begunAgain && head.more().isEmpty())) {
                more = head.more();
                if (more.isEmpty()) {
                    begunAgain = true;
                    pages = pages.restart();
                }
                continue;
            }
            if (answer.code() != 200) {
                return refused(answer.code(), more.isEmpty());
            }
            if (!head.list()) {
                return failed("the answer is no list of the Kubernetes API");
            }
            more = head.more();
            if (!pages.add(answer)) {
                return failed("it could not be read to its end");
            }
            if (more.isEmpty()) {
                return Outcome.COMPLETE;
            }
        }
        return failed("it has no end");
    }

    private Outcome refused(int code, boolean first) {
        if (code == 403) {
            failure = "forbidden";
            return first ? Outcome.FORBIDDEN : Outcome.FAILED;
        }
        if (code == 404 && first) {
            return Outcome.NOT_SERVED;
        }
        return failed("the API server answered " + code + (first ? "" : " in the middle of the list"));
    }

    private Outcome failed(String why) {
        failure = why;
        return Outcome.FAILED;
    }

    /**
     * Where namespaced objects are asked for.
     *
     * @param chosen     only in these; empty for the whole cluster
     * @param fallback   where the whole cluster is refused
     */
    record Scope(List<String> chosen, List<String> fallback) {

        /** The cluster's DNS and network agents are there. */
        private static final String SYSTEM = "kube-system";

        static Scope of(List<String> namespaces, String usual) {
            return new Scope(namespaces.isEmpty() ? List.of() : with(namespaces), with(List.of(usual)));
        }

        private static List<String> with(List<String> namespaces) {
            List<String> all = new ArrayList<>(namespaces);
            if (!all.contains(SYSTEM)) {
                all.add(SYSTEM);
            }
            return List.copyOf(all);
        }

        boolean all() {
            return chosen.isEmpty();
        }
    }
}
