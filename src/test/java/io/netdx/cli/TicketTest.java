package io.netdx.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Diagnoses from what a ticket holds: a terminal, and alerts. */
class TicketTest {

    private static final String POD = """
            Name:             %1$s
            Namespace:        shop
            Priority:         0
            Service Account:  default
            Node:             %2$s
            Start Time:       Fri, 20 Nov 2026 05:50:00 +0000
            Labels:           app=%4$s
                              pod-template-hash=%5$s
            Annotations:      <none>
            Status:           Running
            IP:               %3$s
            IPs:
              IP:           %3$s
            Controlled By:  ReplicaSet/%4$s-%5$s
            Containers:
              %4$s:
                Image:          registry.example.com/%4$s:1.4
                Port:           8080/TCP
                Host Port:      0/TCP
                State:          Running
                  Started:      Fri, 20 Nov 2026 05:50:10 +0000
                Ready:          True
                Restart Count:  0
                Environment:    <none>
                Mounts:         <none>
            Conditions:
              Type              Status
              Ready             True
              PodScheduled      True
            Volumes:            <none>
            QoS Class:          BestEffort
            Events:             <none>
            """;
    private static final String SHOP = "$ kubectl describe pods -n shop\n" + POD.formatted("frontend-6d5b8c7d9f-7hm2k", "worker-1/192.168.10.11", "10.244.1.21", "frontend", "6d5b8c7d9f")
            + "\n\n" + POD.formatted("cart-7954999bbd-2x6x6", "worker-2/192.168.10.12", "10.244.2.20", "cart", "7954999bbd");
    private static final String CART = """
            $ kubectl describe svc cart -n shop
            Name:                     cart
            Namespace:                shop
            Labels:                   <none>
            Annotations:              <none>
            Selector:                 app=cart
            Type:                     ClusterIP
            IP Family Policy:         SingleStack
            IP Families:              IPv4
            IP:                       10.96.10.2
            IPs:                      10.96.10.2
            Port:                     <unset>  80/TCP
            TargetPort:               8080/TCP
            Endpoints:                10.244.2.20:8080
            Session Affinity:         None
            Events:                   <none>
            """;

    @TempDir
    Path folder;

