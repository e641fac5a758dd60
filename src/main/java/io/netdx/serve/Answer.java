package io.netdx.serve;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What a client gets. */
sealed interface Answer permits Answer.Whole, Answer.Watch, Answer.Stream {

    /** Writes bytes; may be slow. */
    interface Body {
        void write(OutputStream out) throws IOException;
    }

    /**
     * An answer that ends.
     *
     * @param length   in bytes, or -1 where it is not known before
     * @param warnings for people, which kubectl prints
     */
    record Whole(int status, String contentType, List<String> warnings, long length, Body body) implements Answer {

        static Whole json(int status, Object value) {
            return json(status, "application/json", value);
        }

        static Whole json(int status, String contentType, Object value) {
            byte[] bytes = Json.bytes(value);
            return new Whole(status, contentType, List.of(), bytes.length, out -> out.write(bytes));
        }

        static Whole text(String contentType, byte[] bytes) {
            return new Whole(200, contentType, List.of(), bytes.length, out -> out.write(bytes));
        }

        Whole warning(List<String> said) {
            return new Whole(status, contentType, said, length, body);
        }
    }

    /**
     * Events now, and then nothing but bookmarks: a snapshot does not change.
     *
     * @param bookmark a whole event, where the client allows them
     * @param open     how long the answer stays open
     */
    record Watch(String contentType, List<String> warnings, Body events, Optional<byte[]> bookmark, Duration open) implements Answer {
    }

    /** An answer that goes on until its body ends, which flushes what it has said. */
    record Stream(String contentType, Body body) implements Answer {
    }
}
