package io.netdx.source.decode;

import io.netdx.source.Limits;
import io.netdx.source.Problem;
import java.io.InputStream;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** The items of all lists of a JSON document that is no object of the API, one by one, so that no document is held as a whole. */
public final class JsonItems {

    private JsonItems() {
    }

    /**
     * Reads to the end or to where the document breaks; the break is one problem, and what came before it counts.
     *
     * @param items receives the name of the field that holds the list, empty for the document itself, and an item
     */
    public static void read(InputStream utf8, Limits limits, String place, BiConsumer<String, Tree> items, Consumer<Problem> problems) {
        try (JsonTokens tokens = new JsonTokens(utf8, limits, 0)) {
            TreeReader trees = new TreeReader(limits);
            String field = "";
            int depth = 0;
            for (Tokens.Token t = tokens.next(); t != Tokens.Token.END; t = tokens.next()) {
                switch (t) {
                    case FIELD -> field = tokens.text();
                    case OBJECT -> depth++;
                    case END_OBJECT -> depth--;
                    case ARRAY -> list(tokens, trees, field, items);
                    default -> { }
                }
            }
            if (depth > 0) {
                throw new DecodeException(tokens.line(), "cut off in the middle of the JSON document");
            }
        } catch (DecodeException e) {
            problems.accept(e.at(place));
        }
    }

    private static void list(JsonTokens tokens, TreeReader trees, String field, BiConsumer<String, Tree> items) throws DecodeException {
        for (Tokens.Token t = tokens.next(); t != Tokens.Token.END_ARRAY; t = tokens.next()) {
            if (t == Tokens.Token.END) {
                throw new DecodeException(tokens.line(), "cut off in the middle of a list");
            }
            items.accept(field, trees.read(tokens, t, ""));
        }
    }
}
