package io.netdx.report;

import io.netdx.catalog.Cause;
import io.netdx.catalog.Severity;
import io.netdx.fact.ObjectRef;
import io.netdx.fact.Provenance;
import io.netdx.finding.Outcome;
import io.netdx.reason.Judgement;
import io.netdx.reason.Judgement.CauseOn;
import io.netdx.reason.Judgement.Diagnosis;
import io.netdx.reason.Judgement.Evidence;
import io.netdx.reason.Judgement.NextTest;
import io.netdx.reason.Judgement.NotEvaluated;
import io.netdx.reason.Judgement.Remedy;
import io.netdx.reason.Judgement.Rival;
import io.netdx.reason.Judgement.Role;
import io.netdx.reason.Judgement.State;
import io.netdx.reason.Judgement.Unexplained;
import io.netdx.reason.Judgement.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Hand-built reports of the clusters that the golden files show. */
public final class Reports {

    static final Cause DENY = cause("policy/default-deny-ingress", "Ingress policy denies a flow nobody allowed", Severity.HIGH,
            "The first NetworkPolicy that selects a pod switches that direction from allow-all to deny-all.",
            "label-selectors", Duration.ofMinutes(10), Duration.ofHours(2));
    static final Cause PROBE = cause("workload/readiness-probe-fails", "Readiness probe fails", Severity.MEDIUM,
            "A pod that is not ready is taken out of its Service.", "basic-kubectl", Duration.ofMinutes(5), Duration.ofMinutes(90));
    static final Cause SNAT = cause("service/external-policy-local", "externalTrafficPolicy Local without a local pod", Severity.LOW,
            "A node without a local pod drops what arrives from outside.", "network-engineering", Duration.ofMinutes(15),
            Duration.ofMinutes(30));
    static final Cause THROTTLED = cause("dns/cpu-throttled", "CoreDNS is throttled", Severity.HIGH,
            "A CPU limit that is too low makes lookups wait for the next period.", "basic-kubectl", Duration.ofMinutes(20),
            Duration.ofDays(2));
    static final Cause UPSTREAM = cause("dns/upstream-unreachable", "The upstream resolver does not answer", Severity.HIGH,
            "Names outside the cluster are asked of the node's resolver.", "network-engineering", Duration.ofMinutes(30),
            Duration.ofHours(4));

    private static final ObjectRef POLICY = ObjectRef.of("NetworkPolicy", "shop", "db-lock");
    private static final ObjectRef DB = ObjectRef.of("Pod", "shop", "db-0");
    private static final ObjectRef FRONTEND = ObjectRef.of("Pod", "shop", "frontend-6c9f7d5b8-x2x7k");
    private static final ObjectRef COREDNS = ObjectRef.of("Deployment", "kube-system", "coredns");

    private Reports() {
    }

