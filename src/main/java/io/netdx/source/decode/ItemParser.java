package io.netdx.source.decode;

import io.netdx.source.Limits;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * Reads the items of a list from memory, several times as fast as the streaming parser: names and values that came before are found by
 * their bytes, and what no diagnosis looks at is passed over without being taken apart. It knows well-formed JSON only and gives up at
 * anything else, for the streaming parser to say what is wrong.
 */
final class ItemParser {

    private static final int NAMES = 1 << 12;
    private static final int VALUES = 1 << 15;
    /** Longer values hardly ever come twice. */
    private static final int LONG = 64;

    /** Gives up; the same one every time, because nobody reads it. */
    private static final class Unfit extends Exception {
        private static final long serialVersionUID = 1L;

        Unfit() {
            super("", null, false, false);
        }
    }

    private static final Unfit UNFIT = new Unfit();

    /** @param free its fields have names of the user's */
    private record Name(String text, boolean skipped, boolean free, boolean data) {
        static Name of(String text) {
            return new Name(text.intern(), TreeReader.skipped(text), TreeReader.freeNames(text), TreeReader.isData(text));
        }
    }

    private final Limits limits;
    private final KnownTexts<Name> names = new KnownTexts<>(NAMES, Name::of);
    private final KnownTexts<Tree> values = new KnownTexts<>(VALUES, text -> Tree.scalar(text, 0));
    private byte[] json;
    private int at;
    private int line;
    private int nodes;
    private boolean inData;

    ItemParser(Limits limits) {
        this.limits = limits;
    }

    /**
     * Reads the items of a block, each behind a comma.
     *
     * @return whether the block is that, from its first byte to its last; else what the items said must be forgotten
     */
    boolean read(ItemScanner.Block block, Consumer<Tree> items) {
        json = block.bytes();
        at = 0;
        line = block.linesBefore() + 1;
        try {
            while (true) {
                space();
                if (at == block.to()) {
                    return true;
                }
                expect(',');
                space();
                nodes = 1;
                inData = false;
                expect('{');
                Tree item = object(0, false);
                if (at > block.to()) {
                    return false;
                }
                items.accept(item);
            }
        } catch (Unfit | ArrayIndexOutOfBoundsException e) {
            // nothing is told apart here: a quotation mark that is missing leads beyond the end
            return false;
        } finally {
            json = new byte[0];
        }
    }

    private void expect(char c) throws Unfit {
        if (json[at] != c) {
            throw UNFIT;
        }
        at++;
    }

    private void space() {
        byte[] bytes = json;
        int i = at;
        byte b = bytes[i];
        while (b == ' ' || b == '\n' || b == '\r' || b == '\t') {
            if (b == '\n') {
                line++;
            }
            b = bytes[++i];
        }
        at = i;
    }

    /** After the brace that opens it. */
    private Tree object(int depth, boolean freeNames) throws Unfit {
        Tree object = Tree.object(line);
        String kind = "";
        boolean outer = inData;
        space();
        if (json[at] == '}') {
            at++;
            return object;
        }
        while (true) {
            expect('"');
            Name name = name();
            space();
            expect(':');
            space();
            if (!freeNames && name.skipped || name.data && kind.equals("Secret")) {
                skip();
            } else {
                inData = outer || name.data;
                Tree value = value(depth + 1, name.free);
                inData = outer;
                object.fields().put(name.text, value);
                if (depth == 0 && name.text.equals("kind")) {
                    kind = value.text();
                }
            }
            space();
            byte b = json[at++];
            if (b == '}') {
                return object;
            }
            if (b != ',') {
                throw UNFIT;
            }
            space();
        }
    }

    private Tree array(int depth) throws Unfit {
        Tree array = Tree.array(line);
        space();
        if (json[at] == ']') {
            at++;
            return array;
        }
        while (true) {
            array.items().add(value(depth + 1, false));
            space();
            byte b = json[at++];
            if (b == ']') {
                return array;
            }
            if (b != ',') {
                throw UNFIT;
            }
            space();
        }
    }

    private Tree value(int depth, boolean freeNames) throws Unfit {
        if (++nodes > limits.nodes() || depth > limits.nesting()) {
            throw UNFIT;
        }
        switch (json[at++]) {
            case '"':
                return string();
            case '{':
                return object(depth, freeNames);
            case '[':
                return array(depth);
            case 't':
                return literal("true");
            case 'f':
                return literal("false");
            case 'n':
                literal("null");
                return TreeReader.NOTHING;
            default:
                at--;
                return number();
        }
    }

