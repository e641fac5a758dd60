package io.netdx.source.decode;

import io.netdx.source.Limits;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Of which kinds the objects of a document are, without decoding them. */
public final class ObjectKinds {

    /** At the margin, or in the items of a list as kubectl indents them; owners and involved objects stand further in. */
    private static final Pattern YAML_KIND = Pattern.compile("(?:- |  )?(?:kind): *[\"']?([A-Za-z]{1,64})[\"']?\\s*");

    private ObjectKinds() {
    }

    /**
     * Tells the kind of each object, {@code Node} for a list of nodes, until nobody wants more or the document breaks.
     *
     * @param more false where enough is known
     */
    public static void json(InputStream utf8, Predicate<String> more) {
        try (JsonTokens tokens = new JsonTokens(utf8, Limits.DEFAULT, 0)) {
            boolean wanted = true;
            for (Tokens.Token t = tokens.next(); wanted && t != Tokens.Token.END; t = tokens.next()) {
                wanted = t != Tokens.Token.OBJECT || object(tokens, true, more);
            }
        } catch (DecodeException e) {
            // what came before the break was told
        }
    }

    private static boolean object(Tokens tokens, boolean outer, Predicate<String> more) throws DecodeException {
        boolean wanted = true;
        for (Tokens.Token t = tokens.next(); t != Tokens.Token.END_OBJECT && t != Tokens.Token.END; t = tokens.next()) {
            String field = tokens.text();
            if (field.equals("kind") && tokens.next() == Tokens.Token.SCALAR) {
                wanted = wanted && told(tokens.text(), more);
            } else if (outer && field.equals("items") && tokens.next() == Tokens.Token.ARRAY) {
                for (Tokens.Token item = tokens.next(); wanted && item == Tokens.Token.OBJECT; item = tokens.next()) {
                    wanted = object(tokens, false, more);
                }
                if (!wanted) {
                    return false;
                }
            } else if (!field.equals("kind") && !(outer && field.equals("items"))) {
                tokens.skip();
            }
        }
        return wanted;
    }

    /** As {@link #json}. */
    public static void yaml(InputStream utf8, Predicate<String> more) throws IOException {
        BufferedReader lines = new BufferedReader(new InputStreamReader(utf8, StandardCharsets.UTF_8));
        boolean wanted = true;
        for (String line = lines.readLine(); wanted && line != null; line = lines.readLine()) {
            Matcher kind = YAML_KIND.matcher(line);
            wanted = !kind.matches() || told(kind.group(1), more);
        }
    }

    private static boolean told(String kind, Predicate<String> more) {
        String one = kind.endsWith("List") ? kind.substring(0, kind.length() - 4) : kind;
        return one.isEmpty() || more.test(one);
    }
}
