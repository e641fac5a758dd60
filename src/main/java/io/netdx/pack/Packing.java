package io.netdx.pack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes what {@link Packed} reads: numbers in the order given, each text once. */
public final class Packing {

    private final Map<String, Integer> texts = new LinkedHashMap<>();
    private final List<Integer> numbers = new ArrayList<>();

    public void number(int number) {
        numbers.add(number);
    }

    public void numbers(int... all) {
        number(all.length);
        for (int number : all) {
            number(number);
        }
    }

    public void real(double real) {
        long bits = Double.doubleToLongBits(real);
        number((int) (bits >> 32));
        number((int) bits);
    }

    public void flag(boolean flag) {
        number(flag ? 1 : 0);
    }

    public void text(String text) {
        number(texts.computeIfAbsent(text, t -> texts.size()));
    }

    public void texts(List<String> all) {
        number(all.size());
        all.forEach(this::text);
    }

    /**
     * Four numbers (texts, bytes of texts, other numbers, 0), where each text ends (in bytes, times two, plus one where it is not plain
     * ASCII), the texts in UTF-8, the numbers.
     */
    public byte[] bytes() {
        byte[] blob = String.join("", texts.keySet()).getBytes(StandardCharsets.UTF_8);
        ByteBuffer out = ByteBuffer.allocate(16 + 4 * texts.size() + blob.length + 4 * numbers.size());
        out.putInt(texts.size()).putInt(blob.length).putInt(numbers.size()).putInt(0);
        int end = 0;
        for (String text : texts.keySet()) {
            int length = text.getBytes(StandardCharsets.UTF_8).length;
            end += length;
            out.putInt(end << 1 | (length == text.length() ? 0 : 1));
        }
        out.put(blob);
        numbers.forEach(out::putInt);
        return out.array();
    }

    /** Writes a resource into the folder of the compiled classes. */
    public void write(Path classes, String resource) {
        try {
            Path file = Path.of(classes + resource);
            Files.createDirectories(file.getParent());
            Files.write(file, bytes());
        } catch (IOException e) {
            throw new UncheckedIOException("writing " + resource, e);
        }
    }
}
