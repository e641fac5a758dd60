package io.netdx.source;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** Text as UTF-8: PowerShell writes dumps as UTF-16 with a byte order mark, others put a mark before UTF-8. */
final class TextEncoding {

    private TextEncoding() {
    }

    /** The same text as UTF-8 without a mark. */
    static InputStream utf8(InputStream in) throws IOException {
        InputStream marked = in.markSupported() ? in : new BufferedInputStream(in, 1 << 16);
        marked.mark(64);
        byte[] head = marked.readNBytes(64);
        marked.reset();
        if (head.length >= 3 && (head[0] & 0xff) == 0xef && (head[1] & 0xff) == 0xbb && (head[2] & 0xff) == 0xbf) {
            marked.skipNBytes(3);
            return marked;
        }
        if (head.length >= 2 && (head[0] & 0xff) == 0xff && (head[1] & 0xff) == 0xfe) {
            marked.skipNBytes(2);
            return new Transcoded(marked, StandardCharsets.UTF_16LE);
        }
        if (head.length >= 2 && (head[0] & 0xff) == 0xfe && (head[1] & 0xff) == 0xff) {
            marked.skipNBytes(2);
            return new Transcoded(marked, StandardCharsets.UTF_16BE);
        }
        if (head.length >= 16 && everySecondZero(head, 1)) {
            return new Transcoded(marked, StandardCharsets.UTF_16LE);
        }
        return head.length >= 16 && everySecondZero(head, 0) ? new Transcoded(marked, StandardCharsets.UTF_16BE) : marked;
    }

    private static boolean everySecondZero(byte[] head, int from) {
        for (int i = from; i < head.length; i += 2) {
            if (head[i] != 0 || i + 1 - 2 * from < head.length && head[i + 1 - 2 * from] == 0) {
                return false;
            }
        }
        return true;
    }

    /** Re-encodes as it reads. */
    private static final class Transcoded extends InputStream {
        private final Reader reader;
        private final char[] chars = new char[8192];
        private byte[] bytes = new byte[0];
        private int at;

        Transcoded(InputStream in, Charset charset) {
            this.reader = new InputStreamReader(in, charset);
        }

        @Override
        public int read() throws IOException {
            return fill() ? bytes[at++] & 0xff : -1;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            if (!fill()) {
                return -1;
            }
            int n = Math.min(length, bytes.length - at);
            System.arraycopy(bytes, at, buffer, offset, n);
            at += n;
            return n;
        }

        private boolean fill() throws IOException {
            if (at < bytes.length) {
                return true;
            }
            int n = reader.read(chars, 0, chars.length - 1);
            if (n <= 0) {
                return false;
            }
            if (Character.isHighSurrogate(chars[n - 1])) {
                int low = reader.read();
                if (low >= 0) {
                    chars[n++] = (char) low;
                }
            }
            bytes = new String(chars, 0, n).getBytes(StandardCharsets.UTF_8);
            at = 0;
            return true;
        }
    }
}
