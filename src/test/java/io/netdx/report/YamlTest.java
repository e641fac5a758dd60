package io.netdx.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.schema.CoreSchema;

class YamlTest {

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "null", "Null", "~", "true", "NO", "off", "y", "1", "-1", "+1", ".5", "1.29", "1e3", "0x1F", "0o17",
        "1_000", "12:30:45", "2026-11-24", ".inf", ".NaN", "=", "<<", "---", "...", "- a", "a: b", "a:", "a #b", "a#b", "#", "&a", "*a",
        "!t", "|", ">", "%", "@", "`", "[", "{}", "\"q\"", "it's", "a\\b", "a\nb", "a ", "http://x/y?z=1&w", "/var/log", "Überlauf 🙂",
        "kubectl get po -o jsonpath='{.items[*].metadata.name}'", "?", "? a", ", a", "v1.29.4", "key: [a, b]"})
    void textStaysText(String text) throws IOException {
        Tree tree = Tree.object().put("text", new Tree.Text(text)).put("list", new Tree.Seq(List.of(new Tree.Text(text)))).build();
        assertThat(parsed(tree)).isEqualTo(Map.of("text", text, "list", List.of(text)));
    }

    @Test
    void wordsOfOlderReadersAreQuotedToo() throws IOException {
        assertThat(written(Tree.object().put("a", "no").put("b", "Yes").put("c", "12:30").put("d", "north").build()))
                .isEqualTo("a: \"no\"\nb: \"Yes\"\nc: \"12:30\"\nd: north\n");
    }

    @Test
    void everyShapeNestsInEveryOther() throws IOException {
        Tree leaf = Tree.object().put("num", 1).put("f", Tree.rounded(0.5, 1)).put("b", true).put("z", new Tree.Null()).build();
        Tree none = new Tree.Seq(List.of());
        Tree lists = new Tree.Seq(List.of(new Tree.Seq(List.of(leaf, none)), Tree.object().build(), leaf));
        Tree tree = Tree.object().put("deep", Tree.object().put("lists", lists).put("none", none).build()).put("end", "x").build();
        assertThat(written(tree)).isEqualTo("""
                deep:
                  lists:
                  - - num: 1
                      f: 0.5
                      b: true
                      z: null
                    - []
                  - {}
                  - num: 1
                    f: 0.5
                    b: true
                    z: null
                  none: []
                end: x
                """);
        assertThat(parsed(tree)).asString().contains("lists=[[{num=1, f=0.5, b=true, z=null}, []], {}, {num=1");
    }

    private static Object parsed(Tree tree) throws IOException {
        return new Load(LoadSettings.builder().setSchema(new CoreSchema()).build()).loadFromString(written(tree));
    }

    private static String written(Tree tree) throws IOException {
        StringBuilder out = new StringBuilder();
        Yaml.write(tree, out);
        return out.toString();
    }
}
