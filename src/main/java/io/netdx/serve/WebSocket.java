package io.netdx.serve;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Optional;

/** The server's end of a WebSocket (RFC 6455) that carries binary messages. One thread reads, many may write. */
final class WebSocket {

    private static final String MAGIC = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private static final int CONTINUATION = 0;
    private static final int TEXT = 1;
    private static final int BINARY = 2;
    private static final int CLOSE = 8;
    private static final int PING = 9;
    private static final int LARGEST = 1 << 20;

    private final DataInputStream in;
    private final OutputStream out;

    private WebSocket(InputStream in, OutputStream out) {
        this.in = new DataInputStream(in);
        this.out = out;
    }

    /** Agrees to speak it. */
    static WebSocket accept(Head head, String protocol, InputStream in, OutputStream out) throws IOException {
        byte[] key = (head.header("sec-websocket-key") + MAGIC).getBytes(StandardCharsets.US_ASCII);
        try {
            String accept = Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-1").digest(key));
            out.write(("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: " + accept
                    + "\r\nSec-WebSocket-Protocol: " + protocol + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            out.flush();
            return new WebSocket(in, out);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-1", e);
        }
    }

    /**
     * The next message; pings are answered on the way.
     *
     * @return empty where the client has closed
     * @throws IOException where it is gone, or breaks the protocol
     */
    Optional<byte[]> read() throws IOException {
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        while (true) {
            int first = in.readUnsignedByte();
            int opcode = first & 0x0f;
            byte[] payload = payload(opcode >= CLOSE ? 125 : LARGEST - message.size());
            switch (opcode) {
                case CLOSE -> {
                    return Optional.empty();
                }
                case PING -> frame(0xA, payload, payload.length);
                case CONTINUATION, TEXT, BINARY -> {
                    message.writeBytes(payload);
                    if ((first & 0x80) != 0) {
                        return Optional.of(message.toByteArray());
                    }
                }
                default -> {
                    // a pong, or something of a later day
                }
            }
        }
    }

    private byte[] payload(int most) throws IOException {
        int second = in.readUnsignedByte();
        long length = second & 0x7f;
        if (length == 126) {
            length = in.readUnsignedShort();
        } else if (length == 127) {
            length = in.readLong();
        }
        if ((second & 0x80) == 0 || length < 0 || length > most) {
            throw new IOException("a frame without a mask, or one that is too long");
        }
        byte[] mask = new byte[4];
        in.readFully(mask);
        byte[] payload = new byte[(int) length];
        in.readFully(payload);
        for (int i = 0; i < payload.length; i++) {
            payload[i] ^= mask[i % 4];
        }
        return payload;
    }

    /** @throws IOException where the client is gone */
    void send(byte[] message, int length) throws IOException {
        frame(BINARY, message, length);
    }

    /** Says that it went well and that this is the end. */
    void close() throws IOException {
        frame(CLOSE, new byte[] {0x03, (byte) 0xe8}, 2);
    }

    private synchronized void frame(int opcode, byte[] payload, int length) throws IOException {
        ByteArrayOutputStream frame = new ByteArrayOutputStream(length + 10);
        frame.write(0x80 | opcode);
        if (length < 126) {
            frame.write(length);
        } else if (length <= 0xffff) {
            frame.write(126);
            frame.write(length >> 8);
            frame.write(length);
        } else {
            frame.write(127);
            for (int shift = 56; shift >= 0; shift -= 8) {
                frame.write((int) ((long) length >> shift));
            }
        }
        frame.write(payload, 0, length);
        frame.writeTo(out);
        out.flush();
    }
}
