package io.netdx.advise;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AmountTest {

    @ParameterizedTest
    @CsvSource({"100m, 0.1", "0.5, 0.5", "2, 2", "170Mi, 178257920", "1Gi, 1073741824", "512M, 512000000"})
    void quantities(String text, double value) {
        assertThat(Amount.of(text)).hasValue(value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "m", "1e3", "-1", "1 Gi", "Gi", "99999999999999999999"})
    void noQuantities(String text) {
        assertThat(Amount.of(text)).isEmpty();
    }

    @Test
    void versions() {
        assertThat(KubeVersion.of("v1.24.3-gke.100")).hasValue(new KubeVersion(1, 24));
        assertThat(KubeVersion.of("1.9").orElseThrow()).isLessThan(KubeVersion.of("1.10").orElseThrow());
        assertThat(KubeVersion.of("1")).isEmpty();
        assertThat(KubeVersion.of("latest")).isEmpty();
        assertThat(KubeVersion.of("1.24; rm")).isEmpty();
    }
}
