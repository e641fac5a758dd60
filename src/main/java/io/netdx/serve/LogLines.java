package io.netdx.serve;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The lines of a log as {@code kubectl logs} would show them. The kubelet's own files carry a time, a stream and a tag before each line,
 * which it takes off; other lines have a time only if their program or the collector wrote one.
 */
final class LogLines {

    private static final Pattern KUBELET = Pattern.compile("(\\S+) (?:stdout|stderr) ([FP])(?: |$)(.*)", Pattern.DOTALL);
    private static final int TIME = 40;
    /** A longer line comes in pieces. */
    private static final int LONGEST = 1 << 20;

    private final InputStream in;

    LogLines(InputStream in) {
        this.in = new BufferedInputStream(in, 1 << 16);
    }

    /**
     * Copies lines.
     *
     * @param since      lines that are known to be older are left out; those without a time share that of the line before
     * @param timestamps whether the kubelet's time is shown
     */
    void copy(Instant since, boolean timestamps, OutputStream out) throws IOException {
        boolean old = false;
        for (byte[] line = next(); line.length > 0; line = next()) {
            String head = new String(line, 0, Math.min(line.length, TIME), StandardCharsets.ISO_8859_1);
            Instant at = time(head);
            old = at.equals(Instant.EPOCH) ? old : at.isBefore(since);
            if (!old) {
                write(line, head, timestamps, out);
            }
        }
    }

    private static void write(byte[] line, String head, boolean timestamps, OutputStream out) throws IOException {
        int space = head.indexOf(' ');
        if (space < 0 || !head.startsWith("std", space + 1)) {
            out.write(line);
            return;
        }
        // byte by byte a character, so that nothing is lost
        Matcher kubelet = KUBELET.matcher(new String(line, StandardCharsets.ISO_8859_1));
        if (!kubelet.matches() || time(head).equals(Instant.EPOCH)) {
            out.write(line);
            return;
        }
        String text = kubelet.group(3);
        boolean partial = kubelet.group(2).equals("P");
        out.write(((timestamps ? kubelet.group(1) + " " : "") + (partial && text.endsWith("\n") ? text.substring(0, text.length() - 1) : text))
                .getBytes(StandardCharsets.ISO_8859_1));
    }

    /** The time that a line begins with, else {@link Instant#EPOCH}. */
    private static Instant time(String head) {
        int space = head.indexOf(' ');
        if (space < 20 || head.charAt(4) != '-' || head.charAt(10) != 'T') {
            return Instant.EPOCH;
        }
        try {
            return OffsetDateTime.parse(head.substring(0, space)).toInstant();
        } catch (DateTimeException e) {
            return Instant.EPOCH;
        }
    }

    private byte[] next() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int b = 0;
        while (b != '\n' && line.size() < LONGEST) {
            b = in.read();
            if (b < 0) {
                break;
            }
            line.write(b);
        }
        return line.toByteArray();
    }

    /** Takes so many bytes and forgets the rest. */
    static OutputStream limited(OutputStream out, long bytes) {
        return new FilterOutputStream(out) {
            private long left = bytes;

            @Override
            public void write(int b) throws IOException {
                if (left-- > 0) {
                    out.write(b);
                }
            }

            @Override
            public void write(byte[] bytes, int from, int length) throws IOException {
                int n = (int) Math.min(length, Math.max(0, left));
                out.write(bytes, from, n);
                left -= n;
            }
        };
    }
}
