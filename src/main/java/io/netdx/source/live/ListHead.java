package io.netdx.source.live;

import java.io.IOException;
import java.io.InputStream;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * What a list says of itself. The API server writes that before the items, so that no more than the beginning of a page is read.
 *
 * @param more      token of the next page, empty after the last one
 * @param list      it is a list of the API
 */
record ListHead(String more, boolean list) {

    private static final JsonFactory JSON = new JsonFactory();

    /** Also of a status that refuses a page: it may hold a token with which one can go on. */
    static ListHead of(Answer answer) throws IOException {
        String more = "";
        boolean metadata = false;
        boolean list = false;
        try (InputStream in = answer.stream(); JsonParser parser = JSON.createParser(ObjectReadContext.empty(), in)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return new ListHead("", false);
            }
            for (String name = parser.nextName(); name != null && !(metadata && list); name = parser.nextName()) {
                parser.nextToken();
                if (name.equals("metadata") && parser.currentToken() == JsonToken.START_OBJECT) {
                    metadata = true;
                    more = token(parser);
                } else {
                    list |= name.equals("items");
                    if (!(metadata && list)) {
                        parser.skipChildren();
                    }
                }
            }
        } catch (JacksonException e) {
            return new ListHead(more, list);
        }
        return new ListHead(more, list);
    }

    private static String token(JsonParser parser) {
        String token = "";
        for (String name = parser.nextName(); name != null; name = parser.nextName()) {
            JsonToken value = parser.nextToken();
            if (name.equals("continue") && value == JsonToken.VALUE_STRING) {
                token = parser.getString();
            }
            parser.skipChildren();
        }
        return token;
    }
}
