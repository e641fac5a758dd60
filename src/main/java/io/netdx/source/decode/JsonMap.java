package io.netdx.source.decode;

import io.netdx.source.Limits;
import io.netdx.source.Problem;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * A JSON object whose values are texts, lists of texts, or objects with a text ({@code {"stdout": …, "exit_code": 1}}); or a list of objects
 * with a command and its text. Streaming; other values are passed over.
 */
public final class JsonMap {

    private static final List<String> KEYS = List.of("command", "cmd", "invocation");
    private static final List<String> TEXTS = List.of("stdout", "output", "result", "text", "data", "stderr", "error");

    /** Receives one entry. */
    public interface Entry {

        /** @param lines lines of a list of texts, or the single text */
        void accept(String key, List<String> lines, boolean list);
    }

    private JsonMap() {
    }

    /** Reads to the end or to where the document breaks; the break is one problem. */
    public static void read(InputStream utf8, Limits limits, String place, Entry entries, Consumer<Problem> problems) {
        try (JsonTokens tokens = new JsonTokens(utf8, limits, 0)) {
            Tokens.Token first = tokens.next();
            TreeReader trees = new TreeReader(limits);
            if (first == Tokens.Token.ARRAY) {
                for (Tokens.Token t = tokens.next(); t != Tokens.Token.END_ARRAY && t != Tokens.Token.END; t = tokens.next()) {
                    Tree item = trees.read(tokens, t, "");
                    KEYS.stream().map(item::text).filter(key -> !key.isEmpty()).findFirst().ifPresent(key -> entries.accept(key, texts(item), false));
                }
            } else if (first == Tokens.Token.OBJECT) {
                object(tokens, trees, entries);
            }
        } catch (DecodeException e) {
            problems.accept(e.at(place));
        }
    }

    private static void object(JsonTokens tokens, TreeReader trees, Entry entries) throws DecodeException {
        for (Tokens.Token t = tokens.next(); t == Tokens.Token.FIELD; t = tokens.next()) {
            String key = tokens.text();
            Tokens.Token first = tokens.next();
            if (first == Tokens.Token.SCALAR) {
                entries.accept(key, List.of(tokens.text()), false);
            } else if (first == Tokens.Token.ARRAY) {
                entries.accept(key, texts(tokens), true);
            } else if (first == Tokens.Token.OBJECT) {
                List<String> texts = texts(trees.read(tokens, first, ""));
                if (!texts.isEmpty()) {
                    entries.accept(key, texts, false);
                }
            }
        }
    }

    /** What a command printed, and then what it complained of. */
    private static List<String> texts(Tree result) {
        return TEXTS.stream().map(result::text).filter(text -> !text.isEmpty()).toList();
    }

    private static List<String> texts(JsonTokens tokens) throws DecodeException {
        List<String> texts = new ArrayList<>();
        for (Tokens.Token t = tokens.next(); t != Tokens.Token.END_ARRAY; t = tokens.next()) {
            switch (t) {
                case SCALAR -> texts.add(tokens.text());
                case OBJECT, ARRAY -> tokens.skip();
                case END -> throw new DecodeException(tokens.line(), "cut off in the middle of a list");
                default -> { }
            }
        }
        return texts;
    }
}
