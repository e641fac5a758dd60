package io.netdx.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextEncodingTest {

    private static final String DUMP = "{\r\n    \"kind\": \"NodeList\", \"apiVersion\": \"v1\", \"items\": [] }\r\n";

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE"})
    void textWithAMarkBecomesUtf8WithoutIt(String encoding) throws IOException {
        // surrogate pairs at every alignment to the chunks of the transcoder
        for (int shift = 0; shift < 3; shift++) {
            String text = "x".repeat(shift) + DUMP + "Grüße \uD83D\uDE00".repeat(5000);
            assertThat(decoded(("\uFEFF" + text).getBytes(Charset.forName(encoding)))).isEqualTo(text);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE"})
    void textWithoutAMarkIsKnownByItsZeros(String encoding) throws IOException {
        assertThat(decoded(DUMP.getBytes(Charset.forName(encoding)))).isEqualTo(DUMP);
    }

    @Test
    void otherBytesPassUnchanged() throws IOException {
        for (byte[] bytes : new byte[][] {{}, {'a'}, {(byte) 0xef}, {(byte) 0xff, 0}, {0, 0, 0, 0}, {0x7f, 'E', 'L', 'F', 0, 0},
                new byte[5000]}) {
            assertThat(TextEncoding.utf8(new ByteArrayInputStream(bytes)).readAllBytes()).isEqualTo(bytes);
        }
    }

    @Test
    void aHalfCharacterAtTheEndIsReplaced() throws IOException {
        byte[] odd = {(byte) 0xff, (byte) 0xfe, 'a', 0, 'b'};
        assertThat(decoded(odd)).isEqualTo("a\uFFFD");
        byte[] lone = {(byte) 0xff, (byte) 0xfe, 'a', 0, 0, (byte) 0xd8};
        assertThat(decoded(lone)).startsWith("a");
    }

    @Test
    void readsByteByByteAsWellAsInBlocks() throws IOException {
        InputStream in = TextEncoding.utf8(new ByteArrayInputStream(("\uFEFF" + DUMP).getBytes(StandardCharsets.UTF_16LE)));
        StringBuilder text = new StringBuilder();
        for (int b = in.read(); b >= 0; b = in.read()) {
            text.append((char) b);
        }
        assertThat(text).hasToString(DUMP);
    }

    private static String decoded(byte[] bytes) throws IOException {
        return new String(TextEncoding.utf8(new ByteArrayInputStream(bytes)).readAllBytes(), StandardCharsets.UTF_8);
    }
}
