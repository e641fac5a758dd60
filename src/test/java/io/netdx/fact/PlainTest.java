package io.netdx.fact;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PlainTest {

    @Test
    void plainTextStaysTheSameObject() {
        String text = "Back-off restarting failed container";
        assertThat(Plain.line(text)).isSameAs(text);
    }

    @Test
    void terminalEscapesLoseTheirTeeth() {
        assertThat(Plain.line("\033[31mall is well\033[0m\007\u009b2J\177")).isEqualTo("?[31mall is well?[0m??2J?");
    }

    @Test
    void directionChangesAndInvisibleCharactersShow() {
        assertThat(Plain.line("a\u202egpj.exe\u2066b\u200bc\ufeff\u00ad")).isEqualTo("a?gpj.exe?b?c??");
    }

    @Test
    void aLineStaysALine() {
        assertThat(Plain.line("db\n2. HIGH  faked\r\nx\u2028y\tz\u0085")).isEqualTo("db 2. HIGH  faked x y z?");
    }

    @Test
    void blocksKeepTheirLinesAlone() {
        assertThat(Plain.block("cat <<EOF\r\na\033\nEOF\n")).isEqualTo("cat <<EOF\na?\nEOF\n");
    }

    @Test
    void brokenSurrogatesShowAndWholeOnesStay() {
        assertThat(Plain.line("\ud800a🙂ü数\udc00\ue000")).isEqualTo("?a🙂ü数??");
    }
}
