package io.netdx.source;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.tukaani.xz.XZInputStream;

/** Decompressors from outside the JDK; a class of its own so that plain folders never load them. */
final class Decompressors {

    /** The dictionary of the strongest preset of xz is 64 MiB. */
    private static final int XZ_MEMORY_KIB = 96 << 10;

    private Decompressors() {
    }

    static InputStream open(Magic magic, InputStream in) throws IOException {
        return new Steps(magic == Magic.XZ ? new XZInputStream(in, XZ_MEMORY_KIB) : new BZip2CompressorInputStream(in, true));
    }

    /** Both fill the whole buffer or throw, and what they had decoded is lost: short steps lose little before a cut. */
    private static final class Steps extends FilterInputStream {

        private static final int STEP = 1 << 10;

        Steps(InputStream in) {
            super(in);
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            return super.read(buffer, offset, Math.min(length, STEP));
        }
    }
}
