package io.netdx.source.decode;

import io.netdx.source.Limits;
import java.io.InputStream;

/** The first YAML document of a file that is no object of the API, as a tree. */
public final class YamlTree {

    private YamlTree() {
    }

    /** {@link Tree#MISSING} where there is none, or it breaks. */
    public static Tree read(InputStream utf8, Limits limits) {
        try (Tokens tokens = new YamlTokens(utf8, limits)) {
            Tokens.Token first = tokens.next();
            return first == Tokens.Token.END ? Tree.MISSING : TreeReader.ofAllFields(limits).read(tokens, first, "");
        } catch (DecodeException e) {
            return Tree.MISSING;
        }
    }
}
