package io.netdx.source.decode;

import io.netdx.source.Limit;
import io.netdx.source.Limits;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Consumer;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/** JSON through Jackson's streaming parser. */
final class JsonTokens implements Tokens {

    /** The names of fields, learned once for all documents. */
    static final JsonFactory SHARED = factory(Limits.DEFAULT);

    private final InputStream in;
    private final JsonFactory factory;
    private JsonParser parser;
    private int baseLine;
    private Optional<Ahead> ahead = Optional.empty();

    /** @throws DecodeException where the first bytes are those of no encoding that JSON has */
    JsonTokens(InputStream in, Limits limits, int linesBefore) throws DecodeException {
        this.baseLine = linesBefore;
        this.in = in;
        this.factory = limits.nesting() == Limits.DEFAULT.nesting() && limits.stringLength() == Limits.DEFAULT.stringLength()
                ? SHARED : factory(limits);
        try {
            this.parser = factory.createParser(ObjectReadContext.empty(), in);
        } catch (JacksonException e) {
            throw failed(e);
        }
    }

    private static JsonFactory factory(Limits limits) {
        return JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(limits.nesting())
                        .maxStringLength(limits.stringLength()).maxNameLength(1 << 16).build())
                .disable(StreamReadFeature.AUTO_CLOSE_SOURCE)
                .build();
    }

    @Override
    public Token next() throws DecodeException {
        try {
            JsonToken token = parser.nextToken();
            if (token == null) {
                return Token.END;
            }
            return switch (token) {
                case START_OBJECT -> Token.OBJECT;
                case END_OBJECT -> Token.END_OBJECT;
                case START_ARRAY -> Token.ARRAY;
                case END_ARRAY -> Token.END_ARRAY;
                case PROPERTY_NAME -> Token.FIELD;
                case VALUE_NULL -> Token.NULL;
                default -> Token.SCALAR;
            };
        } catch (JacksonException e) {
            throw failed(e);
        }
    }

    @Override
    public String text() throws DecodeException {
        try {
            return parser.getString();
        } catch (JacksonException e) {
            throw failed(e);
        }
    }

    @Override
    public Tree scalar(Scalars known) throws DecodeException {
        try {
            return known.of(parser.getStringCharacters(), parser.getStringOffset(), parser.getStringLength());
        } catch (JacksonException e) {
            throw failed(e);
        }
    }

    @Override
    public void write(JsonGenerator json) throws DecodeException {
        try {
            json.copyCurrentEventExact(parser);
        } catch (JacksonException e) {
            throw failed(e);
        }
    }

    @Override
    public int line() {
        return baseLine + parser.currentTokenLocation().getLineNr();
    }

    @Override
    public void skip() throws DecodeException {
        try {
            if (parser.currentToken() == JsonToken.PROPERTY_NAME) {
                parser.nextToken();
            }
            parser.skipChildren();
        } catch (JacksonException e) {
            throw failed(e);
        }
    }

    /**
     * After an item of a list of the document: reads the items that follow on several threads, and goes on behind them as if it had read
     * them itself.
     */
    void itemsAside(ItemCrew crew, Consumer<DocumentReader.Item> items) throws DecodeException {
        int depth = parser.streamReadContext().getNestingDepth();
        if (depth > 2) {
            return;
        }
        ItemScanner scanner = new ItemScanner(new Ahead(readAhead(), in));
        int linesBefore = endLine() - 1;
        parser.close();
        try {
            baseLine = crew.read(scanner, linesBefore, items);
        } finally {
            Ahead rest = new Ahead(scanner.left(), in);
            ahead = Optional.of(rest);
            String opened = depth == 1 ? "[{}" : "{\"\":[{}";
            parser = factory.createParser(ObjectReadContext.empty(), new Ahead(opened.getBytes(StandardCharsets.US_ASCII), rest));
        }
        for (Token t = next(); t != Token.END_OBJECT; t = next()) {
            // what is open already
        }
    }

    /** What was read beyond the document, where a file goes on with something else. */
    byte[] readAhead() {
        ByteArrayOutputStream buffered = new ByteArrayOutputStream();
        parser.releaseBuffered(buffered);
        ahead.ifPresent(a -> buffered.writeBytes(a.left()));
        return buffered.toByteArray();
    }

    /** The line that the document ends on. */
    int endLine() {
        return baseLine + parser.currentLocation().getLineNr();
    }

    @Override
    public void close() {
        parser.close();
    }

    private DecodeException failed(JacksonException e) {
        String reason = e.getOriginalMessage();
        int line = baseLine + (e.getLocation() == null ? 0 : Math.max(0, e.getLocation().getLineNr()));
        if (e instanceof tools.jackson.core.exc.StreamConstraintsException) {
            return new DecodeException(line, reason.contains("nesting") ? Limit.NESTING : Limit.STRING_LENGTH,
                    "nested too deeply or too long: " + shorten(reason));
        }
        if (reason.startsWith("Unexpected end-of-input") || e instanceof tools.jackson.core.exc.UnexpectedEndOfInputException) {
            return new DecodeException(line, "cut off in the middle of the JSON document");
        }
        return new DecodeException(line, "not valid JSON: " + shorten(reason));
    }

    private static String shorten(String reason) {
        int end = reason.indexOf('\n');
        String first = end < 0 ? reason : reason.substring(0, end);
        return first.length() > 120 ? first.substring(0, 120) + "…" : first;
    }
}
