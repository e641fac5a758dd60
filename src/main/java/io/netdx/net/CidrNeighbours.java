package io.netdx.net;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Which of many ranges overlap, without comparing each with each. */
public final class CidrNeighbours {

    private final List<Cidr> ranges;
    private final AddressIntervals intervals;
    private final Map<Integer, List<Integer>> byInterval = new HashMap<>();

    public CidrNeighbours(List<Cidr> ranges) {
        this.ranges = ranges;
        this.intervals = new AddressIntervals(ranges);
        for (int i = 0; i < ranges.size(); i++) {
            AddressIntervals.Span span = intervals.span(ranges.get(i));
            for (int at = span.first(); at <= span.last(); at++) {
                byInterval.computeIfAbsent(at, k -> new ArrayList<>()).add(i);
            }
        }
    }

    /** Ranges behind the given one in the list that overlap it, ascending. */
    public List<Integer> after(int range) {
        AddressIntervals.Span span = intervals.span(ranges.get(range));
        TreeSet<Integer> found = new TreeSet<>();
        for (int at = span.first(); at <= span.last(); at++) {
            byInterval.getOrDefault(at, List.of()).stream().filter(other -> other > range).forEach(found::add);
        }
        return List.copyOf(found);
    }
}
