package io.netdx.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CertificateDatesTest {

    /** keytool's, valid from 2025-11-22 for 365 days (openssl x509 -noout -enddate says Nov 22 09:00:00 2026 GMT). */
    private static final String YEAR = """
            -----BEGIN CERTIFICATE-----
            MIIBYDCCAQegAwIBAgIIQSHdqjOeNmUwCgYIKoZIzj0EAwIwJTEjMCEGA1UEAxMa
            cm9vdC5saW5rZXJkLmNsdXN0ZXIubG9jYWwwHhcNMjUxMTIyMDkwMDAwWhcNMjYx
            MTIyMDkwMDAwWjAlMSMwIQYDVQQDExpyb290LmxpbmtlcmQuY2x1c3Rlci5sb2Nh
            bDBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABM/G1bvby4+qV3w8yWQizlGdhRk3
            yeI9q+bl46sJ8zubQ8r0coMLMYOvamWirMZrh3uYXPztfsFFV1MrQKZn3aajITAf
            MB0GA1UdDgQWBBQs8Y/RjDP5OKVZ/Xtk0y2MOxrr4TAKBggqhkjOPQQDAgNHADBE
            AiBMFSB4pUnUDgNHX3S7Pick37h9A3743RCpk63qMaK55AIgHGN7ezQIaPG7GZ1h
            jojMjpbovaaD674Z0tptB6LUWQA=
            -----END CERTIFICATE-----
            """;
    private static final Instant END = Instant.parse("2026-11-22T09:00:00Z");

    @Test
    void readsTheEndOfPemAndOfItsBase64() {
        assertThat(CertificateDates.lastEnd(YEAR)).isEqualTo(END);
        assertThat(CertificateDates.lastEnd(Base64.getEncoder().encodeToString(YEAR.getBytes(StandardCharsets.US_ASCII)))).isEqualTo(END);
    }

    @Test
    void whatCannotBeReadNeverEnds() {
        String broken = YEAR.replace("MIIBYDCCAQeg", "MIIBYDCCAQ8g");
        assertThat(CertificateDates.lastEnd(YEAR + broken)).isEqualTo(Instant.MAX);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no certificate", "-----BEGIN CERTIFICATE-----", "-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----",
        "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----", "-----BEGIN CERTIFICATE-----\nMIT/////////MA==\n-----END CERTIFICATE-----"})
    void hostileTextsEndAtNothing(String text) {
        assertThat(CertificateDates.lastEnd(text)).isEqualTo(Instant.MAX);
    }

    @Test
    void everyCutOfACertificateIsSurvived() {
        for (int length = 0; length < YEAR.length(); length++) {
            String cut = YEAR.substring(0, length) + "\n-----END CERTIFICATE-----";
            assertThat(CertificateDates.lastEnd(cut)).as("cut at %d", length).isIn(END, Instant.MAX);
        }
    }
}
