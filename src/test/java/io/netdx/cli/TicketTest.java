package io.netdx.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Diagnoses from what a ticket holds: a terminal, and alerts. */
class TicketTest {

    @TempDir
    Path folder;

    private String diagnose(String... files) throws IOException {
        StringBuilder command = new StringBuilder("diagnose --fail-on never");
        for (int i = 0; i < files.length; i++) {
            Path file = folder.resolve("given-" + i + ".txt");
            Files.writeString(file, files[i]);
            command.append(" -f ").append(file);
        }
        return Run.of(command.toString().split(" ")).out();
    }

    @Test
    void podsWaitForAddressesOfAFullPool() throws IOException {
        assertThat(diagnose("""
                [root@worker-1 ~]# kubectl describe pod -n shop cart-7954999bbd-2x6x6
                Name:             cart-7954999bbd-2x6x6
                Namespace:        shop
                Node:             worker-1/192.168.10.11
                Start Time:       Mon, 23 Nov 2026 05:50:00 +0000
                Labels:           app=cart
                                  pod-template-hash=7954999bbd
                Status:           Pending
                IP:
                Controlled By:  ReplicaSet/cart-7954999bbd
                Containers:
                  cart:
                    Image:          registry.example.com/cart:1.4
                    State:          Waiting
                      Reason:       ContainerCreating
                    Ready:          False
                    Restart Count:  0
                Conditions:
                  Type              Status
                  Ready             False
                  PodScheduled      True
                Events:
                  Type     Reason                  Age                From     Message
                  ----     ------                  ----               ----     -------
                  Warning  FailedCreatePodSandBox  20s (x9 over 4m)   kubelet  Failed to create pod sandbox: rpc error: code = Unknown desc = failed to setup network for sandbox "1f2e": plugin type="calico" failed (add): failed to request IPv4 addresses: Assigned 0 out of 1 requested IPv4 addresses; No more free affine blocks and strict affinity enabled
                [root@worker-1 ~]# calicoctl ipam show
                +----------+---------------+-----------+------------+--------------+
                | GROUPING |     CIDR      | IPS TOTAL | IPS IN USE |   IPS FREE   |
                +----------+---------------+-----------+------------+--------------+
                | IP Pool  | 10.244.0.0/24 |       256 | 256 (100%) | 0 (0%)       |
                +----------+---------------+-----------+------------+--------------+
                """)).contains("ipam/pool-exhausted on Deployment shop/cart", "256 of 256 addresses of the pool 10.244.0.0/24 are in use");
    }

    @Test
    void aTicketInMarkdownWithAPastedTableOfTabs() throws IOException {
        String ticket = """
                # Checkout is down

                > since 14:00, deploy of 1.5

                * the table of the console:

                NAME\tREADY\tSTATUS\tRESTARTS\tAGE
                cart-7954999bbd-2x6x6\t0/1\tImagePullBackOff\t0\t62s
                """;
        assertThat(diagnose(ticket)).as("a pod whose containers wait has a node, though the table does not show it")
                .contains("workload/image-pull-failure on Deployment default/cart").doesNotContain("find no node");
        assertThat(diagnose(ticket.replace("ImagePullBackOff", "Pending"))).contains("find no node").doesNotContain("image-pull-failure");
    }

    @Test
    void alertsStandForWhatTheTicketDoesNotShow() throws IOException {
        String alerts = """
                [{"annotations":{"summary":"Node is not ready."},"startsAt":"2026-11-23T05:41:00Z","status":{"state":"active"},"labels":{"alertname":"KubeNodeNotReady","node":"worker-2"}},
                 {"annotations":{},"startsAt":"2026-11-23T05:41:00Z","status":{"state":"active"},"labels":{"alertname":"KubePodCrashLooping","namespace":"shop","pod":"cart-7954999bbd-2x6x6"}},
                 {"annotations":{},"startsAt":"2026-11-23T05:41:00Z","status":{"state":"active"},"labels":{"alertname":"Watchdog"}}]
                """;
        assertThat(diagnose(alerts)).contains("UNDETERMINED", "Node worker-2 is not ready (says monitoring): alert KubeNodeNotReady", "some of its pods are restarted again")
                .doesNotContain("Watchdog");
        String nodes = """
                $ kubectl get nodes
                NAME       STATUS   ROLES    AGE   VERSION
                worker-2   Ready    <none>   91d   v1.31.2
                """;
        assertThat(diagnose(alerts, nodes)).as("the snapshot shows the node itself").doesNotContain("KubeNodeNotReady");
    }

    @Test
    void topAtTheLimitSpeaksForThrottling() throws IOException {
        String described = """
                $ kubectl describe pod -n kube-system coredns-668d6bf9bc-2x6x6
                Name:             coredns-668d6bf9bc-2x6x6
                Namespace:        kube-system
                Node:             worker-1/192.168.10.11
                Start Time:       Mon, 23 Nov 2026 05:50:00 +0000
                Labels:           k8s-app=kube-dns
                                  pod-template-hash=668d6bf9bc
                Status:           Running
                IP:               10.244.0.2
                Controlled By:  ReplicaSet/coredns-668d6bf9bc
                Containers:
                  coredns:
                    Image:          registry.k8s.io/coredns/coredns:v1.11.3
                    State:          Running
                    Ready:          True
                    Restart Count:  0
                    Limits:
                      cpu:     500m
                      memory:  170Mi
                Conditions:
                  Type              Status
                  Ready             True
                Events:           <none>
                $ kubectl get deploy -n kube-system coredns
                NAME      READY   UP-TO-DATE   AVAILABLE   AGE
                coredns   1/1     1            1           91d
                $ kubectl top pods -n kube-system
                NAME                       CPU(cores)   MEMORY(bytes)
                coredns-668d6bf9bc-2x6x6   %s         68Mi
                $ kubectl get pods -n shop
                NAME                        READY   STATUS    RESTARTS   AGE
                frontend-6d5b8c7d9f-7hm2k   1/1     Running   0          3d
                $ kubectl exec -n shop frontend-6d5b8c7d9f-7hm2k -- nslookup cart.shop.svc.cluster.local
                ;; connection timed out; no servers could be reached

                $ kubectl exec -n shop frontend-6d5b8c7d9f-7hm2k -- curl -sSI http://cart.shop.svc.cluster.local/
                HTTP/1.1 200 OK
                """;
        assertThat(diagnose(described.formatted("499m"))).contains("dns/cpu-throttled on Deployment kube-system/coredns", "499m of 500m");
        assertThat(diagnose(described.formatted("120m"))).doesNotContain("dns/cpu-throttled on");
    }
}