    /** A policy that cuts a database off, and what follows from it. */
    public static DiagnosisReport faulty() {
        Diagnosis root = new Diagnosis(1, DENY, POLICY, Role.ROOT, State.ACTIVE, 0.9432,
                "Policy db-lock selects db-0 for ingress; no rule admits Pod shop/frontend-6c9f7d5b8-x2x7k on TCP 5432",
                List.of(DB, FRONTEND),
                List.of(new Evidence("ingress-denied", DB, Outcome.PRESENT, 17.04, "db-0 is isolated for ingress by db-lock",
                                new Provenance("shop/networkpolicies.yaml", 12, "spec.ingress")),
                        new Evidence("flow-times-out", FRONTEND, Outcome.PRESENT, 9.95,
                                "frontend-6c9f7d5b8-x2x7k: connection to db:5432 timed out",
                                new Provenance("shop/logs/frontend-6c9f7d5b8-x2x7k.log", 4711, "")),
                        new Evidence("flow-refused", FRONTEND, Outcome.ABSENT, -0.04, "No connection was refused", Provenance.NONE),
                        new Evidence("pod-restarts", DB, Outcome.PRESENT, -2.5, "db-0 restarted 3 times",
                                new Provenance("shop/pods.yaml", 88, "status.containerStatuses[0].restartCount"))),
                List.of(new Rival("dns/cpu-throttled", COREDNS, 0.0312, "other names resolve at once"),
                        new Rival("service/target-port-mismatch", ObjectRef.of("Service", "shop", "db"), 0.004,
                                "the target port is open on db-0")),
                Optional.empty(),
                List.of(new Remedy("Allow the flow with an additional policy",
                        "kubectl create -n shop -f allow-frontend-to-db.yaml --save-config --field-manager=netdx --validate=strict",
                        true, "low", "kubectl exec -n shop frontend-6c9f7d5b8-x2x7k -- sh -c 'nc -zvw3 db 5432 && echo connected'",
                        "kubectl delete networkpolicy -n shop allow-frontend-to-db", "", "", "")),
                List.of(test()));
        Diagnosis consequence = new Diagnosis(2, PROBE, FRONTEND, Role.CONSEQUENCE, State.ACTIVE, 0.81,
                "frontend-6c9f7d5b8-x2x7k fails its readiness probe", List.of(FRONTEND), List.of(), List.of(),
                Optional.of(new CauseOn(DENY.id(), POLICY)), List.of(), List.of());
        Diagnosis latent = new Diagnosis(3, SNAT, ObjectRef.of("Service", "edge", "public"), Role.ROOT, State.LATENT, 0.9996,
                "Service public has pods on 1 of 3 nodes", List.of(), List.of(), List.of(), Optional.empty(), List.of(), List.of());
        Judgement judgement = new Judgement(Verdict.FAULTY, List.of(root, consequence, latent),
                List.of(new Unexplained("event-flood", ObjectRef.ofNode("worker-2"), "worker-2: 412 events of type FreeDiskSpaceFailed",
                        false, new Provenance("events.yaml", 9, ""))),
                notEvaluated(), List.of(test()), List.of(), 96, 3);
        return new DiagnosisReport("0.1.0", cluster("prod-eu", "v1.29.4", "calico", 3, 120), judgement,
                List.of(new CoverageLine("Event (shop)", "FORBIDDEN", "events is forbidden: User \"dev\" cannot list"),
                        new CoverageLine("NetworkPolicy", "COMPLETE", ""), new CoverageLine("Node", "NOT_COLLECTED", "no file of that kind")),
                List.of("shop/broken.json:3: unexpected end of input"));
    }

    /** Nothing wrong in what was seen; much was not. */
    public static DiagnosisReport healthy() {
        Judgement judgement = new Judgement(Verdict.HEALTHY, List.of(), List.of(), notEvaluated(), List.of(test()), List.of(), 96, 3);
        return new DiagnosisReport("0.1.0", new ClusterInfo("kind-dev", "", "", 1, 9, "manifests", "./deploy", ""), judgement,
                List.of(), List.of());
    }

    /** The faulty one with pictures. */
    public static DiagnosisReport pictured() {
        DiagnosisReport report = faulty();
        return report.with(exhibits(report, "", report.judgement().diagnoses().get(0)));
    }

