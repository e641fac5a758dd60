package io.netdx.source.decode;

import io.netdx.source.Limits;
import io.netdx.source.Problem;
import java.io.InputStream;
import java.util.List;
import java.util.ArrayList;
import java.util.function.Consumer;

/** A JSON object whose values are texts or lists of texts, streaming. Other values are passed over. */
public final class JsonMap {

    /** Receives one entry. */
    public interface Entry {

        /** @param lines lines of a list of texts, or the single text */
        void accept(String key, List<String> lines, boolean list);
    }

    private JsonMap() {
    }

    /** Reads to the end or to where the document breaks; the break is one problem. */
    public static void read(InputStream utf8, Limits limits, String place, Entry entries, Consumer<Problem> problems) {
        JsonTokens tokens = new JsonTokens(utf8, limits, 0);
        try (tokens) {
            if (tokens.next() != Tokens.Token.OBJECT) {
                return;
            }
            for (Tokens.Token t = tokens.next(); t == Tokens.Token.FIELD; t = tokens.next()) {
                String key = tokens.text();
                Tokens.Token first = tokens.next();
                if (first == Tokens.Token.SCALAR) {
                    entries.accept(key, List.of(tokens.text()), false);
                } else if (first == Tokens.Token.ARRAY) {
                    entries.accept(key, texts(tokens), true);
                } else if (first == Tokens.Token.OBJECT) {
                    tokens.skip();
                }
            }
        } catch (DecodeException e) {
            problems.accept(new Problem(e.line() > 0 ? place + ":" + e.line() : place, e.getMessage()));
        }
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
