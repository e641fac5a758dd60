package io.netdx.net;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Tells which of many addresses lie in which of many ranges. Asking every range about every address takes minutes where a cluster has
 * thousands of nodes.
 */
public final class AddressPlaces {

    private final AddressIntervals intervals;
    private final List<List<Integer>> places;

    /** Addresses by their place in the list; what is no address lies nowhere. */
    public AddressPlaces(Collection<Cidr> ranges, List<String> addresses) {
        this.intervals = new AddressIntervals(ranges);
        List<List<Integer>> byInterval = new ArrayList<>();
        for (int i = 0; i < addresses.size(); i++) {
            int interval = intervals.of(addresses.get(i));
            while (byInterval.size() <= interval) {
                byInterval.add(new ArrayList<>());
            }
            if (interval >= 0) {
                byInterval.get(interval).add(i);
            }
        }
        this.places = byInterval;
    }

    /** Places of the addresses that lie in one of the ranges, ascending. */
    public List<Integer> in(Cidr range) {
        AddressIntervals.Span span = intervals.span(range);
        List<Integer> found = new ArrayList<>();
        for (int i = span.first(); i <= span.last() && i < places.size(); i++) {
            found.addAll(places.get(i));
        }
        found.sort(null);
        return found;
    }
}