    private static Exhibits exhibits(DiagnosisReport report, String evil, Diagnosis d) {
        ObjectRef db = ObjectRef.of("Service", "shop", "db" + evil);
        List<FlowReport.Hop> hops = List.of(new FlowReport.Hop("dns", "pass", List.of(db), "db.shop.svc.cluster.local. is 10.96.10.2" + evil, "", false, 2),
                new FlowReport.Hop("service", "pass", List.of(db), "10.96.10.2 port 5432/TCP goes to target port 5432", "", false, 2),
                new FlowReport.Hop("ingress-policy", "fail", List.of(POLICY), "NetworkPolicy shop/db-lock admits no such incoming connection" + evil,
                        "no rule names the peer" + evil, false, 1),
                new FlowReport.Hop("ingress-policy", "pass", List.of(), "no policy selects it", "", false, 1),
                new FlowReport.Hop("route", "unknown", List.of(), "the routes of worker-1 were not collected", "", true, 2));
        FlowReport flow = new FlowReport("0.1.0", report.cluster(), FRONTEND, db, "db.shop.svc.cluster.local" + evil, 5432, "TCP", "denied", true, hops,
                List.of(new FlowReport.Way(FRONTEND, "10.244.1.20", 5432, Optional.of(DB), "denied", "ingress-policy"),
                        new FlowReport.Way(FRONTEND, "10.244.1.21", 5432, Optional.empty(), "allowed", "")), List.of("seen in the client's logs: 16 calls timed out" + evil));
        Instant onset = Instant.parse("2026-11-20T03:02:00Z");
        return new Exhibits(List.of(new Exhibits.Path(new CauseOn(d.cause().id(), d.subject()), flow)),
                List.of(new Exhibits.Moment(onset.minusSeconds(400), onset.minusSeconds(400), Exhibits.Kind.CHANGE, POLICY, "created" + evil, true, new Provenance("a.yaml", 3, "")),
                        new Exhibits.Moment(onset, onset.plusSeconds(600), Exhibits.Kind.SYMPTOM, FRONTEND, "16 calls to db:5432 timed out" + evil, false, Provenance.NONE),
                        new Exhibits.Moment(onset.plusSeconds(5), onset.plusSeconds(5), Exhibits.Kind.EVENT, DB, "Unhealthy: Readiness probe failed" + evil, false, Provenance.NONE)),
                List.of(new Exhibits.Headroom("pod addresses of a node", ObjectRef.ofNode("worker-2" + evil), "10.244.2.0/24", 250, 253, 110),
                        new Exhibits.Headroom("tracked connections", ObjectRef.ofNode("worker-1"), "", 800_000, 1_000_000, 0),
                        new Exhibits.Headroom("pods on a node", ObjectRef.ofNode("worker-1"), "", 12, 110, 0)));
    }

    /** Two causes explain slow names about equally well. */
    public static DiagnosisReport undetermined() {
        Diagnosis throttled = new Diagnosis(1, THROTTLED, COREDNS, Role.ROOT, State.ACTIVE, 0.41,
                "Deployment coredns is throttled in 38 % of its periods", List.of(FRONTEND),
                List.of(new Evidence("lookup-slow", FRONTEND, Outcome.PRESENT, 6, "frontend-6c9f7d5b8-x2x7k: lookups take 5 s",
                        new Provenance("shop/logs/frontend-6c9f7d5b8-x2x7k.log", 12, ""))),
                List.of(new Rival(UPSTREAM.id(), ObjectRef.CLUSTER, 0.38, "names of the cluster resolve at once")), Optional.empty(),
                List.of(new Remedy("Raise the CPU limit", "kubectl set resources -n kube-system deployment/coredns --limits=cpu=1",
                        true, "medium", "kubectl top pod -n kube-system -l k8s-app=kube-dns", "", "", "", "")), List.of());
        Diagnosis upstream = new Diagnosis(2, UPSTREAM, ObjectRef.CLUSTER, Role.ROOT, State.ACTIVE, 0.38,
                "The upstream resolver 10.0.0.2 did not answer 14 queries", List.of(), List.of(), List.of(), Optional.empty(), List.of(),
                List.of());
        Judgement judgement = new Judgement(Verdict.UNDETERMINED, List.of(throttled, upstream),
                List.of(new Unexplained("flow-stalls", DB, "db-0: transfers stall after 1400 bytes", true, Provenance.NONE)),
                List.of(), List.of(new NextTest("ask-upstream", "kubectl run -it --rm q --image=busybox -- nslookup example.com 10.0.0.2",
                        Duration.ofSeconds(90), "basic-kubectl", "it times out", "it answers", List.of(UPSTREAM.id(), THROTTLED.id()))),
                List.of(), 96, 0);
        return new DiagnosisReport("0.1.0", cluster("staging", "v1.31.0", "cilium", 5, 410), judgement, List.of(), List.of());
    }

