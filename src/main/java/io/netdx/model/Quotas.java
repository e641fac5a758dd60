package io.netdx.model;

import io.netdx.cluster.Cluster;
import io.netdx.fact.ResourceQuota;
import java.util.ArrayList;
import java.util.List;

/** Finds quotas that are used up. */
final class Quotas {

    private final Cluster cluster;

    Quotas(Cluster cluster) {
        this.cluster = cluster;
    }

    List<QuotaState> find() {
        List<QuotaState> states = new ArrayList<>();
        for (ResourceQuota quota : cluster.all(ResourceQuota.class)) {
            quota.hard().forEach((resource, hard) -> {
                String used = quota.used().getOrDefault(resource, "0");
                QuotaState state = new QuotaState(quota.ref(), resource, used, hard, used.equals(hard), quota.source());
                if (state.full() || state.storage()) {
                    states.add(state);
                }
            });
        }
        return states;
    }
}
