package io.netdx.source.decode;

import io.netdx.source.Limits;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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

    /** A value as it stood last, to be taken as it is where the same bytes come again. */
    private static final class Last {
        private static final int PATIENCE = 8;
        private static final int LONGEST = 1 << 16;

        private byte[] bytes = new byte[0];
        private int length;
        private Tree tree = Tree.MISSING;
        private int lines;
        private int nodes;
        private int misses;

        boolean again(byte[] json, int at) {
            return length > 0 && at + length <= json.length && json[at + length - 1] == bytes[length - 1]
                    && Arrays.equals(bytes, 0, length, json, at, at + length);
        }

        /** Keeps a value; seldom, where it never comes again. */
        void keep(byte[] json, int from, int to, Tree value, int lineFeeds, int values) {
            if (misses++ > PATIENCE && misses % PATIENCE != 0 || to - from > LONGEST) {
                return;
            }
            length = to - from;
            if (bytes.length < length) {
                bytes = new byte[length + length / 2];
            }
            System.arraycopy(json, from, bytes, 0, length);
            tree = value;
            lines = lineFeeds;
            nodes = values;
        }
    }

    /** The name of a field, and what stood behind it. */
    private static final class Name {
        private static final int ITEMS = 16;

        private final String text;
        /** As it is written, with the quotation mark behind it. */
        private final byte[] bytes;
        private final boolean skipped;
        /** Its fields have names of the user's. */
        private final boolean free;
        private final boolean data;
        private final Last value = new Last();
        private Last[] items = new Last[0];
        /** The name that was read after this one the last time. */
        private Name next = this;

        Name(String text) {
            this(text, (text + '"').getBytes(StandardCharsets.UTF_8));
        }

        Name(String text, byte[] bytes) {
            this.text = text.intern();
            this.bytes = bytes;
            this.skipped = TreeReader.skipped(text);
            this.free = TreeReader.freeNames(text);
            this.data = TreeReader.isData(text);
        }

        Last item(int index) {
            if (index >= items.length) {
                items = Arrays.copyOf(items, index + 1);
                items[index] = new Last();
            }
            return items[index];
        }
    }

    private final Name none = new Name("");
    private final Limits limits;
    private final KnownTexts<Name> names = new KnownTexts<>(NAMES, Name::new);
    private final KnownTexts<Tree> values = new KnownTexts<>(VALUES, text -> Tree.scalar(text, 0));
    private byte[] json;
    private int at;
    private int line;
    private int nodes;
    private boolean inData;
    private Name name = none;
    /** The items are pods, nobody asks on what lines their fields stand. */
    private final boolean pods;
    private final boolean secrets;
    private boolean lined;

    /** @param kind of the items that do not say it, or empty */
    ItemParser(Limits limits, String kind) {
        this.limits = limits;
        this.pods = kind.equals("Pod");
        this.secrets = kind.equals("Secret");
    }

    /**
     * The items of a block, on the lines of the block.
     *
     * @param lines that end in it
     */
    record Items(List<Tree> trees, int lines) {
    }

    /** Whether nobody asks on what lines the fields of an item stand. */
    boolean isPod(Tree item) {
        return item.at("kind").present() ? item.text("kind").equals("Pod") : pods;
    }

    /** Reads the items of a block, each behind a comma; empty where the block is anything else. */
    Optional<Items> read(ItemScanner.Block block) {
        List<Tree> trees = new ArrayList<>();
        json = block.bytes();
        at = 0;
        line = 1;
        try {
            while (true) {
                space();
                if (at == block.to()) {
                    return Optional.of(new Items(trees, line - 1));
                }
                expect(',');
                space();
                nodes = 1;
                inData = secrets;
                expect('{');
                Tree item = object(0, false);
                if (at > block.to()) {
                    return Optional.empty();
                }
                trees.add(item);
            }
        } catch (Unfit | ArrayIndexOutOfBoundsException e) {
            // nothing is told apart here: a quotation mark that is missing leads beyond the end
            return Optional.empty();
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

    private void space() throws Unfit {
        byte[] bytes = json;
        int i = at;
        byte b = bytes[i];
        while (b == ' ' || b == '\n' || b == '\r' || b == '\t') {
            if (b == '\n') {
                line++;
            } else if (b == '\r' && bytes[i + 1] != '\n') {
                // the streaming parser takes it for the end of a line
                throw UNFIT;
            }
            b = bytes[++i];
        }
        at = i;
    }

    /** After the brace that opens it. */
    private Tree object(int depth, boolean freeNames) throws Unfit {
        Tree object = Tree.object(line).keep();
        String kind = "";
        boolean outer = inData;
        space();
        if (json[at] == '}') {
            at++;
            return object;
        }
        while (true) {
            expect('"');
            Name field = name();
            space();
            expect(':');
            space();
            if (!freeNames && field.skipped || field.data && kind.equals("Secret")) {
                skip();
            } else {
                inData = outer || field.data;
                if (depth == 0) {
                    lined = (field.data || field.text.equals("spec")) && !(kind.isEmpty() ? pods : kind.equals("Pod"));
                }
                Tree value = depth > (lined ? 1 : 0) ? value(depth + 1, field, field.value) : fresh(depth + 1, field);
                inData = outer;
                object.fields().put(field.text, value);
                if (depth == 0 && field.text.equals("kind")) {
                    kind = value.text();
                    // annotations may hold its data too
                    outer |= kind.equals("Secret");
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

    private Tree array(int depth, Name of) throws Unfit {
        Tree array = Tree.array(line).keep();
        space();
        if (json[at] == ']') {
            at++;
            return array;
        }
        while (true) {
            int index = array.items().size();
            array.items().add(index < Name.ITEMS ? value(depth + 1, none, of.item(index)) : fresh(depth + 1, none));
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

    /** A value that may be the one that stood there last. */
    private Tree value(int depth, Name of, Last last) throws Unfit {
        if (inData) {
            return fresh(depth, of);
        }
        if (last.again(json, at)) {
            at += last.length;
            line += last.lines;
            nodes += last.nodes;
            last.misses = 0;
            return last.tree;
        }
        int from = at;
        int lineBefore = line;
        int nodesBefore = nodes;
        Tree value = fresh(depth, of);
        // numbers do not say where they end
        if (json[from] == '"' || json[from] == '{' || json[from] == '[') {
            last.keep(json, from, at, value, line - lineBefore, nodes - nodesBefore);
        }
        return value;
    }

    private Tree fresh(int depth, Name of) throws Unfit {
        if (++nodes > limits.nodes() || depth > limits.nesting()) {
            throw UNFIT;
        }
        switch (json[at++]) {
            case '"':
                return string();
            case '{':
                return object(depth, of.free);
            case '[':
                return array(depth, of);
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
        Name likely = name.next;
        int from = at;
        if (from + likely.bytes.length <= json.length && Arrays.equals(likely.bytes, 0, likely.bytes.length, json, from, from + likely.bytes.length)) {
            at = from + likely.bytes.length;
            name = likely;
            return likely;
        }
        int end = plainEnd(from);
        Name read;
        if (json[end] == '"') {
            at = end + 1;
            read = names.of(json, from, end);
        } else {
            read = new Name(marked(from), Arrays.copyOfRange(json, from, at));
        }
        name.next = read;
        name = read;
        return read;
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
                b = bytes[i++];
            }
            if (b >= 0 && b < ' ') {
                throw UNFIT;
            }
            b = bytes[i++];
        }
        return i;
    }
}
