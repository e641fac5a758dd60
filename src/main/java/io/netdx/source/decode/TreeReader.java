package io.netdx.source.decode;

import io.netdx.source.Limits;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Builds the tree of one object and leaves out what no diagnosis looks at. The time of reading a snapshot goes into exactly
 * these fields (managedFields alone is half of a pod), so they are skipped unread.
 */
final class TreeReader {

    private static final Set<String> SKIPPED = Set.of("managedFields", "volumeMounts", "securityContext", "tolerations",
            "affinity", "topologySpreadConstraints", "containerID", "imageID", "terminationMessagePath",
            "terminationMessagePolicy", "imagePullPolicy", "resourceVersion", "selfLink", "generateName",
            "images", "volumesAttached", "volumesInUse", "binaryData", "schedulerName", "openAPIV3Schema", "caBundle",
            "ephemeralContainers", "allocatedResources", "qosClass", "volumeDevices", "lastProbeTime");
    /** Below these, names are the user's own and not the API's. */
    private static final Set<String> FREE_NAMES = Set.of("data", "labels", "matchLabels", "selector", "nodeSelector",
            "annotations", "stringData");
    private static final int MAX_SCALAR = 1 << 20;

    private final Limits limits;
    private final Map<String, String> interned = new HashMap<>();
    private int nodes;

    TreeReader(Limits limits) {
        this.limits = limits;
    }

    /** Reads the value whose first token is {@code token}. {@code skipData}: an object whose {@code data} must stay unread. */
    Tree read(Tokens tokens, Tokens.Token token, boolean skipData) throws DecodeException {
        nodes = 0;
        return value(tokens, token, 0, false, skipData);
    }

    private Tree value(Tokens tokens, Tokens.Token token, int depth, boolean freeNames, boolean skipData)
            throws DecodeException {
        if (++nodes > limits.nodes()) {
            throw new DecodeException(tokens.line(), "one object with more than " + limits.nodes() + " values");
        }
        if (depth > limits.nesting()) {
            throw new DecodeException(tokens.line(), "nested too deeply (more than " + limits.nesting() + " levels)");
        }
        int line = tokens.line();
        switch (token) {
            case SCALAR:
                String text = tokens.text();
                return Tree.scalar(intern(text.length() > MAX_SCALAR ? text.substring(0, MAX_SCALAR) : text), line);
            case NULL:
                return Tree.nothing(line);
            case ARRAY:
                Tree array = Tree.array(line);
                for (Tokens.Token t = tokens.next(); t != Tokens.Token.END_ARRAY; t = tokens.next()) {
                    endOfInput(tokens, t);
                    array.items().add(value(tokens, t, depth + 1, false, skipData));
                }
                return array;
            case OBJECT:
                return object(tokens, depth, freeNames, skipData, line);
            default:
                throw new DecodeException(line, "a value is missing");
        }
    }

    private Tree object(Tokens tokens, int depth, boolean freeNames, boolean skipData, int line) throws DecodeException {
        Tree object = Tree.object(line);
        boolean secret = skipData;
        for (Tokens.Token t = tokens.next(); t != Tokens.Token.END_OBJECT; t = tokens.next()) {
            endOfInput(tokens, t);
            String name = intern(tokens.text());
            if (!freeNames && SKIPPED.contains(name) || secret && (name.equals("data") || name.equals("stringData"))) {
                tokens.skip();
                continue;
            }
            Tokens.Token first = tokens.next();
            endOfInput(tokens, first);
            Tree value = value(tokens, first, depth + 1, FREE_NAMES.contains(name), false);
            object.fields().put(name, value);
            if (depth == 0 && name.equals("kind") && value.text().equals("Secret")) {
                secret = true;
                object.fields().remove("data");
                object.fields().remove("stringData");
            }
        }
        return object;
    }

    private static void endOfInput(Tokens tokens, Tokens.Token token) throws DecodeException {
        if (token == Tokens.Token.END) {
            throw new DecodeException(tokens.line(), "cut off in the middle of the document");
        }
    }

    /** Short strings repeat thousands of times; long ones hardly ever. */
    private String intern(String text) {
        if (text.length() > 64) {
            return text;
        }
        String known = interned.putIfAbsent(text, text);
        if (interned.size() > 200_000) {
            interned.clear();
        }
        return known == null ? text : known;
    }
}
