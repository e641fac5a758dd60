package io.netdx.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainCommandTest {

    @TempDir
    private Path folder;

    private Run start(String id, String... typed) throws IOException {
        Path commands = Files.write(folder.resolve("typed.txt"), List.of(typed));
        return Run.of("train", "start", id, "--commands", commands.toString(), "--record", folder.resolve("record.tsv").toString(), "--debrief", folder.resolve("debrief.html").toString());
    }

    @Test
    void listsIncidentsByTheirComplaint() {
        Run run = Run.of("train", "list");
        assertThat(run.status()).isZero();
        assertThat(run.out().lines().count()).isGreaterThan(30);
        assertThat(run.out()).startsWith("ID ").contains("monday-after").contains("Booking has been dead since the weekend").doesNotContain("policy/");
    }

    @Test
    void anIncidentIsSolvedWithTheRealKubectl() throws IOException {
        Assumptions.assumeTrue(TrainKubectl.installed(), "kubectl is not installed");
        Run run = start("empty-basket", "kubectl logs -n booking deploy/web --tail=2", "kubectl get svc,endpointslices,pods -n booking", "kubectl exec -n booking deploy/web -- curl -sS -m 3 http://api/v1/items",
                "kubectl describe svc api -n booking", "claim service/selector-mismatch 90", "kubectl set selector service api -n booking app=api",
                "kubectl exec -n booking deploy/web -- curl -sS -m 3 http://api/v1/items", "kubectl rollout status deploy/api -n booking --timeout=10s", "done");
        assertThat(run.out()).contains("ECONNREFUSED").contains("curl: (7) Failed to connect to api port 80").contains("service/api selector updated").contains("\nok\n")
                .contains("The incident is over.").contains("passed").contains("What it was: Service selects no pod");
        assertThat(run.status()).as(run.out()).isZero();
        assertThat(Files.readString(folder.resolve("debrief.html"))).contains("<polyline").doesNotContain("<script");
        Run progress = Run.of("train", "progress", "--record", folder.resolve("record.tsv").toString());
        assertThat(progress.out()).contains("1 incidents, 1 passed").contains("service ").contains("next: netdx train start ");
    }

    @Test
    void whatIsTypedWronglyCostsNothingAndSaysWhatIsMeant() throws IOException {
        Run run = start("gone-quiet", "frobnicate", "claim nonsense", "claim dns/coredns-down 300", "causes coredns", "ssh", "ssh worker-1 systemctl status kubelet", "status", "hint", "hint", "quit");
        assertThat(run.status()).isZero();
        assertThat(run.out()).contains("frobnicate is not known here, and costs nothing").contains("nonsense is no cause").contains("is a percentage").contains("dns/coredns-down  ")
                .contains("ssh NODE COMMAND").contains("Active: active (running)").contains("1 of 15 minutes").contains("hint (-2)");
        assertThat(Files.exists(folder.resolve("record.tsv"))).as("whoever leaves keeps nothing").isFalse();
    }

    @Test
    void whoGivesUpIsToldWhatItWas() throws IOException {
        Run run = start("monday-after", "claim dns/coredns-down 90", "done");
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out()).contains("The incident goes on.").contains("policy/default-deny-ingress").contains("August 2023");
    }

    @Test
    void aGroupHasABoardAndItsFacilitatorASheet() throws IOException {
        Path sheet = folder.resolve("sheet.txt");
        Path commands = Files.write(folder.resolve("typed.txt"), List.of("board", "idea 80 DNS is broken", "idea", "drop 7", "reveal", "ssh worker-1 systemctl status kubelet", "board", "quit"));
        Run run = Run.of("train", "start", "monday-after", "--commands", commands.toString(), "--no-record", "--facilitate", sheet.toString());
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.out()).contains("nothing looked at yet").contains("idea 1     DNS is broken  80 %").contains("what is the idea?").contains("there is no such idea").contains("revealed (-3): an expert ran: kubectl logs")
                .contains("test: on worker-1").doesNotContain("default-deny");
        assertThat(Files.readString(sheet)).contains("not for the group").contains("policy/default-deny-ingress").contains("What would you see if it were not \"DNS is broken\"?").contains("reveal next: an expert ran:")
                .contains("the expert's way");
        Run nowhere = Run.of("train", "start", "monday-after", "--commands", commands.toString(), "--no-record", "--facilitate", folder.resolve("none/sheet.txt").toString());
        assertThat(nowhere.status()).isEqualTo(2);
        assertThat(nowhere.err()).contains("--facilitate");
        assertThat(start("monday-after", "board", "quit").out()).as("alone there is no board").contains("board is not known here");
    }

    @Test
    void resultsAndDebriefsAreExported() throws IOException {
        start("empty-basket", "claim service/selector-mismatch 90", "claim dns/coredns-down 60", "done");
        String record = folder.resolve("record.tsv").toString();
        Run csv = Run.of("train", "export", "--record", record, "--participant", "P01", "--debriefs", folder.resolve("pages").toString());
        assertThat(csv.status()).isZero();
        assertThat(csv.out().lines()).hasSize(2).element(1).asString().startsWith("P01,").contains(",empty-basket,,1,service,service/selector-mismatch,service/selector-mismatch:90 dns/coredns-down:60,");
        assertThat(csv.err()).contains("1 debriefs in ");
        assertThat(folder.resolve("pages")).isDirectoryContaining("glob:**empty-basket.html");
        assertThat(Run.of("train", "export", "--record", record, "-o", "json").out()).contains("\"kind\": \"TrainingRecord\"").contains("\"incident\": \"empty-basket\"");
        assertThat(Run.of("train", "export", "--record", folder.resolve("none.tsv").toString()).out().lines()).as("names of columns alone").hasSize(1);
    }

    @Test
    void aStudyHasMatchedSetsAProtocolAndResults() throws IOException {
        Run plan = Run.of("train", "study", "--seed", "3", "--participants", "2");
        assertThat(plan.out()).contains("study-3-a-1    study-3-b-1    study-3-c-1").contains("P02 ").doesNotContain("FAULT");
        assertThat(Run.of("train", "study", "--protocol").out()).contains("How many").contains("Consent and privacy").contains("Hedges");
        Path record = Files.writeString(folder.resolve("p1.tsv"), "");
        assertThat(Run.of("train", "study", "--results", record.toString()).out()).contains("people 0 (left out, with a set not finished: 1)");
        assertThat(Run.of("train", "study", "--results", folder.resolve("p9.tsv").toString()).status()).isEqualTo(2);
        assertThat(Run.of("train", "study", "--seed", "-1").status()).isEqualTo(2);
    }

    @Test
    void whatIsReadAgainIsToldFromWhatIsReadOtherwise() throws IOException {
        Assumptions.assumeTrue(TrainKubectl.installed(), "kubectl is not installed");
        Run run = start("empty-basket", "kubectl get pods -n booking", "kubectl describe pods -n booking", "kubectl get pods -n booking -o yaml", "status", "k get pods -n booking", "kubectl auth can-i delete pods",
                "kubectl port-forward -n booking redis-0 6379", "status", "kubectl label ns booking a=b", "kubectl label ns booking a=c --overwrite", "done");
        assertThat(run.out()).containsOnlyOnce("coach: you have seen this already").containsOnlyOnce("coach: you changed something before").contains("can be forwarded");
        assertThat(run.out()).as("questions about rights, and what cannot be done, cost nothing").contains("3 of 15 minutes; hints").contains("4 of 15 minutes; hints");
        assertThat(run.out()).contains("look: kubectl describe pods -n booking").contains("look: kubectl get pods -n booking   - done before");
    }

    @Test
    void aPodIsDebuggedFromAContainerOfItsOwn() throws IOException {
        Assumptions.assumeTrue(TrainKubectl.installed(), "kubectl is not installed");
        Run run = start("empty-basket", "kubectl debug -n booking -i redis-0 --image=nicolaka/netshoot -c look -- nslookup api", "kubectl get pod -n booking redis-0 -o jsonpath='{.spec.ephemeralContainers[*].name}{\"\\n\"}'",
                "kubectl exec -n booking redis-0 -c look -- hostname", "kubectl delete pod -n booking redis-0 --wait=false", "kubectl get pod -n booking redis-0 -o jsonpath='[{.spec.ephemeralContainers[*].name}]'", "quit");
        assertThat(run.out()).contains("Name:\tapi.booking.svc.cluster.local").contains("\nlook\n").contains("\nredis-0\n").contains("[]");
    }

    @Test
    void unknownIncidentsAreNamed() {
        Run run = Run.of("train", "start", "no-such");
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains("no incident no-such");
    }

    @Test
    void whatSomebodyMayNotReadStaysUnread() throws IOException {
        Assumptions.assumeTrue(TrainKubectl.installed(), "kubectl is not installed");
        Run run = start("blindfold", "kubectl get nodes", "kubectl auth can-i list nodes", "quit");
        assertThat(run.out()).contains("forbidden").contains("\nno\n");
    }
}
