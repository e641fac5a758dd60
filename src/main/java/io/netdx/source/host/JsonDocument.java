package io.netdx.source.host;

import java.util.ArrayDeque;
import java.util.Deque;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/** Reads JSON strictly, as the programs that own these files do. */
final class JsonDocument {

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(Document.MAX_DEPTH).build())
            .build();

    private JsonDocument() {
    }

    static Document read(byte[] bytes) throws MalformedDocument {
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), bytes)) {
            JsonToken first = parser.nextToken();
            if (first == null) {
                throw new MalformedDocument(0, "the file is empty");
            }
            if (first != JsonToken.START_OBJECT) {
                throw new MalformedDocument(1, "not a JSON object");
            }
            Document document = object(parser);
            if (parser.nextToken() != null) {
                throw new MalformedDocument(parser.currentTokenLocation().getLineNr(), "text after the end of the document");
            }
            return document;
        } catch (JacksonException e) {
            int line = e.getLocation() == null ? 0 : Math.max(0, e.getLocation().getLineNr());
            throw new MalformedDocument(line, "not valid JSON: " + e.getOriginalMessage());
        }
    }

    private static Document object(JsonParser parser) throws MalformedDocument {
        Document document = new Document();
        Deque<String> paths = new ArrayDeque<>();
        paths.push("");
        String path = "";
        while (!paths.isEmpty()) {
            JsonToken token = parser.nextToken();
            switch (token) {
                case PROPERTY_NAME -> path = Document.join(paths.peek(), parser.getString());
                case START_OBJECT, START_ARRAY -> paths.push(path);
                case END_OBJECT, END_ARRAY -> {
                    paths.pop();
                    // Inside a list, the next element has the path of the list again.
                    path = paths.isEmpty() ? "" : paths.peek();
                }
                case VALUE_NULL -> { }
                default -> document.add(path, parser.getString(), parser.currentTokenLocation().getLineNr());
            }
        }
        return document;
    }
}
