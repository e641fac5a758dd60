package io.netdx.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netdx.diagnosis.Diagnosis;
import io.netdx.guide.Answer;
import io.netdx.guide.Complaint;
import io.netdx.guide.Conclusion;
import io.netdx.guide.Guide;
import io.netdx.guide.Journal;
import io.netdx.guide.Position;
import io.netdx.guide.Procedure;
import io.netdx.guide.Session;
import io.netdx.guide.Stop;
import io.netdx.guide.Tables;
import io.netdx.guide.Telling;
import io.netdx.guide.Transcript;
import io.netdx.guide.Value;
import io.netdx.reason.Judgement;
import io.netdx.source.Limits;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A guided session, as the engine sees it and as somebody who types does. */
class GuideTest {

    private static final String FAULTY = "facts/cases/service/selector-mismatch/positive-typo.yaml";
    private static Diagnosis diagnosis;
    private static Tables tables;

    @BeforeAll
    static void load() {
        diagnosis = new Diagnosis();
        tables = Tables.load(diagnosis.catalog());
    }

    private static SnapshotClinic clinic(String... paths) {
        return new SnapshotClinic(diagnosis, paths.length == 0 ? SnapshotClinic.nothing() : diagnosis.read(List.of(paths), InputStream.nullInputStream()), Limits.DEFAULT);
    }

    private static Guide guide(SnapshotClinic clinic, Procedure procedure) {
        return new Guide(diagnosis.catalog(), tables, clinic, procedure, "proxy-internals", false);
    }

    private static Session complaining() {
        return Session.of(tables.lexicon().understand("Orders cannot reach the database since Monday"));
    }

    @Test
    void understandsWhatFailsAndWhoCallsWhom() {
        Complaint complaint = complaining().complaint();
        assertThat(complaint.present()).containsExactly("flow-fails");
        assertThat(complaint.names()).containsEntry("client", "orders").containsEntry("target", "database");
        assertThat(tables.lexicon().understand("It must be DNS!").present()).as("what people suspect is no symptom").isEmpty();
        assertThat(tables.lexicon().understand("shop/cart can't resolve db.data:5432").names())
                .containsEntry("clientNamespace", "shop").containsEntry("target", "db").containsEntry("targetNamespace", "data").containsEntry("port", "5432");
    }

    @Test
    void asksFirstWhatTellsMostAMinute() {
        Position at = guide(clinic(), Procedure.ADAPTIVE).at(complaining());
        assertThat(at.stop()).isEmpty();
        assertThat(at.next()).isSortedAccordingTo((a, b) -> Double.compare(b.gain() / b.cost(), a.gain() / a.cost()));
        assertThat(String.join("\n", new Telling(diagnosis.catalog(), at).question(at.next().get(0)))).contains("1)").contains("->");
        assertThat(guide(clinic(), Procedure.LAYERED).at(complaining()).next()).extracting(v -> v.question().id())
                .startsWith("nodes", "connectivity", "dns", "service", "external");
    }

    @Test
    void theSameAnswersLeadToTheSamePlaceAndUndoWithdrawsTheirConsequences() {
        Guide guide = guide(clinic(), Procedure.ADAPTIVE);
        Session one = complaining().with(new Answer.Chosen("client-log", "timeout")).with(new Answer.Chosen("dns", "resolves"));
        Session other = complaining().with(new Answer.Chosen("dns", "resolves")).with(new Answer.Chosen("client-log", "timeout"));
        assertThat(guide.at(one).belief().probability()).containsExactly(guide.at(other).belief().probability(), org.assertj.core.data.Offset.offset(1e-12));
        assertThat(guide.at(one.undo().undo()).belief().probability()).containsExactly(guide.at(complaining()).belief().probability());
        assertThat(guide.at(one).next()).extracting(v -> v.question().id()).doesNotContain("dns", "client-log");
    }

