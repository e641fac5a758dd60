package io.netdx.pack;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A compiled table, read from its beginning to its end in the order in which {@link Packing} wrote it. Reading a text byte by byte, as
 * {@link java.io.DataInputStream} does, took a cold JVM longer than judging a cluster.
 */
public final class Packed {

    private final byte[] bytes;
    /** Where the texts begin in {@link #bytes}. */
    private final int start;
    private final int[] ends;
    private final String[] texts;
    private final int[] numbers;
    private int at;

    private Packed(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        int count = in.getInt();
        int length = in.getInt();
        ends = new int[count];
        texts = new String[count];
        numbers = new int[in.getInt()];
        in.getInt();
        in.asIntBuffer().get(ends);
        this.bytes = bytes;
        start = in.position() + 4 * count;
        in.position(start + length);
        in.asIntBuffer().get(numbers);
    }

    public static Packed of(byte[] bytes) {
        return new Packed(bytes);
    }

    /** @throws IllegalStateException where the build did not write it */
    public static Packed resource(String resource) {
        try (InputStream in = Packed.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("the build left out " + resource);
            }
            return new Packed(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException("reading " + resource, e);
        }
    }

    public int number() {
        return numbers[at++];
    }

    public int[] numbers() {
        int[] all = new int[number()];
        System.arraycopy(numbers, at, all, 0, all.length);
        at += all.length;
        return all;
    }

    public double real() {
        long high = number();
        return Double.longBitsToDouble(high << 32 | number() & 0xffffffffL);
    }

    public boolean flag() {
        return number() != 0;
    }

    public String text() {
        int i = number();
        String text = texts[i];
        if (text == null) {
            int from = i == 0 ? 0 : ends[i - 1] >> 1;
            // plain ASCII is copied, not decoded: an interpreter looks at no byte of it
            text = new String(bytes, start + from, (ends[i] >> 1) - from, (ends[i] & 1) == 0 ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8);
            texts[i] = text;
        }
        return text;
    }

    public List<String> texts() {
        String[] all = new String[number()];
        for (int i = 0; i < all.length; i++) {
            all[i] = text();
        }
        return List.of(all);
    }
}
