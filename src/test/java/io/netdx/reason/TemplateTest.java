package io.netdx.reason;

import static org.assertj.core.api.Assertions.assertThat;

import io.netdx.fact.ObjectRef;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TemplateTest {

    private static final ObjectRef SERVICE = ObjectRef.of("Service", "shop", "db");

    @Test
    void fillsNamesOfTheSubjectAndArguments() {
        assertThat(Template.fill("{kind} {namespace}/{name} on {port}: {subject}", Template.values(SERVICE, Map.of("port", "5432"))))
                .isEqualTo("Service shop/db on 5432: Service shop/db");
    }

    @Test
    void whatIsUnknownStaysVisible() {
        assertThat(Template.fill("no rule admits {source.pod}", Map.of())).isEqualTo("no rule admits <source.pod>");
    }

    @Test
    void valuesAreOneLine() {
        assertThat(Template.fill("log: {line}", Map.of("line", "a\r\n\u001b[31mb\u2028c"))).isEqualTo("log: a [31mb c");
    }

    @Test
    void aValueIsNotATemplate() {
        assertThat(Template.fill("{a}", Map.of("a", "{b} $1", "b", "no"))).isEqualTo("{b} $1");
    }

    @Test
    void templatesOfKubectlAndTheShellAreLeftAlone() {
        String command = "kubectl get po -o jsonpath='{range .items[*]}{.status.podIP}{\"\\n\"}{end}' ${HOME} {{name}}";
        assertThat(Template.command(command, Map.of("name", "x", "end", "y"))).isEqualTo(command);
    }

    @Test
    void aCommandTakesNothingThatAShellWouldActOn() {
        assertThat(Template.command("kubectl logs {pod} -l {labels}", Map.of("pod", "x;rm -rf /", "labels", "app=web,tier=db")))
                .isEqualTo("kubectl logs <pod> -l app=web,tier=db");
        assertThat(Template.command("kubectl logs {pod}", Map.of("pod", "--all"))).isEqualTo("kubectl logs <pod>");
    }

    private static final String APPLY = "kubectl apply -n {namespace} -f - <<'EOF'\n{draft:document}\nEOF";

    @Test
    void aDocumentStandsBetweenItsMarksAsItIs() {
        assertThat(Template.command(APPLY, Map.of("namespace", "shop", "draft", "a: {b: \"c\"}\nd: [e]")))
                .isEqualTo("kubectl apply -n shop -f - <<'EOF'\na: {b: \"c\"}\nd: [e]\nEOF");
    }

    @Test
    void aDocumentThatIsNotKnownOrWouldEndItselfMakesNoCommand() {
        for (String draft : new String[] {"", "a: b\nEOF\nrm -rf /", "a: \u001b[31m", "a: b\r\nEOF"}) {
            assertThat(Template.command(APPLY, Map.of("namespace", "shop", "draft", draft))).isEmpty();
        }
        assertThat(Template.command(APPLY, Map.of("namespace", "shop"))).isEmpty();
        assertThat(Template.command("echo {draft:document}", Map.of("draft", "$(reboot)"))).doesNotContain("reboot");
    }
}