    @Test
    void saysWhichFamilyNeedNotBeLookedAtAnyMore() {
        Session session = Session.of(tables.lexicon().understand("It must be DNS!")).with(new Answer.Chosen("client-log", "refused"))
                .with(new Answer.Chosen("dns", "resolves"));
        Position at = guide(clinic(), Procedure.ADAPTIVE).at(session);
        assertThat(at.ruledOut()).contains("dns");
        assertThat(String.join("\n", new Telling(diagnosis.catalog(), at).status())).contains("stop looking at DNS");
    }

    @Test
    void announcesAnswersThatDoNotFit() {
        Session session = complaining().with(new Answer.Chosen("endpoints", "empty"))
                .with(new Answer.Chosen("service/selector-mismatch:pods-by-selector", "service/selector-mismatch")).with(new Answer.Chosen("service", "both"));
        assertThat(new Telling(diagnosis.catalog(), guide(clinic(), Procedure.ADAPTIVE).at(session)).contradictions()).anyMatch(l -> l.contains("service = both"));
        Session against = complaining().with(new Answer.Chosen("endpoints", "addresses"));
        assertThat(new Telling(diagnosis.catalog(), guide(clinic(FAULTY), Procedure.ADAPTIVE).at(against)).contradictions()).anyMatch(l -> l.contains("contradicts the facts"));
    }

    @Test
    void whatASnapshotTellsIsNotAsked() {
        SnapshotClinic clinic = clinic(FAULTY);
        Position at = guide(clinic, Procedure.ADAPTIVE).at(complaining());
        assertThat(at.stop()).hasValueSatisfying(s -> assertThat(s.reason()).isEqualTo(Stop.Reason.PROVED));
        assertThat(at.stop().orElseThrow().found().get(0).cause().id()).isEqualTo("service/selector-mismatch");
        assertThat(at.next()).extracting(Value::question).noneMatch(q -> at.known().told().test(q.command()))
                .extracting(q -> q.id()).doesNotContain("pods", "endpoints", "nodes", "client-log");
        Position second = guide(clinic, Procedure.ADAPTIVE).at(complaining().with(new Answer.Persists(at.stop().orElseThrow().found().get(0).key())));
        assertThat(second.stop().filter(s -> s.reason() == Stop.Reason.PROVED)).as("goes on for a second fault").isEmpty();
    }

    @Test
    void asksForListsOfObjectsWhereOutputCanBeHandedOver() throws IOException {
        SnapshotClinic clinic = clinic();
        Guide guide = new Guide(diagnosis.catalog(), tables, clinic, Procedure.ADAPTIVE, "basic-kubectl");
        assertThat(guide.at(complaining()).questions().get("objects").command()).startsWith("kubectl get nodes,ns,pods,svc,").contains(" -A -o json");
        String pod = "{\"kind\": \"Pod\", \"apiVersion\": \"v1\", \"metadata\": {\"name\": \"cart-0\", \"namespace\": \"%s\", \"uid\": \"1\"}, \"spec\": {}, "
                + "\"status\": {\"phase\": \"Running\"}}";
        String pods = "{\"kind\": \"List\", \"apiVersion\": \"v1\", \"items\": [" + pod.formatted("shop") + ", " + pod.formatted("data") + "]}";
        Position after = guide.at(complaining().with(new Answer.Pasted("objects", "kubectl get pods -A -o json", pods)));
        assertThat(after.questions().get("objects").command()).doesNotContain("pods");
    }

    @Test
    void whatSeveralCausesShowIsAskedAboutFurther() {
        Guide guide = guide(clinic(), Procedure.ADAPTIVE);
        String id = guide.at(complaining()).questions().keySet().stream().filter(q -> q.contains("!")).findFirst().orElseThrow();
        String shared = id.substring(0, id.indexOf('!'));
        assertThat(guide.at(complaining()).next()).extracting(v -> v.question().id()).doesNotContain(id);
        assertThat(guide.at(complaining().with(new Answer.Chosen(shared, id.substring(id.indexOf('!') + 1)))).next()).extracting(v -> v.question().id()).contains(id);
        assertThat(guide.at(complaining().with(new Answer.Chosen(shared, "none"))).next()).extracting(v -> v.question().id()).doesNotContain(id);
    }

