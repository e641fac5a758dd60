package io.netdx.model.policy;

import io.netdx.net.Cidr;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Address ranges of a policy, read once. A range that cannot be read makes the answer unknown where no other decides. */
final class Blocks {

    private final List<Cidr> ranges = new ArrayList<>();
    private final boolean unreadable;

    Blocks(List<String> texts) {
        boolean broken = false;
        for (String text : texts) {
            Optional<Cidr> range = Cidr.block(text).or(() -> Cidr.address(text));
            range.ifPresent(ranges::add);
            broken |= range.isEmpty();
        }
        this.unreadable = broken;
    }

    /** Whether one of the addresses lies in one of the ranges. */
    Match contain(List<String> ips) {
        Match best = ips.isEmpty() && (unreadable || !ranges.isEmpty()) ? Match.UNKNOWN : Match.NO;
        for (String ip : ips) {
            Optional<Cidr> address = Cidr.address(ip);
            if (address.isPresent() && ranges.stream().anyMatch(r -> r.contains(address.get()))) {
                return Match.YES;
            }
            best = best.or(address.isEmpty() || unreadable ? Match.UNKNOWN : Match.NO);
        }
        return best;
    }
}
