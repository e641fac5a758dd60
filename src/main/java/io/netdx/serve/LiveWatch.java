package io.netdx.serve;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/** What happens to the objects of a resource, as it happens. Holds a thread until its time is up or the client is gone. */
final class LiveWatch implements Answer.Body {

    private static final Duration BOOKMARK = Duration.ofMinutes(1);

    private final Living living;
    private final ApiResource resource;
    private final Request request;
    private final Predicate<StoredObject> wanted;
    private final Form form;
    private final boolean bookmarks;
    private Revision last;
    /** What the client knows, by key. */
    private Map<String, StoredObject> seen;

    private LiveWatch(Living living, Request request, ApiResource resource, String namespace) {
        this.living = living;
        this.request = request;
        this.resource = resource;
        this.wanted = Objects.wanted(request, resource, namespace);
        this.last = living.now();
        this.form = new Form(request, Accepted.of(request.accept()), resource, last.resources().definition(resource));
        this.bookmarks = request.flag("allowWatchBookmarks");
        Optional<Long> from = request.number("resourceVersion");
        this.seen = new TreeMap<>(Form.initial(request) ? Map.of() : wanted(last.asOf(resource, from.filter(r -> r > 0).orElse(last.resourceVersion()))));
    }

    /** @throws ApiException where the state to begin with is too long ago */
    static Answer open(Living living, Request request, ApiResource resource, String namespace) {
        return new Answer.Stream(Accepted.of(request.accept()).contentType(), new LiveWatch(living, request, resource, namespace));
    }

    private Map<String, StoredObject> wanted(Map<String, StoredObject> all) {
        all.values().removeIf(wanted.negate());
        return all;
    }

    @Override
    public void write(OutputStream out) throws IOException {
        long end = System.nanoTime() + Form.open(request).toNanos();
        long told = System.nanoTime();
        tell(out);
        if (Form.initial(request) && bookmarks && request.flag("sendInitialEvents")) {
            out.write(form.bookmark(Long.toString(last.resourceVersion()), true));
        }
        out.flush();
        while (System.nanoTime() - end < 0) {
            Revision now = glance();
            if (now != last) {
                last = now;
                tell(out);
                out.flush();
            } else if (bookmarks && System.nanoTime() - told > BOOKMARK.toNanos()) {
                told = System.nanoTime();
                out.write(form.bookmark(Long.toString(last.resourceVersion()), false));
                out.flush();
            }
        }
    }

    private Revision glance() throws IOException {
        try {
            living.glance(last);
            return living.now();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("the server ends");
        }
    }

    /** Says what sets the newest state apart from what the client knows. */
    private void tell(OutputStream out) throws IOException {
        Map<String, StoredObject> there = new TreeMap<>();
        last.objects(resource).stream().filter(wanted).forEach(object -> there.put(object.key(), object));
        for (StoredObject old : seen.values()) {
            if (!Revision.same(old, there.get(old.key()))) {
                event(out, "DELETED", farewell(old));
            }
        }
        for (StoredObject now : there.values()) {
            StoredObject old = seen.get(now.key());
            if (now != old) {
                event(out, old != null && Revision.same(now, old) ? "MODIFIED" : "ADDED", now);
            }
        }
        seen = there;
    }

    /** An object that is gone, or is no longer asked for, as it was last and with the version of now: a client goes on from there. */
    private StoredObject farewell(StoredObject old) {
        StoredObject latest = last.object(resource, old.namespace(), old.name()).filter(o -> Revision.same(old, o)).orElse(old);
        return Held.stored(Resources.Kind.of(resource), Held.of(latest).source(), Held.of(latest).created(), last.resourceVersion());
    }

    private void event(OutputStream out, String type, StoredObject object) throws IOException {
        out.write(form.event(type, object, Long.toString(last.resourceVersion()), last.state().now()));
    }
}
