package io.netdx.source.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.netdx.source.Limits;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the quick parser reads is what the streaming parser reads, or nothing. */
class ItemParserTest {

    private static final String[] NAMES = {"apiVersion", "kind", "metadata", "name", "labels", "managedFields", "spec", "data", "status", "items", "caf\u00e9", "a\\\"b", "image", "images"};
    private static final String[] SCALARS = {"\"web\"", "\"\"", "80", "-1", "0.25", "1e9", "-0.5E+3", "true", "false", "null", "\"Secret\"", "\"a\\n\\\"b\\\\\"", "\"\\u003c\\u00e9\"",
        "\"na\u00efve \u2713 \ud83d\ude00\"", "\"\\ud83d\\ude00\"", "\"2026-11-24T09:58:00Z\"", "\"" + "long ".repeat(40) + "\""};

    private static final String MARKS = "{}[]\",:\\0e-.tnu \n\u00e9";

    private static List<String> quick(String items, String kind) {
        byte[] bytes = Arrays.copyOf(items.getBytes(StandardCharsets.UTF_8), items.getBytes(StandardCharsets.UTF_8).length + 1);
        ItemParser parser = new ItemParser(Limits.DEFAULT, kind);
        Optional<ItemParser.Items> read = parser.read(new ItemScanner.Block(bytes, bytes.length - 1, true));
        if (read.isEmpty()) {
            return List.of("unfit");
        }
        assertThat(read.get().lines()).isEqualTo((int) items.chars().filter(c -> c == '\n').count());
        read.get().trees().forEach(tree -> tree.moveDown(6, !parser.isPod(tree)));
        return read.get().trees().stream().map(tree -> said(tree, parser.isPod(tree) ? 3 : 0)).toList();
    }

    private static List<String> streaming(String items) throws DecodeException {
        List<String> read = new ArrayList<>();
        JsonTokens tokens = new JsonTokens(new ByteArrayInputStream(("[" + items.substring(1) + "]").getBytes(StandardCharsets.UTF_8)), Limits.DEFAULT, 6);
        tokens.next();
        TreeReader trees = new TreeReader(Limits.DEFAULT);
        for (Tokens.Token t = tokens.next(); t != Tokens.Token.END_ARRAY; t = tokens.next()) {
            Tree tree = trees.read(tokens, t, "");
            read.add(said(tree, tree.text("kind").equals("Pod") ? 3 : 0));
        }
        return read;
    }

    /** A tree as text, with the lines that somebody asks for: of the object, and of what stands in its spec or data. */
    private static String said(Tree tree, int depth) {
        StringBuilder text = new StringBuilder(tree.type().name()).append(depth == 0 || depth == 2 ? "@" + tree.line() : "").append('=').append(tree.text());
        tree.fields().forEach((name, value) -> text.append('{').append(name).append(' ')
                .append(said(value, depth == 0 && !name.equals("spec") && !name.equals("data") ? 3 : depth + 1)).append('}'));
        tree.items().forEach(item -> text.append('[').append(said(item, 3)).append(']'));
        return text.toString();
    }

    private static String value(Random random, int depth) {
        int shape = random.nextInt(depth > 4 ? 1 : 3);
        if (shape == 0) {
            return SCALARS[random.nextInt(SCALARS.length)];
        }
        StringBuilder text = new StringBuilder(shape == 1 ? "{" : "[");
        for (int i = random.nextInt(5); i > 0; i--) {
            text.append(space(random)).append(shape == 1 ? '"' + NAMES[random.nextInt(NAMES.length)] + '"' + space(random) + ':' + space(random) : "")
                    .append(value(random, depth + 1)).append(space(random)).append(i > 1 ? "," : "");
        }
        return text.append(shape == 1 ? "}" : "]").toString();
    }

    private static String space(Random random) {
        return switch (random.nextInt(6)) {
            case 0 -> "\n";
            case 1 -> " ";
            case 2 -> "\r\n\t";
            default -> "";
        };
    }

    private static String item(Random random) {
        String item = value(random, 0);
        while (!item.startsWith("{")) {
            item = value(random, 0);
        }
        return item;
    }

