package io.netdx.source.decode;

import io.netdx.source.Limit;
import io.netdx.source.Limits;
import java.util.Set;

/**
 * Builds the tree of one object and leaves out what no diagnosis looks at. The time of reading a snapshot goes into exactly
 * these fields (managedFields alone is half of a pod), so they are skipped unread.
 */
final class TreeReader {

    private static final Set<String> SKIPPED = Set.of("managedFields", "volumeMounts", "tolerations",
            "affinity", "topologySpreadConstraints", "containerID", "imageID", "terminationMessagePath",
            "terminationMessagePolicy", "imagePullPolicy", "resourceVersion", "selfLink", "generateName",
            "images", "volumesAttached", "volumesInUse", "binaryData", "schedulerName", "openAPIV3Schema",
            "ephemeralContainers", "allocatedResources", "qosClass", "volumeDevices", "lastProbeTime");
    /** Below these, names are the user's own and not the API's. */
    private static final Set<String> FREE_NAMES = Set.of("data", "labels", "matchLabels", "selector", "nodeSelector",
            "annotations", "stringData");
    static final Tree NOTHING = Tree.nothing(0);

    private final Limits limits;
    private final Set<String> leftOut;
    private final Scalars scalars = new Scalars();
    private int nodes;
    /** Data may turn out to be a Secret's: it must not outlive its object in the table of scalars. */
    private boolean inData;

    TreeReader(Limits limits) {
        this(limits, SKIPPED);
    }

    private TreeReader(Limits limits, Set<String> leftOut) {
        this.limits = limits;
        this.leftOut = leftOut;
    }

    /** Leaves out nothing but what Secrets hide. */
    static TreeReader ofAllFields(Limits limits) {
        return new TreeReader(limits, Set.of());
    }

    /** Fields that are skipped wherever the API defines them. */
    static boolean skipped(String field) {
        return SKIPPED.contains(field);
    }

    /** Fields that must stay unread in an object of this kind. */
    static boolean secretField(String kind, String field) {
        return kind.equals("Secret") && isData(field);
    }

    /** Fields whose own fields have names of the user's. */
    static boolean freeNames(String field) {
        return FREE_NAMES.contains(field);
    }

    static boolean isData(String field) {
        return field.equals("data") || field.equals("stringData");
    }

    /** Reads the value whose first token is {@code token}; {@code name} is the field it stands in, or empty. */
    Tree read(Tokens tokens, Tokens.Token token, String name) throws DecodeException {
        nodes = 0;
        inData = isData(name);
        return value(tokens, token, 0, FREE_NAMES.contains(name));
    }

    private Tree value(Tokens tokens, Tokens.Token token, int depth, boolean freeNames) throws DecodeException {
        if (++nodes > limits.nodes()) {
            throw new DecodeException(tokens.line(), Limit.VALUES, "one object with more than " + limits.nodes() + " values");
        }
        if (depth > limits.nesting()) {
            throw new DecodeException(tokens.line(), Limit.NESTING, "nested too deeply (more than " + limits.nesting() + " levels)");
        }
        switch (token) {
            case SCALAR:
                return inData ? Scalars.apart(tokens.text()) : tokens.scalar(scalars);
            case NULL:
                return NOTHING;
            case ARRAY:
                Tree array = Tree.array(tokens.line());
                for (Tokens.Token t = tokens.next(); t != Tokens.Token.END_ARRAY; t = tokens.next()) {
                    endOfInput(tokens, t);
                    array.items().add(value(tokens, t, depth + 1, false));
                }
                return array;
            case OBJECT:
                return object(tokens, depth, freeNames);
            default:
                throw new DecodeException(tokens.line(), "a value is missing");
        }
    }

    private Tree object(Tokens tokens, int depth, boolean freeNames) throws DecodeException {
        Tree object = Tree.object(tokens.line());
        String kind = "";
        for (Tokens.Token t = tokens.next(); t != Tokens.Token.END_OBJECT; t = tokens.next()) {
            endOfInput(tokens, t);
            String name = tokens.text();
            if (!freeNames && leftOut.contains(name) || secretField(kind, name)) {
                tokens.skip();
                continue;
            }
            Tokens.Token first = tokens.next();
            endOfInput(tokens, first);
            boolean outer = inData;
            inData |= isData(name);
            Tree value = value(tokens, first, depth + 1, FREE_NAMES.contains(name));
            inData = outer;
            object.fields().put(name, value);
            if (depth == 0 && name.equals("kind")) {
                kind = value.text();
            }
        }
        return object;
    }

    private static void endOfInput(Tokens tokens, Tokens.Token token) throws DecodeException {
        if (token == Tokens.Token.END) {
            throw new DecodeException(tokens.line(), "cut off in the middle of the document");
        }
    }
}