    private String diagnose(String... files) throws IOException {
        StringBuilder command = new StringBuilder("diagnose --fail-on never");
        for (int i = 0; i < files.length; i++) {
            Path file = folder.resolve("given-" + i + ".txt");
            Files.writeString(file, files[i]);
            command.append(" -f ").append(file);
        }
        return Run.of(command.toString().split(" ")).out().replaceAll("\\s+", " ");
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

    @Test
    void theNameResolvesAndThePolicyRefuses() throws IOException {
        String ticket = SHOP + CART + """
                $ kubectl exec -n shop deploy/frontend -- nslookup cart
                Server:		10.96.0.10
                Address:	10.96.0.10:53

                ** server can't find cart.cluster.local: NXDOMAIN

                Name:	cart.shop.svc.cluster.local
                Address: 10.96.10.2

                $ kubectl exec -n shop deploy/frontend -- timeout 3 bash -c 'echo > /dev/tcp/10.96.10.2/80'
                command terminated with exit code 124
                $ kubectl describe netpol -n shop
                Name:         default-deny
                Namespace:    shop
                Created on:   2026-11-22 14:00:00 +0000 UTC
                Labels:       <none>
                Annotations:  <none>
                Spec:
                  PodSelector:     <none> (Allowing the specific traffic to all pods in this namespace)
                  Allowing ingress traffic:
                    <none> (Selected pods are isolated for ingress connectivity)
                  Not affecting egress traffic
                  Policy Types: Ingress
                """;
        assertThat(diagnose(ticket)).contains("policy/default-deny-ingress on NetworkPolicy shop/default-deny", "cannot reach Service shop/cart: 3 calls timed out")
                .as("a search list is tried in its order").doesNotContain("others succeeded", "cannot resolve", "dns/");
    }

    @Test
    void tablesWithLabelsAndADescribedPolicyAreEnough() throws IOException {
        String ticket = """
                $ kubectl get pods -n shop --show-labels
                NAME                        READY   STATUS    RESTARTS   AGE   LABELS
                frontend-6d5b8c7d9f-7hm2k   1/1     Running   0          3d    app=frontend,pod-template-hash=6d5b8c7d9f
                cart-7954999bbd-2x6x6       1/1     Running   0          3d    app=cart,pod-template-hash=7954999bbd
                $ kubectl get svc,endpoints -n shop -o wide
                NAME           TYPE        CLUSTER-IP   EXTERNAL-IP   PORT(S)   AGE   SELECTOR
                service/cart   ClusterIP   10.96.10.2   <none>        80/TCP    3d    app=cart

                NAME             ENDPOINTS          AGE
                endpoints/cart   10.244.2.20:8080   3d
                $ kubectl describe netpol -n shop
                Name:         cart
                Namespace:    shop
                Labels:       <none>
                Annotations:  <none>
                Spec:
                  PodSelector:     app=cart
                  Allowing ingress traffic:
                    To Port: 8080/TCP
                    From:
                      PodSelector: app=%s
                  Not affecting egress traffic
                  Policy Types: Ingress
                $ kubectl exec -n shop deploy/frontend -- curl -sS -m 3 http://cart/
                curl: (28) Connection timed out after 3001 milliseconds
                """;
        assertThat(diagnose(ticket.formatted("checkout"))).contains("NetworkPolicy shop/cart", "policy/", "cannot reach Service shop/cart: 3 calls timed out").doesNotContain("Unexplained");
        assertThat(diagnose(ticket.formatted("frontend"))).contains("UNDETERMINED", "cannot reach Service shop/cart: 3 calls timed out");
        assertThat(diagnose(ticket.formatted("checkout").replace("LABELS", "").replaceAll("app=(frontend|cart),pod-template-hash=\\w+", ""))).as("whom the policy means is not known")
                .contains("UNDETERMINED");
    }

    @Test
    void ciliumSaysWhatItsPolicyDrops() throws IOException {
        String ticket = SHOP + """
                $ kubectl get cnp -n shop -o yaml
                apiVersion: v1
                items:
                - apiVersion: cilium.io/v2
                  kind: CiliumNetworkPolicy
                  metadata:
                    creationTimestamp: "2026-11-20T05:00:00Z"
                    name: cart
                    namespace: shop
                    uid: 7d6e
                  spec:
                    endpointSelector:
                      matchLabels: {app: cart}
                    ingress:
                    - fromEndpoints:
                      - matchLabels: {app: checkout}
                kind: List
                $ hubble observe --namespace shop --verdict DROPPED --last 5
                """ + "Nov 23 06:01:00.111: shop/frontend-6d5b8c7d9f-7hm2k:45706 (ID:63406) <> shop/cart-7954999bbd-2x6x6:8080 (ID:6822) Policy denied DROPPED (TCP Flags: SYN)\n".repeat(3);
        assertThat(diagnose(ticket)).contains("policy/cilium-denies on CiliumNetworkPolicy shop/cart", "Cilium reports dropping by policy towards port 8080/TCP",
                "cannot reach Deployment shop/cart: 3 calls timed out");
    }

    @Test
    void theTargetPortIsNobodys() throws IOException {
        String ticket = SHOP + CART.replace("TargetPort:               8080", "TargetPort:               9090").replace("10.244.2.20:8080", "10.244.2.20:9090") + """
                $ kubectl exec -it -n shop frontend-6d5b8c7d9f-7hm2k -- bash
                root@frontend-6d5b8c7d9f-7hm2k:/# nc -zv cart 80
                Ncat: Version 7.92 ( https://nmap.org/ncat )
                Ncat: Connection refused.
                root@frontend-6d5b8c7d9f-7hm2k:/# cat < /dev/tcp/cart/80
                bash: connect: Connection refused
                bash: /dev/tcp/cart/80: Connection refused
                """;
        assertThat(diagnose(ticket)).contains("service/target-port-mismatch on Service shop/cart", "cannot reach Service shop/cart: 6 calls were refused");
    }

    @Test
    void noDnsServerIsLeft() throws IOException {
        String ticket = """
                {noformat}
                $ kubectl get deploy -n kube-system
                NAME      READY   UP-TO-DATE   AVAILABLE   AGE
                coredns   0/0     0            0           91d
                $ kubectl get pods -n kube-system
                No resources found in kube-system namespace.
                $ kubectl get svc -n kube-system
                NAME       TYPE        CLUSTER-IP   EXTERNAL-IP   PORT(S)                  AGE
                kube-dns   ClusterIP   10.96.0.10   <none>        53/UDP,53/TCP,9153/TCP   91d
                {noformat}
                """ + SHOP + """
                $ kubectl exec -n shop deploy/frontend -- dig +search cart
                ;; communications error to 10.96.0.10#53: connection refused
                ;; communications error to 10.96.0.10#53: connection refused
                ;; no servers could be reached
                $ kubectl exec -n shop deploy/frontend -- curl -sS -m 5 http://cart/
                curl: (28) Resolving timed out after 5000 milliseconds
                """;
        assertThat(diagnose(ticket)).contains("dns/coredns-down on Deployment kube-system/coredns", "cannot resolve cart: 6 lookups got no answer from DNS");
    }

    @Test
    void whatSucceedsRaisesNoAlarmAndProvesNoAbsence() throws IOException {
        String ticket = "## The shop is slow, they say\n\n```\n" + SHOP + CART + """
                $ kubectl get nodes
                NAME       STATUS   ROLES    AGE   VERSION
                worker-1   Ready    <none>   91d   v1.31.2
                worker-2   Ready    <none>   91d   v1.31.2
                $ kubectl exec -it -n shop frontend-6d5b8c7d9f-7hm2k -- sh
                / # nslookup cart
                Server:		10.96.0.10
                Address:	10.96.0.10:53

                ** server can't find cart.cluster.local: NXDOMAIN

                Name:	cart.shop.svc.cluster.local
                Address: 10.96.10.2

                / # dig +short cart.shop.svc.cluster.local
                10.96.10.2
                / # curl -sv http://cart/healthz
                * Host cart:80 was resolved.
                * Connected to cart (10.96.10.2) port 80
                > GET /healthz HTTP/1.1
                < HTTP/1.1 200 OK
                ok
                / # nc -zv cart 80
                cart (10.96.10.2:80) open
                / # ping -c 3 10.244.2.20
                3 packets transmitted, 3 packets received, 0% packet loss
                / # ping -c 3 -M do -s 1472 10.244.2.20
                ping: local error: message too long, mtu=1450
                3 packets transmitted, 0 received, +3 errors, 100% packet loss, time 2043ms
                / # traceroute -n 10.244.2.20
                traceroute to 10.244.2.20 (10.244.2.20), 30 hops max, 46 byte packets
                 1  10.244.1.1  0.009 ms  0.005 ms  0.004 ms
                 2  * * *
                / # exit
                $ kubectl rollout status deploy/cart -n shop
                deployment "cart" successfully rolled out
                ```
                """;
        assertThat(diagnose(ticket)).contains("no fault was found").doesNotContain("FAULTY", "HEALTHY", "Unexplained", "Risks");
    }
}
