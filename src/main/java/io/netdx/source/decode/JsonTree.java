package io.netdx.source.decode;

import io.netdx.source.Limits;
import io.netdx.source.Problem;
import java.io.InputStream;
import java.util.function.Consumer;

/** A JSON document that is no object of the API, as a tree. */
public final class JsonTree {

    private JsonTree() {
    }

    /** {@link Tree#MISSING}, and a problem, where the document breaks. */
    public static Tree read(InputStream utf8, Limits limits, String place, Consumer<Problem> problems) {
        return read(new TreeReader(limits), utf8, limits, place, problems);
    }

    /** With the fields, too, that no diagnosis looks at. {@link Tree#MISSING} where the document breaks. */
    public static Tree whole(InputStream utf8, Limits limits) {
        return read(TreeReader.ofAllFields(limits), utf8, limits, "", problem -> { });
    }

    private static Tree read(TreeReader trees, InputStream utf8, Limits limits, String place, Consumer<Problem> problems) {
        try (JsonTokens tokens = new JsonTokens(utf8, limits, 0)) {
            return trees.read(tokens, tokens.next(), "");
        } catch (DecodeException e) {
            problems.accept(e.at(place));
            return Tree.MISSING;
        }
    }
}
