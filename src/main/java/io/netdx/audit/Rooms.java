package io.netdx.audit;

import io.netdx.model.NetworkModel;
import io.netdx.model.address.AddressHeadroom;
import io.netdx.report.AuditReport.Room;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Ranges of a cluster that are nearly full, or that its configuration may ask for more than they have: the fullest of each kind. */
final class Rooms {

    private static final Comparator<AddressHeadroom> FULLEST = Comparator.comparingDouble((AddressHeadroom h) -> -Rooms.share(h))
            .thenComparing(AddressHeadroom::subject).thenComparing(AddressHeadroom::range);

    private Rooms() {
    }

    static List<Room> of(NetworkModel model) {
        SortedMap<String, List<AddressHeadroom>> kinds = new TreeMap<>();
        for (Object fact : model.facts()) {
            if (fact instanceof AddressHeadroom h && h.tight()) {
                kinds.computeIfAbsent(h.kind(), k -> new ArrayList<>()).add(h);
            }
        }
        List<Room> rooms = new ArrayList<>();
        kinds.values().forEach(all -> {
            AddressHeadroom h = all.stream().min(FULLEST).orElseThrow();
            rooms.add(new Room(h.kind(), h.subject(), h.range(), h.used(), h.capacity(), h.wanted(), all.size() - 1));
        });
        rooms.sort(Comparator.comparingDouble((Room r) -> -(double) r.used() / Math.max(1, r.capacity())).thenComparing(Room::kind));
        return rooms;
    }

    private static double share(AddressHeadroom h) {
        return (double) h.used() / Math.max(1, h.capacity());
    }
}
