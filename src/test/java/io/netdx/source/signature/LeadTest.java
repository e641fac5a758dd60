package io.netdx.source.signature;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class LeadTest {

    @Test
    void isThePlainBeginning() {
        assertThat(Lead.of("url=(?<url>\\S+) status=2")).isEqualTo("url=");
        assertThat(Lead.of("connection refused")).isEqualTo("connection refused");
        assertThat(Lead.of("retries? exceeded")).isEqualTo("retrie");
        assertThat(Lead.of("x* y")).isEmpty();
        assertThat(Lead.of("\\[error\\] upstream")).isEqualTo("[error] upstream");
        assertThat(Lead.of("\\[\\]? upstream")).isEqualTo("[");
        assertThat(Lead.of("\\d+ upstream")).isEmpty();
        assertThat(Lead.of("(?:dial|lookup) tcp")).isEmpty();
    }

    @Test
    void isNothingWhereThePatternMayBeginOtherwise() {
        assertThat(Lead.of("dial tcp|lookup host")).isEmpty();
        assertThat(Lead.of("dial (?:tcp|udp)")).isEqualTo("dial ");
        assertThat(Lead.of("dial [(|)] tcp")).isEqualTo("dial ");
        assertThat(Lead.of("dial \\(tcp|udp")).isEmpty();
    }

    @Test
    void noRowIsPassedOverThatMatchesItsOwnAnchor() {
        for (SignatureRow row : SignatureTable.load().rows()) {
            for (String anchor : row.anchors()) {
                Matcher matcher = Pattern.compile(row.regex()).matcher(anchor);
                byte[] bytes = anchor.getBytes(StandardCharsets.UTF_8);
                assertThat(!matcher.find() || row.mayMatch(bytes, 0, bytes.length)).as(row.id()).isTrue();
            }
        }
    }

    @Test
    void everyRowFindsInItsExamplesWhatItsPatternFinds() {
        for (SignatureRow row : SignatureTable.load().rows()) {
            for (String anchor : row.anchors()) {
                // the beginning twice, and once where it does not go on
                String text = Lead.of(row.regex()) + " " + anchor + " " + Lead.of(row.regex()) + anchor;
                assertThat(row.match(new BoundedText(text)).isPresent()).as(row.id() + ": " + text)
                        .isEqualTo(Pattern.compile(row.regex()).matcher(text).find());
            }
        }
    }

    @Test
    void isFoundAnywhereInTheLine() {
        byte[] line = "level=info url=http://cart".getBytes(StandardCharsets.UTF_8);
        byte[] lead = "url=".getBytes(StandardCharsets.UTF_8);

        assertThat(Lead.in(line, 0, line.length, lead)).isTrue();
        assertThat(Lead.in(line, 11, 15, lead)).isTrue();
        assertThat(Lead.in(line, 12, line.length, lead)).isFalse();
        assertThat(Lead.in(line, 0, 14, lead)).isFalse();
    }
}
