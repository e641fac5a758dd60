package io.netdx.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real incidents as lessons. Simulated ones stand for them: what is wrong in them is known. */
class TrainImportTest {

    @TempDir
    private Path folder;
    private Path snapshot;
    private String service = "";

    @BeforeEach
    void collect() throws IOException {
        Run.of("simulate", "-o", folder.resolve("cases").toString(), "--faults", "service/selector-mismatch", "--cases", "1", "--nodes", "2", "--herrings", "0");
        try (Stream<Path> cases = Files.list(folder.resolve("cases"))) {
            snapshot = cases.filter(Files::isDirectory).findFirst().orElseThrow();
        }
        Matcher subject = Pattern.compile("subject: \\{kind: Service, namespace: '([^']+)', name: ([^}]+)}").matcher(Files.readString(snapshot.resolve("truth.yaml")));
        assertThat(subject.find()).isTrue();
        service = subject.group(1) + "/" + subject.group(2);
    }

    private Run imported(String... more) {
        return Run.of(Stream.concat(Stream.of("train", "import", snapshot.toString(), "--scenarios", own()), Stream.of(more)).toArray(String[]::new));
    }

    private String own() {
        return folder.resolve("own").toString();
    }

    private Run start(String id, String... typed) throws IOException {
        Path commands = Files.write(folder.resolve("typed.txt"), List.of(typed));
        return Run.of("train", "start", id, "--commands", commands.toString(), "--scenarios", own(), "--no-record");
    }

    @Test
    void aSnapshotBecomesAnIncidentThatIsListedByItsComplaint() throws IOException {
        Run run = imported("--cause", "service/selector-mismatch", "--complaint", "Orders of " + service.substring(0, service.indexOf('/')) + " fail. It began at nine.", "--stage", "1");
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.out()).startsWith("case-1: Orders of ").contains("read-only").contains("% sure of it, on Service ").contains("next: netdx train start case-1");
        Run list = Run.of("train", "list", "--scenarios", own());
        assertThat(list.out()).containsPattern("case-1 +1 +[0-9]+ +Orders of \\S+ fail\n").doesNotContain("selector-mismatch");
        assertThat(imported("--cause", "service/selector-mismatch").out()).as("the next one").startsWith("case-2: Users report that something does not work any more");
    }

    @Test
    void whoNamesTheCauseHasSolvedIt() throws IOException {
        Assumptions.assumeTrue(TrainKubectl.installed(), "kubectl is not installed");
        imported("--cause", "service/selector-mismatch", "--no-anonymize", "--id", "friday");
        String namespace = service.substring(0, service.indexOf('/'));
        Run right = start("friday", "kubectl get pods,svc,endpointslices -n " + namespace, "kubectl get deploy -n " + namespace, "kubectl delete pods --all -n " + namespace, "claim service/selector-mismatch 90", "done");
        assertThat(right.out()).contains("service/" + service.substring(service.indexOf('/') + 1)).contains("this is a read-only snapshot").contains("The incident is over.").contains("passed;")
                .contains("What it was: Service selects no pod (service/selector-mismatch) on Service " + service).doesNotContain("Mend it");
        assertThat(right.status()).as(right.out()).isZero();
        Run wrong = start("friday", "claim dns/coredns-down 90", "done");
        assertThat(wrong.out()).contains("The incident goes on.");
        assertThat(wrong.status()).isEqualTo(1);
    }

    @Test
    void nothingThatIsReadFirstMayNameTheCause() {
        assertThat(imported("--cause", "service/selector-mismatch", "--complaint", "It was a selector mismatch")).extracting(Run::status).isEqualTo(2);
        assertThat(imported("--cause", "service/selector-mismatch", "--id", "selector-mismatch").err()).contains("--id names the cause");
        assertThat(folder.resolve("own")).as("nothing is left of what was refused").satisfiesAnyOf(f -> assertThat(f).doesNotExist(), f -> assertThat(f).isEmptyDirectory());
    }

    @Test
    void whatIsNoCauseOrNoSnapshotIsSaid() throws IOException {
        assertThat(imported("--cause", "service/no-such").err()).contains("service/no-such is no cause");
        snapshot = Files.writeString(folder.resolve("typed.log"), "$ kubectl get pods\nNAME   READY   STATUS    RESTARTS   AGE\na-1    1/1     Running   0          5m\n");
        Run transcript = imported("--cause", "service/selector-mismatch");
        assertThat(transcript.status()).isEqualTo(3);
        assertThat(transcript.err()).contains("holds no objects that a trainee could look at");
        snapshot = folder.resolve("nowhere");
        assertThat(imported("--cause", "service/selector-mismatch").status()).isEqualTo(3);
        assertThat(folder.resolve("own")).isEmptyDirectory();
    }

    @Test
    void aBrokenIncidentOfOnesOwnIsNamed() throws IOException {
        Files.createDirectories(folder.resolve("own"));
        Files.writeString(folder.resolve("own/mine.yaml"), "title: x\nstage: 1\nminutes: 9\ncomplaint: y\nimported: {archive: ../../elsewhere.tgz, causes: [{cause: dns/coredns-down}]}\n");
        Run run = Run.of("train", "list", "--scenarios", own());
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains("mine.yaml").contains("archive lies beside this file");
    }
}