    @Test
    void readsWhatTheStreamingParserReads() throws DecodeException {
        Random random = new Random(71);
        for (int round = 0; round < 4000; round++) {
            StringBuilder items = new StringBuilder();
            // some come again, whole or in part
            List<String> known = List.of(item(random), item(random));
            for (int i = 0; i < 6; i++) {
                items.append(',').append(space(random)).append(random.nextBoolean() ? known.get(i % 2) : item(random)).append(space(random));
            }
            assertThat(quick(items.toString(), "")).as(items.toString()).isEqualTo(streaming(items.toString()));
        }
    }

    @Test
    void agreesOnBrokenItemsOrGivesUp() {
        Random random = new Random(72);
        for (int round = 0; round < 4000 + 1000 * Integer.getInteger("netdx.rounds", 0); round++) {
            StringBuilder items = new StringBuilder("," + item(random) + "," + item(random));
            for (int i = 1 + random.nextInt(3); i > 0; i--) {
                int at = 1 + random.nextInt(items.length() - 1);
                switch (random.nextInt(3)) {
                    case 0 -> items.deleteCharAt(at);
                    case 1 -> items.insert(at, MARKS.charAt(random.nextInt(MARKS.length())));
                    default -> items.setCharAt(at, MARKS.charAt(random.nextInt(MARKS.length())));
                }
            }
            String text = items.toString();
            List<String> quick = quick(text, "");
            // what is skipped is not looked at
            if (!quick.equals(List.of("unfit")) && !text.contains("managedFields") && !text.contains("images")) {
                assertThatCode(() -> assertThat(quick).as(text).isEqualTo(streaming(text))).as(text).doesNotThrowAnyException();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {",{\"a\":01}", ",{\"a\":1.}", ",{\"a\":.5}", ",{\"a\":+1}", ",{\"a\":tru}", ",{\"a\":nul}", ",{\"a\":\"\\x\"}", ",{\"a\":\"\\u00g0\"}",
        ",{\"a\":\"x\ty\"}", ",{\"a\":1,}", ",{,}", ",{\"a\" 1}", ",{\"a\":[1 2]}", ",{\"a\":[1,]}", ",{a:1}", ",{\"a\":1", ",{\"a\":\"x", ",{\"a\":\"x\\", ",{\"a\":{\"b\":1}", ",", ",3",
        ",{\"a\":1}{\"a\":1}", ",{\"a\":1}]", ",{\"managedFields\":[{\"a\":\"x", ",{\"managedFields\":[", ",{\"a\":-}", ",{\"a\":1e}"})
    void givesUpAtAnythingElse(String items) {
        assertThat(quick(items, "")).containsExactly("unfit");
    }

    /** kubectl keeps what was applied in an annotation. */
    @ParameterizedTest
    @ValueSource(strings = {"\"kind\":\"Secret\",", ""})
    void keepsNoAnnotationsOfSecrets(String kind) {
        String secret = ",{" + kind + "\"metadata\":{\"annotations\":{\"last-applied-configuration\":\"aHVudGVyMg==\"}}}";
        byte[] bytes = (secret + secret + "\0").getBytes(StandardCharsets.UTF_8);
        List<Tree> read = new ItemParser(Limits.DEFAULT, kind.isEmpty() ? "Secret" : "").read(new ItemScanner.Block(bytes, bytes.length - 1, true)).orElseThrow().trees();
        assertThat(read.get(0).at("metadata", "annotations")).isNotSameAs(read.get(1).at("metadata", "annotations"));
        assertThat(read.get(0).at("metadata", "annotations").at("last-applied-configuration"))
                .isNotSameAs(read.get(1).at("metadata", "annotations").at("last-applied-configuration"));
    }

    @Test
    void keepsNoDataThatMayBeSecret() {
        String secret = ",{\"data\":{\"password\":\"aHVudGVyMg==\"},\"kind\":\"Secret\"}";
        ItemParser parser = new ItemParser(Limits.DEFAULT, "");
        byte[] bytes = (secret + secret + "\0").getBytes(StandardCharsets.UTF_8);
        List<Tree> read = parser.read(new ItemScanner.Block(bytes, bytes.length - 1, true)).orElseThrow().trees();
        assertThat(read.get(0).at("data").at("password")).isNotSameAs(read.get(1).at("data").at("password"));
        assertThat(read.get(0).at("kind")).isSameAs(read.get(1).at("kind"));
    }
}
