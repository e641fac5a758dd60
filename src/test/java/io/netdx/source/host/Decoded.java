package io.netdx.source.host;

import io.netdx.fact.HostFact;
import io.netdx.source.Problem;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What came out of one file. */
record Decoded(HostDecoder.Reading reading, List<HostFact> facts, List<Problem> problems) {

    boolean recognised() {
        return reading != HostDecoder.Reading.FOREIGN;
    }

    static Decoded of(String fileName, String text) {
        return of("worker-1", fileName, "nodes/worker-1/" + fileName,
                new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), new SharedValues());
    }

    static Decoded of(String node, String fileName, String place, InputStream in, SharedValues shared) {
        List<HostFact> facts = new ArrayList<>();
        List<Problem> problems = new ArrayList<>();
        try {
            HostDecoder.Reading reading = HostDecoder.decode(node, fileName, place, in, shared, facts::add, problems::add);
            return new Decoded(reading, facts, problems);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    <T extends HostFact> List<T> all(Class<T> type) {
        return facts.stream().filter(type::isInstance).map(type::cast).toList();
    }

    <T extends HostFact> T only(Class<T> type) {
        List<T> all = all(type);
        if (all.size() != 1) {
            throw new AssertionError("expected one " + type.getSimpleName() + " but got " + all + ", problems " + problems);
        }
        return all.get(0);
    }
}
