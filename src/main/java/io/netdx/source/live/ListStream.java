package io.netdx.source.live;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The pages of a list as one list, an item a line, so that a place in it can be named. A page that breaks off breaks the list. */
final class ListStream extends InputStream {

    private static final byte[] BETWEEN = ",\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] END = "\n]}\n".getBytes(StandardCharsets.US_ASCII);

    private final Pages pages;
    private byte[] out;
    private int from;
    private int to;
    private Optional<Page> page = Optional.empty();
    /** Some item was given. */
    private boolean started;
    /** Nothing of this page was given yet. */
    private boolean fresh;
    private boolean ended;

    ListStream(String apiVersion, String kind, Pages pages) {
        this.pages = pages;
        put(("{\"kind\":\"" + kind + "List\",\"apiVersion\":\"" + apiVersion + "\",\"items\":[\n").getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public int read() throws IOException {
        return fill() ? out[from++] & 0xff : -1;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (!fill()) {
            return -1;
        }
        int n = Math.min(length, to - from);
        System.arraycopy(out, from, buffer, offset, n);
        from += n;
        return n;
    }

    private boolean fill() throws IOException {
        while (from == to && !ended) {
            more();
        }
        return from < to;
    }

    private void put(byte[] bytes) {
        out = bytes;
        from = 0;
        to = bytes.length;
    }

    private void more() throws IOException {
        if (page.isEmpty()) {
            page = pages.next();
            fresh = true;
            if (page.isEmpty()) {
                put(END);
                ended = true;
                return;
            }
        }
        int ready = page.get().take();
        if (ready == 0) {
            ended = page.get().broken();
            page = Optional.empty();
            if (ended) {
                pages.close();
            }
            return;
        }
        out = page.get().bytes();
        from = 0;
        to = ready;
        if (fresh && started) {
            // items of the page before are given already: what separates them comes first
            byte[] both = new byte[BETWEEN.length + ready];
            System.arraycopy(BETWEEN, 0, both, 0, BETWEEN.length);
            System.arraycopy(out, 0, both, BETWEEN.length, ready);
            put(both);
        }
        fresh = false;
        started = true;
    }
}
