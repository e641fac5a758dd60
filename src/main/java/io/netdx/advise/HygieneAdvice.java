package io.netdx.advise;

import io.netdx.cluster.Cluster;
import io.netdx.knowledge.Advice.Level;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** What a linter would say: oddities that break nothing, each with the objects that have it. */
final class HygieneAdvice {

    private final Situation situation;
    private final Points points;

    HygieneAdvice(Situation situation, Points points) {
        this.situation = situation;
        this.points = points;
    }

    void advise() {
        if (situation.cluster().isEmpty()) {
            points.unknown("hygiene is judged on a snapshot: -f PATH");
            return;
        }
        Map<Habit, TreeSet<String>> seen = find(situation.cluster().get());
        List<String> clean = new ArrayList<>();
        TreeSet<String> missing = new TreeSet<>();
        for (Habit habit : Habit.values()) {
            TreeSet<String> objects = seen.getOrDefault(habit, new TreeSet<>());
            List<String> unseen = habit.kinds().stream().filter(k -> !situation.complete(k)).toList();
            if (!objects.isEmpty()) {
                points.add(habit.level(), objects.size() + " " + habit.says() + ": " + Names.some(List.copyOf(objects)) + " [" + habit.label() + "]", "");
            } else if (unseen.isEmpty()) {
                clean.add(habit.label());
            } else {
                missing.addAll(unseen);
            }
        }
        if (!clean.isEmpty()) {
            points.add(Level.OK, "nothing to say on " + String.join(", ", clean), "");
        }
        if (!missing.isEmpty()) {
            points.unknown("not all was collected of " + String.join(", ", missing) + ": what hangs on it was not judged");
        }
    }

    /** The habits of a cluster, each with the objects that have it. */
    static Map<Habit, TreeSet<String>> find(Cluster cluster) {
        Map<Habit, TreeSet<String>> seen = new EnumMap<>(Habit.class);
        Found found = (habit, object) -> seen.computeIfAbsent(habit, h -> new TreeSet<>()).add(object.toString());
        new PodHabits(cluster, found).find();
        new ServiceHabits(cluster, found).find();
        new EntranceHabits(cluster, found).find();
        new MeshHabits(cluster, found).find();
        new NetworkHabits(cluster, found).find();
        return seen;
    }
}
