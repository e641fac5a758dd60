package io.netdx.model.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The selector language of the Calico reference ("Selectors"). */
class CalicoSelectorTest {

    private static final Map<String, String> DATABASE = Map.of("role", "db", "env", "prod-eu", "example.com/tier", "gold", "empty", "");

    private static Match match(String selector) {
        return CalicoSelector.parse(selector).matches(new CalicoSelector.Labels() {
            @Override
            public Optional<String> value(String key) {
                return Optional.ofNullable(DATABASE.get(key));
            }

            @Override
            public boolean seen(String key) {
                return !key.startsWith("hidden");
            }
        });
    }

    @ParameterizedTest
    @CsvSource(delimiterString = "=>", quoteCharacter = '~', value = {
        "role == 'db' => YES",
        "role==\"db\" => YES",
        "role == 'web' => NO",
        "role != 'web' => YES",
        "colour != 'blue' => YES",
        "colour == 'blue' => NO",
        "role in {'db', 'cache'} => YES",
        "role in { \"web\" } => NO",
        "role not in {'db'} => NO",
        "colour not in {'blue'} => YES",
        "has(role) => YES",
        "has(empty) => YES",
        "!has(colour) => YES",
        "env contains 'rod' => YES",
        "env starts with 'prod' => YES",
        "env starts with 'eu' => NO",
        "env ends with 'eu' => YES",
        "colour contains '' => NO",
        "role == 'db' && env == 'dev' => NO",
        "role == 'db' || env == 'dev' => YES",
        "role == 'web' && env == 'x' || role == 'db' => YES",
        "role == 'web' && (env == 'x' || role == 'db') => NO",
        "!(role == 'db') => NO",
        "!!has(role) => YES",
        "! role == 'web' => YES",
        "example.com/tier == 'gold' => YES",
        "all() => YES",
        "!all() => NO",
        "hidden == 'x' => UNKNOWN",
        "hidden == 'x' || role == 'db' => YES",
        "hidden == 'x' && role == 'web' => NO",
        "!has(hidden) => UNKNOWN"})
    void evaluates(String selector, Match expected) {
        assertThat(match(selector.strip())).as(selector).isEqualTo(expected);
    }

    @Test
    void nothingWrittenIsEverything() {
        assertThat(match("")).isEqualTo(Match.YES);
        assertThat(match("  ")).isEqualTo(Match.YES);
    }

    @ParameterizedTest
    @ValueSource(strings = {"role = 'db'", "role == db", "role == 'db", "role in 'db'", "(role == 'db'", "role == 'db')", "&& has(a)", "has()", "role like 'x'",
        "role == 'a' role == 'b'", "starts with 'x'"})
    void whatIsNoSelectorIsUnknown(String selector) {
        assertThat(match(selector)).isEqualTo(Match.UNKNOWN);
    }

    @Test
    void deepNestingIsRefusedNotFollowed() {
        assertThat(match("(".repeat(100_000))).isEqualTo(Match.UNKNOWN);
        assertThat(match("!".repeat(100_000) + "all()")).isEqualTo(Match.UNKNOWN);
    }
}
