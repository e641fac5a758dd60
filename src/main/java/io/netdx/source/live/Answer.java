package io.netdx.source.live;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;

/**
 * What the API server said.
 *
 * @param gzip       the body is compressed
 * @param retryAfter header of that name, empty if there is none
 */
record Answer(int code, boolean gzip, String retryAfter, byte[] body) {

    InputStream stream() throws IOException {
        InputStream bytes = new ByteArrayInputStream(body);
        return gzip ? new GZIPInputStream(bytes, 1 << 13) : bytes;
    }

    /** Worth asking again: too much asked, or something behind the API server does not answer. */
    boolean transientFailure() {
        return code == 429 || code == 500 || code >= 502 && code <= 504;
    }
}
