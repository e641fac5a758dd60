package io.netdx.fact;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PlainTest {

    @Test
    void goodTextStaysTheSameInstance() {
        for (String text : new String[] {"", "coredns-5d78c9869d-x2k4p", "Grüße 世界 \uD83D\uDE00"}) {
            assertThat(Plain.line(text)).isSameAs(text);
            assertThat(Plain.block(text)).isSameAs(text);
        }
        String lines = "a\nb";
        assertThat(Plain.block(lines)).isSameAs(lines);
    }

    @Test
    void whatATerminalWouldObeyIsReplaced() {
        assertThat(Plain.line("a\u001b[2Jb\u0007\u009bc\u007f")).isEqualTo("a?[2Jb??c?");
        assertThat(Plain.line("\u202Aa\u202E\u2066b\u2069")).isEqualTo("?a??b?");
        assertThat(Plain.line("half \uD83D pair")).isEqualTo("half ? pair");
    }

    @Test
    void aLineIsOneLine() {
        assertThat(Plain.line("a\r\nb\nc\td\u2028e")).isEqualTo("a b c d e");
        assertThat(Plain.block("a\r\nb\u001b")).isEqualTo("a\nb?");
    }
}