    @Test
    void pastedOutputBecomesFacts() throws IOException {
        SnapshotClinic clinic = clinic();
        Guide guide = guide(clinic, Procedure.ADAPTIVE);
        Session session = complaining().with(new Answer.Pasted("pods", "kubectl get pods -n shop", "NAME   READY   STATUS   RESTARTS   AGE\ncart-7954999bb-p4tzn   0/1   ImagePullBackOff   0   5m\n"));
        Position at = guide.at(session);
        assertThat(at.known().inference().findings()).extracting(f -> f.id()).contains("workload-lacks-pods");
        assertThat(at.belief().suspects().get(at.belief().ranked().get(0)).cause().id()).isEqualTo("workload/image-pull-failure");
        assertThat(guide.at(session.undo()).known().inference().findings()).extracting(f -> f.id()).doesNotContain("workload-lacks-pods");
        assertThat(clinic.understands(complaining().with(new Answer.Pasted("pods", "", "hello")).pasted())).isFalse();
    }

    @Test
    void journalsComeBackAsTheyWere() {
        Session session = complaining().with(new Answer.Named("client", "shop/orders")).with(new Answer.Unknown("scope")).with(new Answer.Chosen("dns", "resolves"))
                .with(new Answer.Note("asked Ana\u001b[31m")).with(new Answer.Pasted("pods", "kubectl get pods", "END\nNAME\nEND")).with(new Answer.Persists("dns/loop"));
        Session back = Journal.read(Journal.write(session), tables.lexicon(), f -> "");
        assertThat(Journal.write(back)).isEqualTo(Journal.write(session)).doesNotContain("\u001b");
        assertThat(back.answers()).hasSize(6).contains(new Answer.Pasted("pods", "kubectl get pods", "END\nNAME\nEND"));
        assertThatThrownBy(() -> Journal.read("dns\n", tables.lexicon(), f -> "")).hasMessageContaining("line 1");
        assertThatThrownBy(() -> Journal.read("paste dns <<END\n", tables.lexicon(), f -> "")).hasMessageContaining("does not end");
    }

    @Test
    void answersLeadToAConclusionWithItsRemedy() {
        Session session = complaining();
        Guide guide = guide(clinic(), Procedure.ADAPTIVE);
        Position at = guide.at(session);
        for (int i = 0; i < 40 && at.stop().isEmpty(); i++) {
            session = session.with(truth(at.next().get(0)));
            at = guide.at(session);
        }
        Judgement judgement = Conclusion.of(at);
        assertThat(judgement.verdict()).isEqualTo(Judgement.Verdict.FAULTY);
        assertThat(judgement.diagnoses().get(0).cause().id()).isEqualTo("service/selector-mismatch");
        assertThat(judgement.diagnoses().get(0).remedies()).isNotEmpty();
        assertThat(judgement.diagnoses().get(0).evidence()).isNotEmpty();
        assertThat(Transcript.of(at)).contains("Service selects no pod").contains("1. ");
    }

    /** Somebody who sees a Service that selects no pod. */
    private static Answer truth(Value v) {
        List<String> said = List.of("ready", "works", "resolves", "empty", "both", "refused", "none", "one-service");
        return v.question().options().stream().filter(o -> o.suspects().contains("service/selector-mismatch")).findFirst()
                .or(() -> v.question().options().stream().filter(o -> said.contains(o.id())).findFirst())
                .<Answer>map(o -> new Answer.Chosen(v.question().id(), o.id())).orElse(new Answer.Unknown(v.question().id()));
    }

