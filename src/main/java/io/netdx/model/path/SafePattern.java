package io.netdx.model.path;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Regular expressions out of a cluster, matched with a bound on the work: Go's engine is linear, Java's is not. */
final class SafePattern {

    private static final int LONGEST = 512;
    private static final int STEPS = 200_000;

    private SafePattern() {
    }

    /** The match, empty Optional inside where it does not match; empty outside where it cannot be told. */
    static Optional<Optional<Matcher>> find(String regex, String text) {
        if (regex.length() > LONGEST) {
            return Optional.empty();
        }
        try {
            Matcher matcher = Pattern.compile(regex.replace("(?P<", "(?<"), Pattern.CASE_INSENSITIVE).matcher(new Counted(text, new int[1]));
            return Optional.of(matcher.find() ? Optional.of(matcher) : Optional.empty());
        } catch (PatternSyntaxException | TooMuch | StackOverflowError e) {
            return Optional.empty();
        }
    }

    private static final class TooMuch extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TooMuch() {
            super("too many steps", null, false, false);
        }
    }

    private record Counted(String text, int[] steps) implements CharSequence {
        @Override
        public int length() {
            return text.length();
        }

        @Override
        public char charAt(int index) {
            if (++steps[0] > STEPS) {
                throw new TooMuch();
            }
            return text.charAt(index);
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.subSequence(start, end);
        }

        @Override
        public String toString() {
            return text;
        }
    }
}
