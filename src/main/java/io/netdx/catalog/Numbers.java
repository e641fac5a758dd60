package io.netdx.catalog;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Puts learned figures into the text of the catalogue's files, with how they were learned beside them, and leaves all else as it stands. */
public final class Numbers {

    private static final String LEARNED = " # learned: ";

    private Numbers() {
    }

    /**
     * The text of a cause with another strength of one link.
     *
     * @param seen how it was learned, {@code 36 of 41}
     * @return the text as it was where it holds no such link
     */
    public static String strength(String text, String finding, double strength, String seen) {
        Matcher block = Pattern.compile("^evidence:\\n(?:[ -].*\\n)*", Pattern.MULTILINE).matcher(text);
        if (!block.find()) {
            return text;
        }
        Matcher m = Pattern.compile("(finding: " + Pattern.quote(finding) + ", strength: )[\\w.-]+(.*)").matcher(block.group());
        if (!m.find()) {
            return text;
        }
        String rest = m.group(2).contains(LEARNED) ? m.group(2).substring(0, m.group(2).indexOf(LEARNED)) : m.group(2);
        String changed = block.group().substring(0, m.start()) + m.group(1) + figure(strength) + rest + LEARNED + seen
                + block.group().substring(m.end());
        return text.substring(0, block.start()) + changed + text.substring(block.end());
    }

    /** The text of a file that defines a finding, with another leak of it. */
    public static String leak(String text, String finding, double leak) {
        Matcher m = Pattern.compile("(id: " + Pattern.quote(finding) + "\\b(?:(?!\\bid: ).)*?\\bleak: )[\\d.]+", Pattern.DOTALL).matcher(text);
        return m.find() ? text.substring(0, m.start()) + m.group(1) + figure(leak) + text.substring(m.end()) : text;
    }

    /** The text of a cause with another prior. */
    public static String prior(String text, double prior, String seen) {
        Matcher m = Pattern.compile("^prior: [\\w.-]+\\n(?:priorOrigin: .*\\n)?", Pattern.MULTILINE).matcher(text);
        return m.find() ? text.substring(0, m.start()) + "prior: " + figure(prior) + "\npriorOrigin: \"learned: " + seen + "\"\n" + text.substring(m.end())
                : text;
    }

    /** Two significant digits: more were never measured. */
    static String figure(double p) {
        return new BigDecimal(p).round(new MathContext(p > 0.9 ? 3 : 2)).stripTrailingZeros().toPlainString();
    }
}