    private static String talk(Path journal, String... typed) throws IOException {
        Deque<String> lines = new ArrayDeque<>(List.of(typed));
        StringWriter out = new StringWriter();
        SnapshotClinic clinic = clinic();
        new GuideTalk(guide(clinic, Procedure.ADAPTIVE), tables, clinic, new SessionFile(journal, Optional.of(journal.resolveSibling("ticket.md"))),
                prompt -> Optional.ofNullable(lines.poll()), new PrintWriter(out)).from(Session.of(Complaint.NONE));
        return out.toString();
    }

    @Test
    void everyWordWorksAtEveryPrompt(@TempDir Path folder) throws IOException {
        String out = talk(folder.resolve("s.txt"), "orders cannot reach the database", "help", "why", "why not dns/coredns-down", "how", "what if 1", "status", "other", "set client shop/orders",
                "note Ana looks at the switch", "unknown", "run", "paste", "nothing of use", ".", "1", "undo", "back", "status", "nonsense", "quit", "never read");
        assertThat(out).contains("bits", "needs:", "because", "now expected with", "something else", "no outcome of this test", "nothing in it is understood", "no running cluster", "--resume");
        assertThat(Files.readString(folder.resolve("s.txt"))).contains("complaint = orders cannot reach the database").contains("note = Ana looks at the switch");
        assertThat(Files.readString(folder.resolve("ticket.md"))).contains("Ana looks at the switch");
    }

    @Test
    void aDroppedTerminalLosesNothing(@TempDir Path folder) throws IOException {
        talk(folder.resolve("s.txt"), "1", "1");
        Session kept = Journal.read(Files.readString(folder.resolve("s.txt")), tables.lexicon(), f -> "");
        assertThat(kept.answers()).hasSize(1);
        assertThat(kept.complaint().present()).containsExactly("flow-fails");
        assertThat(folder.toFile().list()).containsExactlyInAnyOrder("s.txt", "ticket.md");
    }

    @Test
    void onlyCommandsThatReadAreRun() {
        ReadOnlyRun run = new ReadOnlyRun(List.of());
        List<String> refused = new ArrayList<>(List.of("kubectl delete pod x", "kubectl get pods -n $(id)", "kubectl get secrets -A", "kubectl get pods --kubeconfig=other", "ssh n ip addr",
                "kubectl get pods -n <namespace>", "kubectl get pods | sh", "kubectl exec -n a b -- id", "kubectl get pods -w", "kubectl get --raw=/x pods"));
        refused.forEach(command -> assertThat(run.run(command)).as(command).isEmpty());
    }

    @Test
    void withoutInputItEndsWithTheBestThatAnswersAllow(@TempDir Path folder) throws IOException {
        Path answers = Files.writeString(folder.resolve("a.txt"), "# by hand\ncomplaint = orders cannot reach the database\nendpoints = empty\n"
                + "service/selector-mismatch:pods-by-selector = service/selector-mismatch\n");
        Run run = Run.of("guide", "--no-input", "--answers", answers.toString(), "-o", "json");
        assertThat(run.err()).isEmpty();
        assertThat(run.out()).contains("\"id\": \"service/selector-mismatch\"");
        assertThat(run.status()).isEqualTo(1);
        assertThat(Run.of("guide", "--no-input", "-f", FAULTY, "-o", "name").out()).isEqualTo(Run.of("diagnose", "-f", FAULTY, "-o", "name").out());
        Path wrong = Files.writeString(folder.resolve("w.txt"), "dns = perhaps\n");
        for (String[] args : new String[][] {{"--answers", wrong.toString()}, {"--answers", folder.resolve("none").toString()}, {"--expertise", "wizard"}, {"--procedure", "guess"}}) {
            Run bad = Run.of(java.util.stream.Stream.concat(java.util.stream.Stream.of("guide", "--no-input"), java.util.Arrays.stream(args)).toArray(String[]::new));
            assertThat(bad.status()).as(String.join(" ", args)).isEqualTo(2);
            assertThat(bad.err().strip().lines()).hasSize(1);
        }
    }
}