    /** Every text that a cluster's user can write, written by an enemy of terminals, parsers and margins. */
    public static DiagnosisReport hostile(String evil) {
        ObjectRef object = new ObjectRef("Pod", "shop", "db" + evil);
        Provenance source = new Provenance("shop/" + evil, 7, "spec." + evil);
        List<Diagnosis> diagnoses = new ArrayList<>();
        List<Unexplained> unexplained = new ArrayList<>();
        List<NotEvaluated> unknown = new ArrayList<>();
        for (int i = 1; i <= 6; i++) {
            diagnoses.add(new Diagnosis(i, DENY, object, i == 2 ? Role.CONSEQUENCE : Role.ROOT, i > 4 ? State.LATENT : State.ACTIVE, 0.9,
                    evil, List.of(object, DB), List.of(new Evidence("ingress-denied", object, Outcome.PRESENT, 99999, evil, source)),
                    List.of(new Rival(PROBE.id(), object, 0.05, evil)), i == 2 ? Optional.of(new CauseOn(DENY.id(), object)) : Optional.empty(),
                    List.of(new Remedy("Do " + evil, "kubectl get pod", false, "high", "kubectl get pod -o name", "", evil,
                            "kubectl get pod -o yaml", "Less " + evil)), List.of()));
            unexplained.add(new Unexplained("flow-stalls", object, evil, true, source));
            unknown.add(new NotEvaluated("f" + i, PROBE.id(), object, "FORBIDDEN", "Kind" + evil + i, 0.1));
        }
        Judgement judgement = new Judgement(Verdict.FAULTY, diagnoses, unexplained, unknown, List.of(test()), List.of(), 10, 6);
        DiagnosisReport report = new DiagnosisReport("0.1.0", new ClusterInfo("c" + evil, evil, evil, 1, 1, "archive", evil, evil), judgement,
                List.of(new CoverageLine("Event (" + evil + ")", "PARTIAL", evil)), List.of(evil));
        return report.with(exhibits(report, evil, diagnoses.get(0)));
    }

    static Cause cause(String id, String title, Severity severity, String mechanism, String expertise, Duration diagnose, Duration resolve) {
        return new Cause(id, title, "test", List.of(id.substring(id.indexOf('/') + 1) + "-old"), List.of(), "root", mechanism,
                "Policy {policy} selects {pod}", severity, 0.02, "expert band", expertise,
                new Cause.Time(diagnose, diagnose.multipliedBy(6), "seed"), new Cause.Time(resolve, resolve.multipliedBy(4), "seed"),
                List.of(new Cause.Evidence("ingress-denied", .999, true), new Cause.Evidence("flow-times-out", .8, false)),
                List.of(new Cause.Evidence("flow-refused", .5, false)), List.of("Pod"), List.of("NetworkPolicy", "Pod"),
                List.of(new Cause.Rival("dns/cpu-throttled", "other names resolve at once")),
                List.of(new Cause.FalsePositive("The network plugin does not enforce policies", "fp-flannel")),
                List.of(new Cause.TestSpec("connect", "kubectl exec -n {namespace} {source} -- nc -zvw3 {pod} {port}", 2, "basic-kubectl",
                        "it times out", "it connects")),
                List.of(new Cause.Remedy("Allow the flow with an additional policy", "kubectl apply -n {namespace} -f allow.yaml", true,
                        "low", "kubectl exec -n {namespace} {source} -- nc -zvw3 {pod} {port}",
                        "kubectl delete networkpolicy -n {namespace} allow", "", "", "")),
                List.of("https://kubernetes.io/docs/concepts/services-networking/network-policies/"), "");
    }

    private static ClusterInfo cluster(String name, String version, String cni, int nodes, int pods) {
        return new ClusterInfo(name, version, cni, nodes, pods, "kubectl get lists", "/srv/snapshots/" + name, "2026-11-20T03:12:00Z");
    }

    private static NextTest test() {
        return new NextTest("connect", "kubectl exec -n shop frontend-6c9f7d5b8-x2x7k -- nc -zvw3 db 5432", Duration.ofMinutes(2),
                "basic-kubectl", "it times out", "it connects", List.of(DENY.id(), "dns/cpu-throttled"));
    }

    private static List<NotEvaluated> notEvaluated() {
        return List.of(new NotEvaluated("node-not-ready", "node/kubelet-stopped", ObjectRef.CLUSTER, "NOT_COLLECTED", "Node", 0.4001),
                new NotEvaluated("node-tainted", "node/cordoned-tainted", ObjectRef.CLUSTER, "NOT_COLLECTED", "Node", 0.02),
                new NotEvaluated("back-off", "workload/crash-loop", DB, "FORBIDDEN", "Event", 0));
    }
}
