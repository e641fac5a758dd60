package io.netdx.source;

import java.io.IOException;
import java.io.InputStream;

/** Archive and compression formats by their first bytes. */
enum Magic {
    NONE, GZIP, XZ, ZIP, TAR, ENCRYPTED;

    private static final int TAR_MAGIC = 257;

    /** Looks ahead; the stream must support mark. */
    static Magic of(InputStream in) throws IOException {
        in.mark(512);
        byte[] head = in.readNBytes(300);
        in.reset();
        if (starts(head, 0, 0x1f, 0x8b)) {
            return GZIP;
        }
        if (starts(head, 0, 0xfd, '7', 'z', 'X', 'Z', 0)) {
            return XZ;
        }
        if (starts(head, 0, 'P', 'K', 3, 4)) {
            return (head.length > 6 && (head[6] & 1) != 0) ? ENCRYPTED : ZIP;
        }
        if (starts(head, TAR_MAGIC, 'u', 's', 't', 'a', 'r')) {
            return TAR;
        }
        return NONE;
    }

    private static boolean starts(byte[] bytes, int at, int... magic) {
        if (bytes.length < at + magic.length) {
            return false;
        }
        for (int i = 0; i < magic.length; i++) {
            if ((bytes[at + i] & 0xff) != magic[i]) {
                return false;
            }
        }
        return true;
    }
}
