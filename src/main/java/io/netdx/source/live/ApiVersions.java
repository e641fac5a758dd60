package io.netdx.source.live;

import java.util.HashMap;
import java.util.Map;

/** In which API version the kinds that are read are served, the newest where there are several. */
public final class ApiVersions {

    private final Map<String, String> byKind = new HashMap<>();

    public ApiVersions() {
        ApiResource.ALL.forEach(resource -> byKind.putIfAbsent(resource.coverage(), resource.apis().get(0)));
    }

    /**
     * As {@code apps/v1}; empty for what is no kind of the API, or none that is read.
     *
     * @param kind as facts name it, another owner of a name with its group: {@code Gateway.networking.istio.io}
     */
    public String of(String kind) {
        return byKind.getOrDefault(kind, "");
    }
}
