package io.netdx.serve;

import static org.assertj.core.api.Assertions.assertThat;

import io.netdx.source.decode.Tree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Cells as kubectl 1.32 and an API server of that version print them, at the moment of the snapshot: 2026-11-23 10:00 UTC. */
class TablesTest {

    private static Served served;

    @BeforeAll
    static void serve() throws IOException {
        served = Served.plain(Path.of("src/test/resources/serve/kinds.yaml"));
    }

    @AfterAll
    static void stop() throws IOException {
        served.close();
    }

    private static Tree table(String path) throws Exception {
        return Json.tree(served.get(path, "Accept", "application/json;as=Table;v=v1;g=meta.k8s.io").body().getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            apis/apps/v1/deployments/cart | cart; 1/3; 3; 1; 3d2h; cart,proxy; cart:1,proxy:2; app=cart,track notin (beta,canary)
            apis/apps/v1/daemonsets/agent | agent; 4; 4; 3; 4; 3; kubernetes.io/os=linux; 60m; agent; agent:1; app=agent
            apis/batch/v1/jobs/report | report; Complete; 3/3; 90s; 60m; report; report:1; job=report
            apis/autoscaling/v2/horizontalpodautoscalers/cart | cart; Deployment/cart; cpu: 12%/80%, memory: <unknown>/200Mi; <unset>; 10; 3; 60m
            api/v1/services/edge | edge; LoadBalancer; 10.96.0.9; <pending>; 443:30443/TCP,53/UDP; 60s; <none>
            api/v1/endpoints/cart | cart; 10.1.0.1:8080,10.1.0.2:8080,[fd00::3]:8080 + 1 more...; 60m
            apis/discovery.k8s.io/v1/endpointslices/cart-x1 | cart-x1; IPv4; <unset>; 10.1.0.1; 60m
            apis/networking.k8s.io/v1/ingresses/web | web; nginx; shop.example,www.shop.example; 203.0.113.9; 80, 443; 60m
            apis/networking.k8s.io/v1/networkpolicies/lock | lock; app in (cache,db),!old; 60m
            api/v1/nodes/cp-1 | cp-1; NotReady,SchedulingDisabled; control-plane,etcd; 418d; v1.31.4; 10.0.0.1; <none>; Talos; 6.6.1; containerd://1.7
            api/v1/pods/waits | waits; 0/1; Init:CrashLoopBackOff; 2 (2m ago); 10m; <none>; <none>; <none>; <none>
            api/v1/pods/sidecar | sidecar; 2/2; Terminating; 1; 10m; 10.1.0.7; cp-1; <none>; <none>
            api/v1/persistentvolumeclaims/data | data; Bound; pv-1; 10Gi; RWO; fast; <unset>; 60m; Filesystem
            apis/acme.example/v1/gadgets/one | one; True; ["a.example","b.example"]; edge; 3h
            api/v1/events/now | 0s; Warning; BackOff; pod/waits; ; kubelet, cp-1; back-off 5m0s; 5m; 12; now
            """)
    void showsWhatTheApiServerShows(String object, String cells) throws Exception {
        int slash = object.lastIndexOf('/');
        int plural = object.lastIndexOf('/', slash - 1);
        Tree table = table("/" + object.substring(0, plural) + (object.contains("/nodes/") || object.contains("/kube") ? "" : "/namespaces/"
                + (object.endsWith("/agent") ? "kube-system" : "shop")) + object.substring(plural));
        List<String> shown = table.list("rows").get(0).at("cells").items().stream().map(Tree::text).toList();
        assertThat(String.join("; ", shown)).isEqualTo(cells);
        assertThat(table.list("columnDefinitions")).hasSameSizeAs(shown);
    }

    @ParameterizedTest
    @CsvSource({"0, 0s", "119, 119s", "120, 2m", "599, 9m59s", "600, 10m", "10799, 179m", "10800, 3h", "28799, 7h59m", "28800, 8h", "172799, 47h",
        "172800, 2d", "180000, 2d2h", "691199, 7d23h", "691200, 8d", "63072000, 2y", "65664000, 2y30d", "252288000, 8y", "-1, 0s", "-2, <invalid>"})
    void countsAgesAsKubectlDoes(long seconds, String shown) {
        assertThat(Ages.shown(java.time.Duration.ofSeconds(seconds))).isEqualTo(shown);
    }
}
