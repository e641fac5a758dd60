package io.netdx.source;

import java.io.IOException;
import java.io.InputStream;

/** Archive and compression formats by their first bytes. */
enum Magic {
    NONE, GZIP, XZ, BZIP2, ZIP, TAR, ZSTD, LZ4, SEVEN_ZIP, RAR;

    /** Bytes looked at, the header of a tar. */
    static final int PEEK = 512;
    private static final int TAR_CHECKSUM = 148;
    private static final int TAR_CHECKSUM_LENGTH = 8;

    /** Looks ahead; the stream must support mark. */
    static Magic of(InputStream in) throws IOException {
        in.mark(PEEK);
        byte[] head = in.readNBytes(PEEK);
        in.reset();
        if (starts(head, 0x1f, 0x8b, 8)) {
            return GZIP;
        }
        if (starts(head, 'P', 'K', 3, 4) || starts(head, 'P', 'K', 5, 6) || starts(head, 'P', 'K', 7, 8)) {
            return ZIP;
        }
        if (starts(head, 0xfd, '7', 'z', 'X', 'Z', 0)) {
            return XZ;
        }
        if (starts(head, 'B', 'Z', 'h') && head.length > 9 && head[4] == 0x31 && head[5] == 0x41 && head[6] == 0x59) {
            return BZIP2;
        }
        if (starts(head, 0x28, 0xb5, 0x2f, 0xfd)) {
            return ZSTD;
        }
        if (starts(head, 0x04, 0x22, 0x4d, 0x18)) {
            return LZ4;
        }
        if (starts(head, '7', 'z', 0xbc, 0xaf, 0x27, 0x1c)) {
            return SEVEN_ZIP;
        }
        if (starts(head, 'R', 'a', 'r', '!', 0x1a, 7)) {
            return RAR;
        }
        return isTar(head) ? TAR : NONE;
    }

    /** Known by its bytes, but not opened here. */
    boolean foreign() {
        return this == ZSTD || this == LZ4 || this == SEVEN_ZIP || this == RAR;
    }

    /** One stream of compressed bytes, not an archive of files. */
    boolean compressed() {
        return this == GZIP || this == XZ || this == BZIP2;
    }

    String shown() {
        return switch (this) {
            case SEVEN_ZIP -> "7z";
            default -> name().toLowerCase(java.util.Locale.ROOT);
        };
    }

    /** By the checksum of the header: the word "ustar" is missing from old tars and may stand in any text. */
    private static boolean isTar(byte[] head) {
        if (head.length < PEEK || head[0] == 0) {
            return false;
        }
        int sum = TAR_CHECKSUM_LENGTH * ' ';
        int stored = 0;
        boolean digits = false;
        for (int i = 0; i < PEEK; i++) {
            if (i < TAR_CHECKSUM || i >= TAR_CHECKSUM + TAR_CHECKSUM_LENGTH) {
                sum += head[i] & 0xff;
            } else if (head[i] >= '0' && head[i] <= '7') {
                stored = stored * 8 + head[i] - '0';
                digits = true;
            } else if (digits) {
                i = TAR_CHECKSUM + TAR_CHECKSUM_LENGTH - 1;
            }
        }
        return digits && sum == stored;
    }

    private static boolean starts(byte[] bytes, int... magic) {
        if (bytes.length < magic.length) {
            return false;
        }
        for (int i = 0; i < magic.length; i++) {
            if ((bytes[i] & 0xff) != magic[i]) {
                return false;
            }
        }
        return true;
    }
}
