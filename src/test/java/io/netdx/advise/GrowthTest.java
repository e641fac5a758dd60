package io.netdx.advise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Weeks until a range is full. */
class GrowthTest {

    @ParameterizedTest
    @CsvSource({
        // 100 pods, 40 more a week: 140, 180, 220, 260; the 253rd is passed in the fourth week
        "40, 100, 253, 3", "40/week, 100, 253, 3", "80/month, 100, 253, 8",
        // doubling: 100, 200, 400
        "100%, 100, 399, 2", "100%/week, 100, 398, 1",
        "10/day, 0, 69, 1", "520/year, 0, 99, 10",
        // full already, full with the next pod
        "1, 254, 253, 0", "1, 253, 253, 1"})
    void weeksUntilThereAreMoreThanFit(String rate, long now, long most, long weeks) {
        assertThat(Growth.of(rate).orElseThrow().weeks(now, most)).hasValue(weeks);
    }

    @Test
    void yearlyGrowthIsCompound() {
        assertThat(Growth.of("100%/year").orElseThrow().aWeek()).isCloseTo(0.01342, within(0.0001));
        assertThat(Growth.of("100%/year").orElseThrow().weeks(1000, 2000)).hasValue(52);
    }

    @Test
    void whatNeverFillsHasNoDate() {
        assertThat(Growth.of("0").orElseThrow().weeks(5, 10)).isEmpty();
        assertThat(Growth.of("5%").orElseThrow().weeks(0, 10)).isEmpty();
        assertThat(Growth.of("1/year").orElseThrow().weeks(0, 1000)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-5", "5%%", "five", "5/fortnight", "%", "1e9", "5 %", "99999999"})
    void otherTextsAreNoGrowth(String text) {
        assertThat(Growth.of(text)).isEmpty();
    }
}
