package io.netdx.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PageTest {

    private final Page page = new Page(20);

    @Test
    void proseHangsUnderItsLead() {
        page.text("why  ", "one two three four five");
        assertThat(page).hasToString("why  one two three\n     four five\n");
    }

    @Test
    void proseThatIsTooLongEndsInDots() {
        page.text("", 0, "aaaa bbbb cccc dddd eeee ffff gggg hhhh iiii", 2);
        assertThat(page).hasToString("aaaa bbbb cccc dddd\neeee ffff gggg hhh …\n");
    }

    @Test
    void wordsLongerThanALineAreCut() {
        page.text("- ", "abcdefghijklmnopqrstuvwxyz");
        assertThat(page).hasToString("- abcdefghijklmnopqr\n  stuvwxyz\n");
    }

    @Test
    void commandsBreakOnlyOutsideQuotes() {
        page.command("$ ", "kubectl exec db -- sh -c 'echo a b c d e' \"x y\" z\\ z # all of this is one");
        assertThat(page).hasToString("""
                $ kubectl exec db \\
                      -- sh -c \\
                      'echo a b c d e' \\
                      "x y" z\\ z \\
                      # all of this is one
                """);
    }

    @Test
    void hereDocumentsKeepTheirLines() {
        page.command("    ", "kubectl apply -f - <<EOF\nkind: Service\nEOF");
        assertThat(page.toString()).endsWith("\nkubectl apply -f - <<EOF\nkind: Service\nEOF\n");
    }

    @Test
    void placesLoseTheirBeginningBeforeTheirLine() {
        page.text("", "text");
        page.place(2, "a.log:3");
        page.place(2, "namespaces/shop/pods/db.log:4711");
        assertThat(page).hasToString("text  a.log:3\n  …/pods/db.log:4711\n");
    }

    @Test
    void tablesPadByCodePointsAndLeaveNoBlanksBehind() {
        page.table("", List.of("NAME", "WHY"), List.of(List.of("𝔘𝔫", ""), List.of("longer-name", "x")));
        assertThat(page).hasToString("NAME         WHY\n𝔘𝔫           <none>\nlonger-name  x\n");
    }

    @ParameterizedTest
    @CsvSource({"PT30S,30 s", "PT10M,10 min", "PT1H30M,1 h 30 min", "PT2H,2 h", "PT24H,24 h", "PT72H,3 d", "PT50H,50 h"})
    void timesReadAsPeopleSayThem(String iso, String said) {
        assertThat(Words.time(Duration.parse(iso))).isEqualTo(said);
    }

    @ParameterizedTest
    @CsvSource({"0,0.00", "0.004,<0.01", "0.05,0.05", "0.943,0.94", "0.9996,>0.99", "1,1.00"})
    void whatIsNotCertainNeverReadsAsCertain(double p, String said) {
        assertThat(Words.probability(p)).isEqualTo(said);
    }

    @ParameterizedTest
    @CsvSource({"17.04,+17.0 dB", "-0.04,+0.0 dB", "-2.45,-2.5 dB", "NaN,+0.0 dB", "Infinity,+999.9 dB"})
    void decibansCarryTheirSign(double value, String said) {
        assertThat(Words.decibans(value).strip()).isEqualTo(said);
    }
}
