package io.netdx.source.decode;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class ScalarsTest {

    @Test
    void aTextThatIsKnownIsNotMadeAgain() {
        Scalars scalars = new Scalars();
        char[] buffer = "x TCP y".toCharArray();

        Tree first = scalars.of(buffer, 2, 3);
        assertThat(first.text()).isEqualTo("TCP");
        assertThat(scalars.of(buffer, 2, 3)).isSameAs(first);
        assertThat(scalars.of("TCP")).isSameAs(first);
        assertThat(scalars.of(buffer, 2, 2).text()).isEqualTo("TC");
    }

    @Test
    void neverGivesAnotherTextHoweverManyThereAre() {
        Scalars scalars = new Scalars();
        Random random = new Random(5);
        for (int i = 0; i < 200_000; i++) {
            String text = Integer.toString(random.nextInt(100_000), 36);
            char[] chars = text.toCharArray();
            assertThat((i % 2 == 0 ? scalars.of(chars, 0, chars.length) : scalars.of(text)).text()).isEqualTo(text);
        }
    }

    @Test
    void cutsNothingInSilence() {
        String text = "a".repeat((1 << 20) + 1);

        assertThat(new Scalars().of(text).text()).isEqualTo(text);
        assertThat(new Scalars().of(text.toCharArray(), 0, text.length()).text()).isEqualTo(text);
    }
}
