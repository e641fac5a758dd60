package io.netdx.serve;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What a request brings. */
final class Body {

    private Body() {
    }

    /**
     * An object, without the nulls that clients write for what they do not say.
     *
     * @throws ApiException where it is none
     */
    static Map<String, Object> object(Request request) {
        return whole(values(request));
    }

    /** An object with its nulls. */
    @SuppressWarnings("unchecked")
    static Map<String, Object> values(Request request) {
        byte[] body = request.body();
        if (Protobuf.is(body)) {
            return Protobuf.object(body);
        }
        if (body.length == 0 || body[0] != '{') {
            throw ApiException.unsupportedBody();
        }
        return (Map<String, Object>) Json.values(body);
    }

    /** Without nulls. */
    @SuppressWarnings("unchecked")
    static Map<String, Object> whole(Map<String, Object> object) {
        return (Map<String, Object>) plain(object);
    }

    private static Object plain(Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> plain = new LinkedHashMap<>();
            map.forEach((name, field) -> {
                if (field != null) {
                    plain.put((String) name, plain(field));
                }
            });
            return plain;
        }
        return value instanceof List<?> list ? list.stream().filter(Objects::nonNull).map(Body::plain).toList() : value;
    }
}
