package io.netdx.source;

import java.io.IOException;
import java.io.InputStream;

/** Interim. */
final class TextEncoding {
    private TextEncoding() {
    }

    static InputStream utf8(InputStream in) throws IOException {
        return in;
    }
}
