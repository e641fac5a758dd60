package io.netdx.fuzz;

import io.netdx.source.live.ReadPage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Pages of a live list: where one is well formed, its items must come out whole; wherever its reading stops for a moment, as before. */
public final class Pages {

    private static final JsonFactory JSON = new JsonFactory();
    private static final byte[] ITEMS = {'"', 'i', 't', 'e', 'm', 's', '"'};

    private Pages() {
    }

    public static void fuzzerTestOneInput(byte[] data) throws IOException {
        if (data.length == 0) {
            return;
        }
        byte[] page = Arrays.copyOfRange(data, 1, data.length);
        byte[] whole = ReadPage.items(page, page.length);
        byte[] parted = ReadPage.items(page, (data[0] & 0xff) * page.length >> 8);
        if (!Arrays.equals(whole, parted)) {
            throw new AssertionError("read differently in parts");
        }
        Optional<String> expected = expected(page);
        if (expected.isPresent() && !expected.get().equals(told(whole))) {
            throw new AssertionError("items " + told(whole) + " instead of " + expected.get());
        }
    }

    /** The items of a well-formed page that has one list of them, as its server spells it. */
    private static Optional<String> expected(byte[] page) {
        StringWriter items = new StringWriter();
        int lists = 0;
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), page);
                JsonGenerator out = JSON.createGenerator(ObjectWriteContext.empty(), items)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return Optional.empty();
            }
            for (JsonToken key = parser.nextToken(); key == JsonToken.PROPERTY_NAME; key = parser.nextToken()) {
                int at = (int) parser.currentTokenLocation().getByteOffset();
                boolean list = parser.currentName().equals("items");
                parser.nextToken();
                if (list) {
                    lists++;
                    if (!parser.isExpectedStartArrayToken() || !Arrays.equals(ITEMS, Arrays.copyOfRange(page, at, at + ITEMS.length))) {
                        return Optional.empty();
                    }
                    out.copyCurrentStructure(parser);
                } else {
                    parser.skipChildren();
                }
            }
            if (parser.nextToken() != null) {
                return Optional.empty();
            }
        } catch (JacksonException broken) {
            return Optional.empty();
        }
        return lists == 1 ? Optional.of(items.toString()) : Optional.empty();
    }

    private static String told(byte[] items) {
        StringWriter told = new StringWriter();
        InputStream list = new SequenceInputStream(Collections.enumeration(
                List.of(new ByteArrayInputStream(new byte[] {'['}), new ByteArrayInputStream(items), new ByteArrayInputStream(new byte[] {']'}))));
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), list);
                JsonGenerator out = JSON.createGenerator(ObjectWriteContext.empty(), told)) {
            parser.nextToken();
            out.copyCurrentStructure(parser);
        } catch (JacksonException broken) {
            return "what is not JSON";
        }
        return told.toString();
    }
}
