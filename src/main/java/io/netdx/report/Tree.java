package io.netdx.report;

import io.netdx.fact.Plain;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** A document before it is JSON or YAML. Texts are free of control characters, line feeds apart. */
public sealed interface Tree {

    /** Keys in the order in which they are written. */
    record Obj(Map<String, Tree> fields) implements Tree {
    }

    record Seq(List<Tree> items) implements Tree {
        public Seq {
            items = List.copyOf(items);
        }
    }

    /** A long list whose items are made while they are written, one after another, and not kept. */
    record Stream<T>(List<T> from, Function<? super T, ? extends Tree> each) implements Tree {
        public Stream {
            from = List.copyOf(from);
        }
    }

    record Text(String value) implements Tree {
        public Text {
            value = Plain.block(value);
        }
    }

    record Num(BigDecimal value) implements Tree {
    }

    record Bool(boolean value) implements Tree {
    }

    record Null() implements Tree {
    }

    static <T> Seq list(List<T> items, Function<? super T, ? extends Tree> each) {
        List<Tree> trees = new ArrayList<>(items.size());
        for (T item : items) {
            trees.add(each.apply(item));
        }
        return new Seq(trees);
    }

    static Seq texts(List<String> items) {
        return list(items, item -> new Text(Plain.line(item)));
    }

    /** Rounded half up, in plain notation with at least one decimal, so that it stays a fraction in every parser. */
    static Num rounded(double value, int decimals) {
        // A certainty in log space has no digits; no consumer can use a document that says Infinity.
        double finite = Double.isNaN(value) ? 0 : Math.max(-999.9, Math.min(999.9, value));
        BigDecimal digits = BigDecimal.valueOf(finite).setScale(decimals, RoundingMode.HALF_UP).stripTrailingZeros();
        return new Num(digits.scale() < 1 ? digits.setScale(1) : digits);
    }

    static Builder object() {
        return new Builder();
    }

    /** Collects the fields of one object. */
    final class Builder {
        private final Map<String, Tree> fields = new LinkedHashMap<>();

        private Builder() {
        }

        public Builder put(String key, Tree value) {
            fields.put(key, value);
            return this;
        }

        /** One line of text. */
        public Builder put(String key, String value) {
            return put(key, new Text(Plain.line(value)));
        }

        public Builder put(String key, long value) {
            return put(key, new Num(BigDecimal.valueOf(value)));
        }

        public Builder put(String key, boolean value) {
            return put(key, new Bool(value));
        }

        public Obj build() {
            return new Obj(Collections.unmodifiableMap(new LinkedHashMap<>(fields)));
        }
    }
}
