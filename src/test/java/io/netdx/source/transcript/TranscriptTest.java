package io.netdx.source.transcript;

import static org.assertj.core.api.Assertions.assertThat;

import io.netdx.cluster.Cluster;
import io.netdx.fact.Container;
import io.netdx.fact.Coverage;
import io.netdx.fact.Event;
import io.netdx.fact.HostFact;
import io.netdx.fact.NetworkPolicy;
import io.netdx.fact.Node;
import io.netdx.fact.ObjectRef;
import io.netdx.fact.Pod;
import io.netdx.fact.Service;
import io.netdx.fact.Signature;
import io.netdx.fact.Workload;
import io.netdx.source.Limits;
import io.netdx.source.Problem;
import io.netdx.source.Snapshot;
import io.netdx.source.SnapshotReader;
import io.netdx.source.signature.SignatureTable;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What people paste, and what becomes of it. */
class TranscriptTest {

    private static final SignatureTable TABLE = SignatureTable.load();

    private static Snapshot read(String text) {
        return SnapshotReader.read(List.of("-"), new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), Limits.DEFAULT, TABLE);
    }

    private static Pod pod(Cluster cluster, String namespace, String name) {
        return cluster.find(Pod.class, ObjectRef.of("Pod", namespace, name)).orElseThrow();
    }

    @Test
    void aTableShowsPodsWithTheirStateAndLeavesTheRestUnknown() {
        Snapshot snapshot = read("""
                ops@bastion:~$ kubectl get pods -n shop -o wide
                NAME                    READY   STATUS             RESTARTS       AGE   IP            NODE       NOMINATED NODE   READINESS GATES
                cart-7954999bbd-2x6x6   1/1     Running            2 (14s ago)    67s   10.244.0.20   worker-1   <none>           <none>
                cart-7954999bbd-vv6gf   0/1     ImagePullBackOff   0              62s   10.244.0.21   worker-1   <none>           <none>
                nightly-vmpk7           0/1     Completed          0              34m   10.244.1.8    worker-2   <none>           <none>
                """);
        assertThat(snapshot.format().title()).isEqualTo("kubectl transcript");
        assertThat(snapshot.problems()).isEmpty();
        Cluster cluster = snapshot.cluster();
        Pod running = pod(cluster, "shop", "cart-7954999bbd-2x6x6");
        assertThat(running.ready()).isTrue();
        assertThat(running.ip()).isEqualTo("10.244.0.20");
        assertThat(running.node()).isEqualTo("worker-1");
        assertThat(running.containers()).as("a table names no containers").isEmpty();
        assertThat(running.source().line()).isEqualTo(3);
        assertThat(cluster.workloadOf(running)).isEqualTo(ObjectRef.of("Deployment", "shop", "cart"));
        Container waiting = pod(cluster, "shop", "cart-7954999bbd-vv6gf").containers().get(0);
        assertThat(waiting.state().orElseThrow().reason()).isEqualTo("ImagePullBackOff");
        assertThat(pod(cluster, "shop", "nightly-vmpk7").finished()).isTrue();
        Coverage pods = cluster.coverage("Pod", "shop");
        assertThat(pods.state()).isEqualTo(Coverage.State.PARTIAL);
        assertThat(pods.reason()).contains("table");
    }

    @Test
    void aPodWithTheAddressOfItsNodeIsOnTheNetworkOfTheHost() {
        Cluster cluster = read("""
                $ kubectl get pods -n kube-system -o wide
                NAME                       READY   STATUS    RESTARTS   AGE   IP              NODE       NOMINATED NODE   READINESS GATES
                coredns-668d6bf9bc-2x6x6   1/1     Running   0          3d    10.244.1.2      worker-1   <none>           <none>
                kube-proxy-9fj4q           1/1     Running   0          3d    192.168.10.11   worker-1   <none>           <none>
                $ kubectl get nodes -o wide
                NAME       STATUS   ROLES    AGE   VERSION   INTERNAL-IP     EXTERNAL-IP   OS-IMAGE             KERNEL-VERSION      CONTAINER-RUNTIME
                worker-1   Ready    <none>   91d   v1.31.2   192.168.10.11   <none>        Ubuntu 22.04.4 LTS   5.15.0-122-generic   containerd://1.7.22
                """).cluster();
        assertThat(cluster.all(Pod.class)).filteredOn(Pod::hostNetwork).extracting(p -> p.ref().name()).containsExactly("kube-proxy-9fj4q");
    }

    @Test
    void allNamespacesAndSeveralTablesInOneOutput() {
        Cluster cluster = read("""
                $ kubectl get svc,endpoints -A
                Warning: v1 Endpoints is deprecated in v1.33+; use discovery.k8s.io/v1 EndpointSlice
                NAMESPACE     NAME               TYPE        CLUSTER-IP     EXTERNAL-IP   PORT(S)         AGE
                kube-system   service/kube-dns   ClusterIP   10.96.0.10     <none>        53/UDP,53/TCP   25m
                shop          service/frontend   NodePort    10.96.10.108   <none>        80:30080/TCP    24m

                NAMESPACE     NAME                 ENDPOINTS                                               AGE
                kube-system   endpoints/kube-dns   10.244.0.14:53,10.244.1.13:53,10.244.0.14:53 + 1 more...   25m
                shop          endpoints/frontend   10.244.0.4:8080,10.244.1.2:8080                         24m
                """).cluster();
        Service frontend = cluster.service("shop", "frontend").orElseThrow();
        assertThat(frontend.type()).isEqualTo("NodePort");
        assertThat(frontend.ports()).singleElement().satisfies(p -> {
            assertThat(p.port()).isEqualTo(80);
            assertThat(p.nodePort()).isEqualTo(30080);
            assertThat(p.targetPort()).as("no table shows it, but its endpoints have one port only").isEqualTo("8080");
        });
        assertThat(cluster.service("kube-system", "kube-dns").orElseThrow().ports()).as("of two ports nobody knows").hasSize(2).allSatisfy(p -> assertThat(p.targetPort()).isEmpty());
        assertThat(cluster.slicesOf(frontend)).singleElement()
                .satisfies(s -> assertThat(s.endpoints()).extracting("address").containsExactly("10.244.0.4", "10.244.1.2"));
    }

    @Test
    void aDescribedPodIsKnownCompletely() {
        Snapshot snapshot = read(DESCRIBED_POD);
        Pod pod = pod(snapshot.cluster(), "shop", "cart-7954999bbd-2x6x6");
        assertThat(pod.meta().labels()).containsEntry("app", "cart").containsEntry("pod-template-hash", "7954999bbd");
        assertThat(pod.meta().owner()).contains(ObjectRef.of("ReplicaSet", "shop", "cart-7954999bbd"));
        assertThat(pod.node()).isEqualTo("worker-1");
        assertThat(pod.hostNetwork()).isFalse();
        Container cart = pod.containers().get(0);
        assertThat(cart.ports()).singleElement().satisfies(p -> assertThat(p.number()).isEqualTo(8080));
        assertThat(cart.env()).containsExactlyEntriesOf(java.util.Map.of("DB_HOST", "db.data.svc"));
        assertThat(cart.limits()).containsEntry("memory", "128Mi");
        assertThat(cart.liveness().orElseThrow().port()).isEqualTo("9090");
        assertThat(cart.restarts()).isEqualTo(4);
        assertThat(cart.lastState().orElseThrow().exitCode()).isEqualTo(137);
        assertThat(pod.ready()).isFalse();
        assertThat(snapshot.cluster().all(Event.class)).singleElement().satisfies(e -> {
            assertThat(e.reason()).isEqualTo("Unhealthy");
            assertThat(e.count()).isEqualTo(7);
            assertThat(e.last()).as("the newest time of the transcript less 20 s").isEqualTo(Instant.parse("2026-11-23T05:59:40Z"));
            assertThat(e.first()).isEqualTo(Instant.parse("2026-11-23T05:58:40Z"));
            assertThat(e.source().line()).isEqualTo(48);
        });
        assertThat(snapshot.cluster().complete("Pod", "shop")).as("one pod is not all").isFalse();
    }

    private static final String DESCRIBED_POD = """
            $ kubectl describe pod -n shop cart-7954999bbd-2x6x6
            Name:             cart-7954999bbd-2x6x6
            Namespace:        shop
            Service Account:  cart
            Node:             worker-1/192.168.10.11
            Start Time:       Mon, 23 Nov 2026 05:50:00 +0000
            Labels:           app=cart
                              pod-template-hash=7954999bbd
            Annotations:      <none>
            Status:           Running
            IP:               10.244.0.20
            IPs:
              IP:           10.244.0.20
            Controlled By:  ReplicaSet/cart-7954999bbd
            Containers:
              cart:
                Image:          registry.example.com/cart:1.4
                Port:           8080/TCP
                Host Port:      0/TCP
                State:          Running
                  Started:      Mon, 23 Nov 2026 14:00:00 +0800
                Last State:     Terminated
                  Reason:       Error
                  Exit Code:    137
                Ready:          False
                Restart Count:  4
                Limits:
                  cpu:     200m
                  memory:  128Mi
                Liveness:     http-get http://:9090/healthz delay=5s timeout=1s period=10s #success=1 #failure=3
                Environment:
                  DB_HOST:      db.data.svc
                  DB_PASSWORD:  <set to the key 'password' in secret 'db'>  Optional: false
                  POD_NAME:     cart-7954999bbd-2x6x6 (v1:metadata.name)
                Mounts:         <none>
            Conditions:
              Type              Status
              Ready             False
              PodScheduled      True
            Volumes:            <none>
            QoS Class:          Burstable
            Node-Selectors:     <none>
            Tolerations:        node.kubernetes.io/not-ready:NoExecute op=Exists for 300s
            Events:
              Type     Reason     Age                From     Message
              ----     ------     ----               ----     -------

              Warning  Unhealthy  20s (x7 over 80s)  kubelet  Liveness probe failed: dial tcp 10.244.0.20:9090: connect: connection refused
            """;

    @Test
    void describedObjectsOfAListAreCompleteCoverage() {
        String list = """
                $ kubectl get pods -n shop
                NAME                    READY   STATUS    RESTARTS   AGE
                cart-7954999bbd-2x6x6   0/1     Running   4          67s

                """;
        assertThat(read(list + DESCRIBED_POD).cluster().complete("Pod", "shop")).isTrue();
        assertThat(read(list + DESCRIBED_POD).cluster().complete("Pod", "data")).isFalse();
    }

    @Test
    void aDescribedNodeServiceAndPolicy() {
        Cluster cluster = read("""
                root@cp-1:~# kubectl describe node worker-2
                Name:               worker-2
                Labels:             kubernetes.io/hostname=worker-2
                CreationTimestamp:  Mon, 23 Nov 2026 05:38:42 +0000
                Taints:             node.kubernetes.io/not-ready:NoExecute
                                    team=search:NoSchedule
                Unschedulable:      false
                Conditions:
                  Type    Status  LastHeartbeatTime                 LastTransitionTime                Reason            Message
                  ----    ------  -----------------                 ------------------                ------            -------
                  Ready   False   Mon, 23 Nov 2026 06:04:08 +0000   Mon, 23 Nov 2026 06:03:27 +0000   KubeletNotReady   container runtime is down
                Addresses:
                  InternalIP:  192.168.201.12
                Capacity:
                  pods:               60
                System Info:
                  Kubelet Version:            v1.36.2
                PodCIDR:                      10.244.1.0/24
                PodCIDRs:                     10.244.1.0/24
                Events:              <none>
                root@cp-1:~# kubectl describe svc -n shop cart
                Name:                     cart
                Namespace:                shop
                Selector:                 app=cart,tier=web
                Type:                     ClusterIP
                IP Families:              IPv4
                IP:                       10.96.10.2
                IPs:                      10.96.10.2
                Port:                     http  80/TCP
                TargetPort:               8081/TCP
                Endpoints:                10.244.0.20:8081
                Session Affinity:         None
                root@cp-1:~# kubectl describe netpol -n shop cart-from-frontend
                Name:         cart-from-frontend
                Namespace:    shop
                Spec:
                  PodSelector:     app=cart
                  Allowing ingress traffic:
                    To Port: 8080/TCP
                    From:
                      PodSelector: app=frontend
                    From:
                      NamespaceSelector: team in (search,web)
                    ----------
                    To Port: <any> (traffic allowed to all ports)
                    From:
                      IPBlock:
                        CIDR: 10.0.0.0/8
                        Except: 10.1.0.0/16
                  Not affecting egress traffic
                  Policy Types: Ingress
                """).cluster();
        Node node = cluster.node("worker-2").orElseThrow();
        assertThat(node.ready()).isFalse();
        assertThat(node.condition("Ready").orElseThrow().message()).isEqualTo("container runtime is down");
        assertThat(node.taints()).extracting(Node.Taint::toString)
                .containsExactly("node.kubernetes.io/not-ready:NoExecute", "team=search:NoSchedule");
        assertThat(node.podCidrs()).containsExactly("10.244.1.0/24");
        assertThat(node.maxPods()).isEqualTo(60);
        Service cart = cluster.service("shop", "cart").orElseThrow();
        assertThat(cart.selector()).containsOnlyKeys("app", "tier");
        assertThat(cart.ports().get(0).targetPort()).isEqualTo("8081");
        assertThat(cluster.slicesOf(cart)).as("describe shows the endpoints, too").hasSize(1);
        NetworkPolicy policy = cluster.all(NetworkPolicy.class).get(0);
        assertThat(policy.ingress()).hasSize(2);
        assertThat(policy.ingress().get(0).peers()).hasSize(2);
        assertThat(policy.ingress().get(0).ports()).singleElement().satisfies(p -> assertThat(p.port()).isEqualTo("8080"));
        assertThat(policy.ingress().get(1).peers().get(0).cidr()).isEqualTo("10.0.0.0/8");
        assertThat(policy.ingress().get(1).peers().get(0).except()).containsExactly("10.1.0.0/16");
        assertThat(policy.egress()).isEmpty();
    }

    @Test
    void aMapOfCommandsToTheirOutput() {
        Snapshot snapshot = read("""
                {
                  "kubectl get nodes": "NAME       STATUS                     ROLES    AGE   VERSION\\nworker-1   Ready,SchedulingDisabled   <none>   95d   v1.31.2\\n",
                  "kubectl get deployments -n shop": "NAME   READY   UP-TO-DATE   AVAILABLE   AGE\\ncart   1/2     2            1           68s\\n",
                  "kubectl get networkpolicies -n shop": "No resources found in shop namespace.\\n"
                }
                """);
        assertThat(snapshot.format().title()).isEqualTo("kubectl transcript");
        assertThat(snapshot.cluster().node("worker-1").orElseThrow().unschedulable()).isTrue();
        Workload cart = snapshot.cluster().all(Workload.class).get(0);
        assertThat(cart.desired()).isEqualTo(2);
        assertThat(cart.ready()).isEqualTo(1);
        assertThat(cart.source().file()).contains("kubectl get deployments -n shop");
        assertThat(snapshot.cluster().complete("NetworkPolicy", "shop")).as("kubectl said that there are none").isTrue();
    }

    @Test
    void aCommandThatPrintedNothingProvesNoAbsence() {
        Snapshot snapshot = read("{\"kubectl get pods -n shop\": \"NAME   READY   STATUS    RESTARTS   AGE\\ndb-0   1/1     Running   0          3m\\n\","
                + " \"kubectl get networkpolicies -n shop\": \"\"}");
        assertThat(snapshot.cluster().coverage("NetworkPolicy", "shop").state()).isEqualTo(Coverage.State.PARTIAL);
    }

    @Test
    void whatIsForbiddenIsForbiddenAndNotAbsent() {
        Snapshot snapshot = read("""
                $ kubectl get pods -n shop
                NAME   READY   STATUS    RESTARTS   AGE
                db-0   1/1     Running   0          3m
                $ kubectl get networkpolicies -n shop
                Error from server (Forbidden): networkpolicies.networking.k8s.io is forbidden: User "dev" cannot list resource "networkpolicies" in API group "networking.k8s.io" in the namespace "shop"
                """);
        assertThat(snapshot.cluster().coverage("NetworkPolicy", "shop").state()).isEqualTo(Coverage.State.FORBIDDEN);
    }

    @Test
    void manifestsOfTheClusterAndLogs() {
        Cluster cluster = read("""
                $ kubectl get svc cart -n shop -o yaml
                apiVersion: v1
                kind: Service
                metadata:
                  name: cart
                  namespace: shop
                  uid: 7d6e
                spec:
                  selector: {app: cart}
                  ports:
                  - port: 80
                    targetPort: http
                $ kubectl get pods -n shop --show-labels
                NAME                        READY   STATUS    RESTARTS   AGE   LABELS
                frontend-f4dcdc858-p4tzn    1/1     Running   0          34m   app=frontend,pod-template-hash=f4dcdc858
                $ kubectl logs -n shop deploy/frontend --tail=2
                2026-11-23T06:04:00Z level=error err="Get \\"http://cart.shop.svc:80/\\": dial tcp 10.96.10.2:80: i/o timeout"
                2026-11-23T06:04:05Z level=error err="Get \\"http://cart.shop.svc:80/\\": dial tcp 10.96.10.2:80: i/o timeout"
                """).cluster();
        assertThat(cluster.service("shop", "cart").orElseThrow().ports().get(0).targetPort()).isEqualTo("http");
        assertThat(cluster.all(Signature.class)).singleElement().satisfies(s -> {
            assertThat(s.ref()).isEqualTo(ObjectRef.of("Pod", "shop", "frontend-f4dcdc858-p4tzn"));
            assertThat(s.count()).isEqualTo(2);
            assertThat(s.group("mode")).isEqualTo("timeout");
        });
    }

    @Test
    void callsByHandCountAsTheFailingCallsOfTheirPod() {
        Cluster cluster = read("""
                $ kubectl get pods -n shop
                NAME       READY   STATUS    RESTARTS   AGE
                debug      1/1     Running   0          34m
                $ kubectl exec -n shop debug -- curl -sS -m 3 http://cart.shop:80/
                curl: (7) Failed to connect to cart.shop port 80 after 1 ms: Connection refused
                $ kubectl exec -n shop debug -- nslookup db.data
                ** server can't find db.data: NXDOMAIN
                $ kubectl exec -n shop debug -- nc -zv -w 2 db.data 5432
                nc: connect to db.data (10.96.3.3) port 5432 (tcp) timed out: Operation in progress
                """).cluster();
        assertThat(cluster.all(Signature.class)).extracting(s -> s.group("mode") + " " + s.group("host") + " " + s.group("port"))
                .containsExactlyInAnyOrder("refused cart.shop 80", "nxdomain db.data ", "timeout db.data 5432");
    }

    @Test
    void commandsOfANode() {
        Snapshot snapshot = read("""
                $ ssh worker-1 ip route
                default via 192.168.10.1 dev eth0
                10.244.1.0/24 dev cni0 proto kernel scope link src 10.244.1.1
                $ ssh ops@worker-1 sudo sysctl net.ipv4.ip_forward
                net.ipv4.ip_forward = 0
                $ ssh worker-1 systemctl status kube-proxy
                ○ kube-proxy.service - Kubernetes Kube-Proxy Server
                     Loaded: loaded (/etc/systemd/system/kube-proxy.service; enabled)
                     Active: inactive (dead) since Fri 2026-01-02 15:41:14 CST; 4min 11s ago
                $ ip route
                default via 192.168.10.1 dev eth0
                """);
        Cluster cluster = snapshot.cluster();
        assertThat(cluster.all(HostFact.Route.class)).extracting(HostFact.Route::node).containsOnly("worker-1").hasSize(2);
        assertThat(cluster.complete("Route", "worker-1")).isTrue();
        assertThat(cluster.all(HostFact.Sysctl.class)).singleElement().satisfies(s -> assertThat(s.value()).isEqualTo("0"));
        assertThat(cluster.complete("Sysctl", "worker-1")).as("one setting is not all").isFalse();
        assertThat(cluster.all(HostFact.HostService.class)).singleElement().satisfies(s -> assertThat(s.running()).isFalse());
        assertThat(snapshot.problems()).extracting(Problem::what).singleElement().asString().contains("no node is named");
    }
}