    private Tree literal(String word) throws Unfit {
        for (int i = 1; i < word.length(); i++) {
            expect(word.charAt(i));
        }
        return values.of(json, at - word.length(), at);
    }

    private Tree number() throws Unfit {
        int from = at;
        int i = json[from] == '-' ? from + 1 : from;
        int end = afterDigits(i);
        if (json[i] == '0' && end > i + 1) {
            throw UNFIT;
        }
        if (json[end] == '.') {
            end = afterDigits(end + 1);
        }
        if (json[end] == 'e' || json[end] == 'E') {
            end = afterDigits(json[end + 1] == '-' || json[end + 1] == '+' ? end + 2 : end + 1);
        }
        at = end;
        return values.of(json, from, end);
    }

    private int afterDigits(int from) throws Unfit {
        int i = from;
        while (json[i] >= '0' && json[i] <= '9') {
            i++;
        }
        if (i == from) {
            throw UNFIT;
        }
        return i;
    }

    private Name name() throws Unfit {
        int from = at;
        int end = plainEnd(from);
        if (json[end] != '"') {
            return Name.of(marked(from));
        }
        at = end + 1;
        return names.of(json, from, end);
    }

    private Tree string() throws Unfit {
        int from = at;
        int end = plainEnd(from);
        if (json[end] != '"') {
            return Scalars.apart(marked(from));
        }
        at = end + 1;
        return inData || end - from > LONG ? Scalars.apart(new String(json, from, end - from, StandardCharsets.ISO_8859_1))
                : values.of(json, from, end);
    }

    /** Where the first character stands that is not ASCII or not for itself. */
    private int plainEnd(int from) {
        byte[] bytes = json;
        int i = from;
        byte b = bytes[i];
        while (b >= ' ' && b != '"' && b != '\\') {
            b = bytes[++i];
        }
        return i;
    }

    /** A string with characters that are escaped or not ASCII. */
    private String marked(int from) throws Unfit {
        StringBuilder text = new StringBuilder();
        int i = from;
        while (true) {
            int end = plainEnd(i);
            text.append(new String(json, i, end - i, StandardCharsets.ISO_8859_1));
            byte b = json[end];
            if (b == '"') {
                at = end + 1;
                return text.toString();
            }
            if (b == '\\') {
                i = escaped(end + 1, text);
            } else if (b < 0) {
                i = end;
                while (json[i] < 0) {
                    i++;
                }
                String wide = new String(json, end, i - end, StandardCharsets.UTF_8);
                if (wide.indexOf('\uFFFD') >= 0) {
                    throw UNFIT;
                }
                text.append(wide);
            } else {
                throw UNFIT;
            }
        }
    }

    /** @return where the text goes on */
    private int escaped(int from, StringBuilder into) throws Unfit {
        switch (json[from]) {
            case '"', '\\', '/' -> into.append((char) json[from]);
            case 'n' -> into.append('\n');
            case 't' -> into.append('\t');
            case 'r' -> into.append('\r');
            case 'b' -> into.append('\b');
            case 'f' -> into.append('\f');
            case 'u' -> {
                int code = 0;
                for (int i = from + 1; i <= from + 4; i++) {
                    int digit = Character.digit(json[i], 16);
                    if (digit < 0) {
                        throw UNFIT;
                    }
                    code = 16 * code + digit;
                }
                into.append((char) code);
                return from + 5;
            }
            default -> throw UNFIT;
        }
        return from + 1;
    }

    /** Passes over a value. */
    private void skip() throws Unfit {
        byte[] bytes = json;
        int i = at;
        int depth = 0;
        do {
            switch (bytes[i++]) {
                case '"' -> i = afterString(bytes, i);
                case '{', '[' -> depth++;
                case '}', ']' -> depth--;
                case '\n' -> line++;
                case 0 -> throw UNFIT;
                default -> { }
            }
        } while (depth > 0 || bytes[i] != ',' && bytes[i] != '}' && bytes[i] != ']');
        at = i;
    }

    private static int afterString(byte[] bytes, int from) throws Unfit {
        int i = from;
        byte b = bytes[i++];
        while (b != '"') {
            if (b == '\\') {
                i++;
            } else if (b >= 0 && b < ' ') {
                throw UNFIT;
            }
            b = bytes[i++];
        }
        return i;
    }
}
