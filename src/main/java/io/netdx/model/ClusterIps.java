package io.netdx.model;

import io.netdx.cluster.Cluster;
import io.netdx.fact.Service;
import io.netdx.net.AddressPlaces;
import io.netdx.net.Cidr;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** ClusterIPs by the ranges that they lie in. */
final class ClusterIps {

    private final List<Service> owners = new ArrayList<>();
    private final List<String> addresses = new ArrayList<>();
    private final AddressPlaces places;

    ClusterIps(Cluster cluster, List<Cidr> ranges) {
        for (Service service : cluster.all(Service.class)) {
            service.clusterIps().forEach(ip -> {
                owners.add(service);
                addresses.add(ip);
            });
        }
        this.places = new AddressPlaces(ranges, addresses);
    }

    /** {@code shop/cart (10.96.0.17)}, each Service once, in the order of Services. */
    List<String> in(Cidr range) {
        List<String> inside = new ArrayList<>();
        Optional<Service> last = Optional.empty();
        for (int place : places.in(range)) {
            Service owner = owners.get(place);
            if (last.filter(owner::equals).isEmpty()) {
                inside.add(owner.ref().qualifiedName() + " (" + addresses.get(place) + ")");
            }
            last = Optional.of(owner);
        }
        return inside;
    }
}
