package io.netdx.cluster;

import io.netdx.fact.Condition;
import io.netdx.fact.Container;
import io.netdx.fact.Event;
import io.netdx.fact.ObjectRef;
import io.netdx.fact.Provenance;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** What the newest event of trouble of each pod says of its state, and where its events say that it runs. */
final class PodEvents {

    private static final Duration RECENT = Duration.ofMinutes(5);
    private static final Duration GAP = Duration.ofMinutes(1);
    private static final int REPEATED = 2;
    private static final String ASSIGNED = " to ";

    private final List<State> states = new ArrayList<>();
    private final Map<ObjectRef, String> nodes = new HashMap<>();
    private final Set<Provenance> places = new HashSet<>();

    /**
     * The state that an event tells.
     *
     * @param kind    {@code unscheduled sandbox image config crash not-ready}
     * @param lasting it came again and again, up to the end of the snapshot; a probe that fails does so at every start, too
     */
    record State(ObjectRef pod, String kind, String message, Instant since, boolean lasting, Provenance source) {

        String phase() {
            return switch (kind) {
                case "crash", "not-ready" -> "Running";
                default -> "Pending";
            };
        }

        List<Condition> conditions() {
            return kind.equals("unscheduled") ? List.of(new Condition("PodScheduled", "False", "Unschedulable", message, since)) : List.of();
        }

        /** The containers in that state; which of several it is, the event does not always say. */
        List<Container> on(List<Container> template) {
            String reason = switch (kind) {
                case "image" -> "ImagePullBackOff";
                case "config" -> "CreateContainerConfigError";
                case "crash" -> "CrashLoopBackOff";
                default -> "";
            };
            if (reason.isEmpty()) {
                return template;
            }
            Optional<Container.State> waiting = Optional.of(new Container.State("waiting", reason, message, 0, Instant.EPOCH, Instant.EPOCH));
            Container first = template.isEmpty() ? nameless() : template.get(0);
            List<Container> all = new ArrayList<>(template.isEmpty() ? List.of() : template.subList(1, template.size()));
            all.add(0, new Container(first.name(), first.image(), first.init(), first.stays(), first.user(), first.command(), first.ports(),
                    first.env(), first.requests(), first.limits(), first.readiness(), first.liveness(), false, first.restarts(), waiting,
                    Optional.empty(), first.config()));
            return all;
        }

        private static Container nameless() {
            return new Container("", "", false, false, -1, List.of(), List.of(), Map.of(), Map.of(), Map.of(), Optional.empty(),
                    Optional.empty(), false, 0, Optional.empty(), Optional.empty(), List.of());
        }
    }

    PodEvents(List<Event> events) {
        Instant end = events.stream().map(Event::last).max(Instant::compareTo).orElse(Instant.EPOCH);
        Map<ObjectRef, Event> troubles = new TreeMap<>();
        Map<String, Integer> counts = new HashMap<>();
        for (Event event : events) {
            places.add(event.source());
            if (event.ref().kind().equals("Pod")) {
                place(event);
                String kind = kind(event);
                if (!kind.isEmpty()) {
                    // the message may differ each time, by an id: then each is an event of its own
                    counts.merge(event.ref() + " " + kind, event.count(), Integer::sum);
                    troubles.merge(event.ref(), event, (a, b) -> b.last().isAfter(a.last()) ? b : a);
                }
            }
        }
        Set<ObjectRef> over = new HashSet<>();
        for (Event event : events) {
            Event trouble = troubles.get(event.ref());
            if (trouble != null && (event.reason().equals("Scheduled") || !event.last().isBefore(trouble.last())) && ends(kind(trouble), event.reason())) {
                over.add(event.ref());
            }
        }
        troubles.forEach((pod, event) -> {
            if (!over.contains(pod)) {
                boolean lasting = !kind(event).equals("not-ready") && counts.get(pod + " " + kind(event)) >= REPEATED
                        && !event.last().isBefore(end.minus(RECENT));
                states.add(new State(pod, kind(event), event.message(), since(event), lasting, event.source()));
            }
        });
    }

    /** The API server counts equal events together, however long ago the first was: it is the start only of a series without gaps. */
    private static Instant since(Event event) {
        Duration all = Duration.between(event.first(), event.last());
        return event.count() > 1 && all.dividedBy(event.count() - 1L).compareTo(GAP) <= 0 ? event.first() : event.last();
    }

    private void place(Event event) {
        int to = event.message().lastIndexOf(ASSIGNED);
        if (event.component().equals("kubelet") && !event.host().isEmpty()) {
            nodes.put(event.ref(), event.host());
        } else if (event.reason().equals("Scheduled") && to > 0) {
            nodes.putIfAbsent(event.ref(), event.message().substring(to + ASSIGNED.length()).strip());
        }
    }

    /** What comes after a trouble only where it is over; a container that crashes again and again starts again and again. */
    private static boolean ends(String kind, String reason) {
        return switch (reason) {
            case "Killing" -> !kind.equals("not-ready");
            case "Scheduled" -> kind.equals("unscheduled");
            case "Pulled", "Created", "Started" -> kind.equals("sandbox") || kind.equals("image") || kind.equals("config");
            default -> false;
        };
    }

    private static String kind(Event event) {
        String message = event.message();
        return switch (event.reason()) {
            case "FailedScheduling" -> "unscheduled";
            case "FailedCreatePodSandBox" -> "sandbox";
            case "BackOff" -> message.contains("pulling image") ? "image" : "crash";
            case "Failed" -> message.contains("ImagePull") || message.contains("pull image") || message.contains("InvalidImageName") ? "image" : "config";
            case "Unhealthy" -> message.startsWith("Readiness") ? "not-ready" : "";
            default -> "";
        };
    }

    /** Pods in trouble, sorted. */
    List<State> states() {
        return states;
    }

    /** The node that a pod was assigned to, empty if no event says. */
    String node(ObjectRef pod) {
        return nodes.getOrDefault(pod, "");
    }

    /** Where events were read: a text from there is no log. */
    Set<Provenance> places() {
        return places;
    }
}
