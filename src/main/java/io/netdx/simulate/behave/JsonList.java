package io.netdx.simulate.behave;

import io.netdx.simulate.world.Resource;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Enumeration;
import java.util.Iterator;
import java.util.stream.Stream;

/** Objects as {@code kubectl get -o json} prints them, made while they are read. */
public final class JsonList {

    private JsonList() {
    }

    public static InputStream of(Stream<Resource> objects) {
        Stream<String> items = objects.flatMap(o -> Stream.of(",\n", o.json())).skip(1);
        Iterator<String> pieces = Stream.of(Stream.of("{\"apiVersion\":\"v1\",\"kind\":\"List\",\"items\":[\n"), items,
                Stream.of("\n],\"metadata\":{\"resourceVersion\":\"\"}}\n")).flatMap(s -> s).iterator();
        return new SequenceInputStream(new Enumeration<>() {
            @Override
            public boolean hasMoreElements() {
                return pieces.hasNext();
            }

            @Override
            public InputStream nextElement() {
                return new ByteArrayInputStream(pieces.next().getBytes(StandardCharsets.UTF_8));
            }
        });
    }
}
