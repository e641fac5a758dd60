package io.netdx.source.live;

import io.netdx.source.Limits;
import io.netdx.source.decode.JsonTree;
import io.netdx.source.decode.Tree;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
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

    private static final int LONGEST_TEXT = 64 << 20;

    InputStream stream() throws IOException {
        InputStream bytes = new ByteArrayInputStream(body);
        return gzip ? new GZIPInputStream(bytes, 1 << 13) : bytes;
    }

    /** A text of moderate length; where its compression breaks, what came before. */
    InputStream text() {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        byte[] some = new byte[1 << 13];
        try (InputStream in = stream()) {
            for (int n = in.read(some); n >= 0 && text.size() < LONGEST_TEXT; n = in.read(some)) {
                text.write(some, 0, n);
            }
        } catch (IOException e) {
            return new ByteArrayInputStream(text.toByteArray());
        }
        return new ByteArrayInputStream(text.toByteArray());
    }

    /** An error of the API server itself, and not of what it asked for somebody: a pod, a kubelet, what stands between. */
    boolean ofTheServer() {
        Tree said = JsonTree.read(text(), Limits.DEFAULT, "", problem -> { });
        return said.text("kind").equals("Status") && said.text("apiVersion").equals("v1");
    }

    /** Worth asking again: too much asked, or something behind the API server does not answer. */
    boolean transientFailure() {
        return code == 429 || code == 500 || code >= 502 && code <= 504;
    }
}
