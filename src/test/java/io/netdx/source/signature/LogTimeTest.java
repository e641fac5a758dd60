package io.netdx.source.signature;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogTimeTest {

    private static final Instant REFERENCE = Instant.parse("2026-11-23T07:00:00Z");

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', value = {
        "2026-11-23T05:58:02.127Z level=info app=frontend                          | 2026-11-23T05:58:02.127Z",
        "2026-01-10T17:02:41.972986316+08:00 Error status code                     | 2026-01-10T09:02:41.972986316Z",
        "2026-01-10T17:02:41-0530 x                                                | 2026-01-10T22:32:41Z",
        "2026-11-23T05:58:02.5Z stdout F 2020-01-01T00:00:00Z inner                | 2026-11-23T05:58:02.500Z",
        "time=\"2026-11-23T05:58:02.127Z\" level=error msg=\"x\"                   | 2026-11-23T05:58:02.127Z",
        "level=info ts=2026-11-23T05:58:02.127Z caller=main.go                     | 2026-11-23T05:58:02.127Z",
        "{\"level\":\"info\",\"time\":\"2026-11-23T05:58:02Z\"}                    | 2026-11-23T05:58:02Z",
        "{\"msg\":\"x\",\"severity\":\"info\",\"pad\":\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\",\"timestamp\":\"2026-11-23T05:58:02Z\"} | 2026-11-23T05:58:02Z",
        "{\"level\":\"info\",\"ts\":1763877482.127,\"msg\":\"x\"}                  | 2025-11-23T05:58:02.127Z",
        "{\"ts\":1763877482127,\"msg\":\"x\"}                                      | 2025-11-23T05:58:02.127Z",
        "[2026-11-23 05:58:02,127] WARN [AdminClient]                              | 2026-11-23T05:58:02.127Z",
        "2026/11/23 05:58:02 [error] 31#31: *1 connect() failed                    | 2026-11-23T05:58:02Z",
        "E1123 06:16:23.648210    1234 kube.go:100] Failed                         | 2026-11-23T06:16:23.648210Z",
        "I1231 23:59:59.000001    1 x.go:1] last year                              | 2025-12-31T23:59:59.000001Z",
    })
    void readsTheTimesOfCommonLogs(String line, String expected) {
        assertThat(at(line, REFERENCE)).isEqualTo(Instant.parse(expected));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', value = {
        "[INFO] 10.244.1.9:32912 - 4056 \"A IN name. udp 45 false 512\" NXDOMAIN",
        "the certificate in this long sentence will expire at last on 2030-01-01T00:00:00Z",
        "{\"msg\":\"certificate\",\"notAfter\":\"2030-01-01T00:00:00Z\"}",
        "2026-13-45T99:58:02Z no such day",
        "E9999 06:16:23.648210    1234 kube.go:100] no such month",
        "Everything fine here, and nothing else to say",
        "2026-11-23",
    })
    void findsNoTimeWhereThereIsNone(String line) {
        assertThat(at(line, REFERENCE)).isEqualTo(Instant.EPOCH);
    }

    @Test
    void klogHasNoYearOfItsOwn() {
        assertThat(at("E1123 06:16:23.648210    1234 kube.go:100] Failed", Instant.EPOCH)).isEqualTo(Instant.EPOCH);
    }

    private static Instant at(String line, Instant reference) {
        byte[] bytes = line.strip().getBytes(StandardCharsets.UTF_8);
        return new LogTime(reference).at(bytes, 0, bytes.length);
    }
}
