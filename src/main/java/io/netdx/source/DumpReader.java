package io.netdx.source;

import io.netdx.source.decode.DocumentReader;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Reads JSON documents and, between them, the log blocks that {@code kubectl cluster-info dump} writes to standard output:
 * {@code ==== START logs for container C of pod NS/POD ====} … {@code ==== END logs …}.
 */
final class DumpReader {

    private static final String START = "==== START logs for container ";
    private static final String END = "==== END logs for container ";
    /** More than a JSON parser reads ahead. */
    private static final int BUFFER = 16 << 10;

    private final Parts parts;
    private int lines;

    /** What a dump consists of. */
    interface Parts {

        /** As {@link DocumentReader#json}. */
        Optional<DocumentReader.Rest> document(InputStream in, int linesBefore);

        /** A log, which is used during the call only. */
        void log(Layout.PodLog log, int linesBefore, InputStream lines) throws IOException;

        /** The file is what kubectl writes to standard output. */
        void stdoutForm();
    }

    DumpReader(Parts parts) {
        this.parts = parts;
    }

    /** How many log blocks there were. */
    int read(InputStream utf8) throws IOException {
        PushbackInputStream in = new PushbackInputStream(utf8.markSupported() ? utf8 : new BufferedInputStream(utf8, BUFFER), BUFFER);
        int documentsRead = 0;
        int blocks = 0;
        for (int first = firstByte(in); first >= 0; first = firstByte(in)) {
            if (first == '{' || first == '[') {
                Optional<DocumentReader.Rest> rest = parts.document(in, lines);
                documentsRead++;
                if (rest.isEmpty()) {
                    break;
                }
                in.unread(rest.get().readAhead());
                lines = rest.get().linesBefore();
            } else {
                String line = line(in);
                if (line.startsWith(START)) {
                    parts.stdoutForm();
                    block(line, in);
                    blocks++;
                }
            }
        }
        if (documentsRead > 1) {
            parts.stdoutForm();
        }
        return blocks;
    }

    private void block(String header, InputStream in) throws IOException {
        int of = header.indexOf(" of pod ");
        int slash = header.indexOf('/', of);
        int close = header.indexOf(" ====", slash);
        if (of < 0 || slash < 0 || close < 0) {
            return;
        }
        String container = header.substring(START.length(), of);
        String namespace = header.substring(of + 8, slash);
        String pod = header.substring(slash + 1, close);
        Block block = new Block(in);
        parts.log(new Layout.PodLog(namespace, pod, container, false), lines, block);
        block.drain();
        lines += block.lines();
    }

    private int firstByte(PushbackInputStream in) throws IOException {
        while (true) {
            int b = in.read();
            if (b != ' ' && b != '\n' && b != '\r' && b != '\t') {
                if (b >= 0) {
                    in.unread(b);
                }
                return b;
            }
            lines += b == '\n' ? 1 : 0;
        }
    }

    private String line(InputStream in) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int b = in.read();
        for (; b >= 0 && b != '\n'; b = in.read()) {
            if (bytes.size() < 4096) {
                bytes.write(b);
            }
        }
        lines += b == '\n' ? 1 : 0;
        return bytes.toString(StandardCharsets.UTF_8);
    }

    /** The lines of one log block: ends at the END line. */
    private static final class Block extends FilterInputStream {
        private byte[] line = new byte[0];
        private int at;
        private boolean ended;
        private int lines;

        Block(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            return fill() ? line[at++] & 0xff : -1;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            if (!fill()) {
                return -1;
            }
            int n = Math.min(length, line.length - at);
            System.arraycopy(line, at, buffer, offset, n);
            at += n;
            return n;
        }

        private boolean fill() throws IOException {
            while (!ended && at >= line.length) {
                ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                int b;
                while ((b = in.read()) >= 0) {
                    bytes.write(b);
                    lines += b == '\n' ? 1 : 0;
                    if (b == '\n' || bytes.size() >= 64 << 10) {
                        break;
                    }
                }
                line = bytes.toByteArray();
                at = 0;
                ended = line.length == 0 || startsWith(line, END);
            }
            return !ended;
        }

        private static boolean startsWith(byte[] line, String prefix) {
            if (line.length < prefix.length()) {
                return false;
            }
            for (int i = 0; i < prefix.length(); i++) {
                if (line[i] != prefix.charAt(i)) {
                    return false;
                }
            }
            return true;
        }

        /** Lines of the file that were read, the END line too. */
        int lines() {
            return lines;
        }

        void drain() throws IOException {
            while (fill()) {
                at = line.length;
            }
        }
    }
}
