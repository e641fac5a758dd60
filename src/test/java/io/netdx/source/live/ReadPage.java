package io.netdx.source.live;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;

/** Opens the reading of a page of a list to the fuzzer. */
public final class ReadPage {

    private static final int A_READ = 1 << 15;

    private ReadPage() {
    }

    /**
     * What a page gives, items with commas and line ends between them.
     *
     * @param ahead how many bytes of the page its first read sees; the rest comes with the second
     */
    public static byte[] items(byte[] page, int ahead) throws IOException {
        byte[] padded = new byte[A_READ - ahead + page.length];
        Arrays.fill(padded, (byte) ' ');
        System.arraycopy(page, 0, padded, A_READ - ahead, page.length);
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        Page read = Page.of(new Answer(200, false, "", padded));
        for (int n = read.take(); n > 0; n = read.take()) {
            all.write(read.bytes(), 0, n);
        }
        return all.toByteArray();
    }
}
