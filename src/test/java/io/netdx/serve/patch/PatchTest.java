package io.netdx.serve.patch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Examples of the documents that define the patches. */
class PatchTest {

    private static final Map<String, Object> POD = Map.of("spec", Map.of(
            "containers", List.of(Map.of("name", "web", "image", "web:1", "env", List.of(Map.of("name", "A", "value", "1"), Map.of("name", "B", "value", "2"))),
                    Map.of("name", "proxy", "image", "proxy:1")),
            "tolerations", List.of(Map.of("key", "a")), "volumes", List.of(Map.of("name", "v", "emptyDir", Map.of()))));

    private static Map<String, Object> object(Object... namesAndValues) {
        Map<String, Object> object = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            object.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return object;
    }

    private static Object patched(Object... spec) throws PatchException {
        return StrategicPatch.apply(POD, Map.of("spec", object(spec))).get("spec");
    }

    @Test
    void mergesListsByTheirKeys() throws PatchException {
        assertThat(patched("containers", List.of(object("name", "web", "image", "web:2", "env", List.of(object("name", "B", "$patch", "delete"))))))
                .extracting("containers").isEqualTo(List.of(Map.of("name", "web", "image", "web:2", "env", List.of(Map.of("name", "A", "value", "1"))),
                        Map.of("name", "proxy", "image", "proxy:1")));
        assertThat(patched("tolerations", List.of(object("key", "b")))).extracting("tolerations").isEqualTo(List.of(Map.of("key", "b")));
        assertThat(patched("volumes", List.of(object("name", "v", "$retainKeys", List.of("name", "configMap"), "configMap", Map.of("name", "c")))))
                .extracting("volumes").isEqualTo(List.of(Map.of("name", "v", "configMap", Map.of("name", "c"))));
    }

    @Test
    void followsDirectives() throws PatchException {
        assertThat(patched("$setElementOrder/containers", List.of(Map.of("name", "new"), Map.of("name", "proxy"), Map.of("name", "web")),
                "containers", List.of(object("name", "new", "image", "n:1", "command", null)))).extracting("containers").isEqualTo(List.of(
                        Map.of("name", "new", "image", "n:1"), Map.of("name", "proxy", "image", "proxy:1"), POD.get("spec") instanceof Map<?, ?> spec
                                ? ((List<?>) spec.get("containers")).get(0) : ""));
        assertThat(patched("containers", List.of(object("$patch", "replace"), object("name", "only", "image", "o:1"))))
                .extracting("containers").isEqualTo(List.of(Map.of("name", "only", "image", "o:1")));
        assertThat(StrategicPatch.apply(Map.of("metadata", Map.of("finalizers", List.of("a", "b"))),
                Map.of("metadata", object("$deleteFromPrimitiveList/finalizers", List.of("a"))))).isEqualTo(Map.of("metadata", Map.of("finalizers", List.of("b"))));
        assertThatThrownBy(() -> patched("containers", List.of(object("image", "x")))).hasMessageContaining("does not contain declared merge key: name");
    }

    @Test
    void appliesPortsByNumberAndProtocol() throws PatchException {
        Map<String, Object> service = Map.of("spec", Map.of("ports", List.of(Map.of("port", 53L, "protocol", "UDP"))));
        Map<String, Object> applied = Map.of("spec", Map.of("ports", List.of(object("port", 53L, "name", "tcp"))));
        assertThat((List<?>) ((Map<?, ?>) StrategicPatch.applyAll(service, Map.of(), applied).get("spec")).get("ports")).hasSize(2);
        assertThat((List<?>) ((Map<?, ?>) StrategicPatch.apply(service, applied).get("spec")).get("ports")).hasSize(1);
    }

    @Test
    void removesWhatIsNoLongerApplied() throws PatchException {
        Map<String, Object> live = object("metadata", Map.of("labels", Map.of("a", "1", "others", "2")), "spec", Map.of("replicas", 3L, "containers", List.of(
                Map.of("name", "web", "image", "web:1", "env", List.of(Map.of("name", "A", "value", "1"))), Map.of("name", "injected", "image", "p"))));
        Map<String, Object> before = object("metadata", Map.of("labels", Map.of("a", "1")), "spec", Map.of("replicas", 3L, "containers", List.of(
                Map.of("name", "web", "image", "web:1", "env", List.of(Map.of("name", "A", "value", "1"))))));
        Map<String, Object> now = object("spec", Map.of("containers", List.of(Map.of("name", "web", "image", "web:2"))));
        assertThat(StrategicPatch.applyAll(live, before, now)).isEqualTo(Map.of("metadata", Map.of("labels", Map.of("others", "2")), "spec", Map.of(
                "containers", List.of(Map.of("name", "web", "image", "web:2"), Map.of("name", "injected", "image", "p")))));
    }

    @Test
    void mergesByRfc7386() {
        assertThat(MergePatch.apply(object("a", "b", "c", object("d", "e", "f", "g")), object("a", "z", "c", object("f", null))))
                .isEqualTo(object("a", "z", "c", object("d", "e")));
    }

    @Test
    void operatesByRfc6902() throws PatchException {
        Map<String, Object> object = object("a", Arrays.asList("x", "z"), "m~n", 1L, "k/l", object());
        assertThat(JsonPatch.apply(object, List.of(Map.of("op", "test", "path", "/a/0", "value", "x"), Map.of("op", "add", "path", "/a/1", "value", "y"),
                Map.of("op", "add", "path", "/a/-", "value", "last"), Map.of("op", "move", "from", "/m~0n", "path", "/k~1l/n"))))
                .isEqualTo(object("a", List.of("x", "y", "z", "last"), "k/l", object("n", 1L)));
        assertThatThrownBy(() -> JsonPatch.apply(object, List.of(Map.of("op", "remove", "path", "/a/7")))).isInstanceOf(PatchException.class);
        assertThatThrownBy(() -> JsonPatch.apply(object, List.of(Map.of("op", "replace", "path", "/q/r", "value", 1L)))).isInstanceOf(PatchException.class);
        assertThatThrownBy(() -> JsonPatch.apply(object, List.of(Map.of("op", "add", "path", "/a/01", "value", 1L)))).isInstanceOf(PatchException.class);
    }
}
