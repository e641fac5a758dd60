package io.netdx.source.decode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netdx.fact.Fact;
import io.netdx.source.Limits;
import io.netdx.source.Problem;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A long list is read on all cores; what it says must not depend on that. The same text as YAML is read on one. */
class LongListTest {

    private static final int MANY = 4000;

    /** Notes everything that reading tells. */
    private static final class Notes implements DocumentSink {
        final List<String> facts = new ArrayList<>();
        final List<String> lists = new ArrayList<>();
        final List<String> problems = new ArrayList<>();

        @Override
        public void fact(Fact fact) {
            facts.add(fact.toString());
        }

        @Override
        public void list(ListSeen list) {
            lists.add(list.toString());
        }

        @Override
        public void version(String gitVersion) {
            lists.add(gitVersion);
        }

        @Override
        public void own(OwnDocument document) {
            lists.add(document.toString());
        }

        @Override
        public void problem(Problem problem) {
            problems.add(problem.toString());
        }
    }

    private static String service(int number) {
        String name = "cart-" + number;
        return """
                {"apiVersion": "v1", "kind": "Service",
                 "metadata": {"name": "%s", "namespace": "shop", "annotations": {"note": "a \\" ], } \\\\", "managedFields": "no"},
                  "managedFields" : [{"manager": "helm ]}\\" ", "fieldsV1": {"f:spec": {".": {}}}},
                    {"manager": "kube"}]},
                 "spec": {"selector": {"app": "managedFields"}, "ports": [{"port": 80, "name": "caf\u00e9"}], "clusterIP": "10.96.0.%d"}}""".formatted(name, number % 250);
    }

    private static String items(int count, String between) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            text.append(i == 0 ? "" : between).append(service(i));
        }
        return text.toString();
    }

    private static Notes json(String text) {
        Notes notes = new Notes();
        DocumentReader reader = new DocumentReader(Limits.DEFAULT, notes, "services.json", Optional.empty(), "");
        reader.json(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), 0);
        reader.finish();
        return notes;
    }

    private static Notes yaml(String text) {
        Notes notes = new Notes();
        new DocumentReader(Limits.DEFAULT, notes, "services.json", Optional.empty(), "").yaml(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
        return notes;
    }

    @Test
    void saysTheSameAsOneThreadDoes() {
        String list = "{\"apiVersion\": \"v1\", \"items\": [\n" + items(MANY, " ,\n\n") + "\n], \"kind\": \"List\"}\n";
        Notes aside = json(list);
        Notes alone = yaml(list);
        assertEquals(MANY, aside.facts.size());
        assertEquals(alone.facts, aside.facts);
        assertEquals(alone.lists, aside.lists);
        assertEquals(List.of(), aside.problems);
    }

    /** Items that stand in an item look like those of the list, so that cutting by the look goes wrong. */
    @Test
    void isNotDeceivedByListsInsideItems() {
        String inner = "{\"apiVersion\":\"v1\",\"x\":1}";
        StringBuilder items = new StringBuilder();
        for (int i = 0; i < MANY; i++) {
            items.append(i == 0 ? "" : ",").append(inner.replace("\"x\":1", ("\"kind\":\"Service\",\"metadata\":{\"name\":\"s-%d\",\"namespace\":\"shop\"},\"spec\":{\"parts\":[%s]}")
                    .formatted(i, String.join(",", Collections.nCopies(i == 2500 ? 60_000 : 2, inner)))));
        }
        Notes notes = json("{\"items\":[" + items + "]}");
        assertEquals(MANY, notes.facts.size());
        assertEquals(List.of(), notes.problems);
        assertEquals(yaml("{\"items\":[" + items + "]}").facts, notes.facts);
    }

    @Test
    void readsAListThatIsPrintedOverManyLines() {
        StringBuilder items = new StringBuilder();
        for (int i = 0; i < MANY; i++) {
            items.append(i == 0 ? "" : ",").append("\n    {\n        \"apiVersion\": \"v1\",\n        \"kind\": \"%s\",\n        \"metadata\": {\n            \"name\": \"web-%d\"\n        },\n        \"spec\": {\n            \"ports\": []\n        }\n    }"
                    .formatted(i % 3 == 0 ? "Pod" : "Service", i));
        }
        String list = "{\n    \"items\": [" + items + "\n    ]\n}\n";
        assertEquals(yaml(list).facts, json(list).facts);
        assertEquals(MANY, json(list).facts.size());
    }

    @Test
    void readsABareArrayAndAnItemLongerThanABlock() {
        String large = service(MANY).replace("a \\\"", "x".repeat(3 << 20) + "\\\"");
        Notes notes = json("[" + items(MANY, ",") + ",\n" + large + "," + service(MANY + 1) + "]");
        assertEquals(MANY + 2, notes.facts.size());
        assertEquals(List.of(), notes.problems);
    }

    @Test
    void namesTheLineWhereAListBreaksOff() {
        String whole = "{\"items\": [\n" + items(MANY, ",\n");
        Notes notes = json(whole + ",\n{\"kind\": \"Service\", \"metadata\"");
        assertEquals(MANY, notes.facts.size());
        assertEquals(1, notes.problems.size());
        assertTrue(notes.problems.get(0).startsWith("services.json:" + (whole.lines().count() + 1) + ": cut off"), notes.problems.get(0));
        assertTrue(notes.lists.stream().allMatch(l -> l.contains("broken=true")), notes.lists.toString());
    }

    @Test
    void namesTheLineOfABrokenItemAmongGoodOnes() {
        String before = "{\"items\": [\n" + items(MANY, ",\n");
        Notes notes = json(before + ",\n{\"kind\": Service},\n" + items(3, ",") + "]}");
        assertEquals(MANY, notes.facts.size());
        assertTrue(notes.problems.get(0).startsWith("services.json:" + (before.lines().count() + 1) + ": not valid JSON"), notes.problems.get(0));
    }

    @Test
    void handsOnWhatFollowsTheDocument() throws Exception {
        Notes notes = new Notes();
        DocumentReader reader = new DocumentReader(Limits.DEFAULT, notes, "dump.json", Optional.empty(), "");
        String list = "{\"items\": [" + items(MANY, ",") + "], \"kind\": \"ServiceList\"}";
        ByteArrayInputStream in = new ByteArrayInputStream((list + "\n==== START logs\n").getBytes(StandardCharsets.UTF_8));
        DocumentReader.Rest rest = reader.json(in, 7).orElseThrow();
        assertEquals("\n==== START logs\n", new String(rest.readAhead(), StandardCharsets.UTF_8) + new String(in.readAllBytes(), StandardCharsets.UTF_8));
        assertEquals(7 + list.lines().count() - 1, rest.linesBefore());
    }
}
