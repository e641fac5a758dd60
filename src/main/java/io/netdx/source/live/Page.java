package io.netdx.source.live;

import java.io.IOException;
import java.util.Arrays;

/** A page of a list that is prepared for its reader: so many bytes that a thread of its own can do that, and few may wait. */
final class Page {

    /** Of five hundred objects hardly any page has more. */
    private static final int AHEAD = 4 << 20;
    private static final int BEGINNING = 1 << 18;

    private final PageItems items;
    private byte[] bytes;
    private int length;
    private boolean ended;

    private Page(PageItems items) {
        this.items = items;
        this.bytes = new byte[BEGINNING];
    }

    static Page of(Answer answer) throws IOException {
        Page page = new Page(new PageItems(answer));
        while (!page.ended && page.length < AHEAD) {
            page.more();
        }
        return page;
    }

    private void more() throws IOException {
        if (bytes.length - length < items.longest()) {
            bytes = Arrays.copyOf(bytes, 2 * bytes.length);
        }
        int n = items.read(bytes, length);
        ended = n < 0;
        length += Math.max(0, n);
    }

    /** Bytes that are ready, from the beginning of {@link #bytes()}; they are taken by this. 0 at the end. */
    int take() throws IOException {
        while (length == 0 && !ended) {
            more();
        }
        int ready = length;
        length = 0;
        return ready;
    }

    byte[] bytes() {
        return bytes;
    }

    /** It broke off; known at its end. */
    boolean broken() {
        return items.broken();
    }
}
