package io.netdx.source.signature;

/** The plain text that every match of a regular expression begins with. A line without it need not become a string. */
final class Lead {

    private static final String META = "\\^$.|?*+()[]{}";

    private Lead() {
    }

    /** Empty where the expression begins otherwise, or may begin in several ways. */
    static String of(String regex) {
        StringBuilder lead = new StringBuilder();
        int end = 0;
        while (end < regex.length()) {
            // a backslash makes plain what is no letter or digit
            boolean escaped = regex.charAt(end) == '\\' && end + 1 < regex.length() && META.indexOf(regex.charAt(end + 1)) >= 0;
            if (!escaped && META.indexOf(regex.charAt(end)) >= 0) {
                break;
            }
            end += escaped ? 1 : 0;
            lead.append(regex.charAt(end++));
        }
        // a quantifier belongs to the last character alone
        if (end < regex.length() && "?*+{".indexOf(regex.charAt(end)) >= 0) {
            lead.setLength(Math.max(0, lead.length() - 1));
        }
        return alternatives(regex) ? "" : lead.toString();
    }

    /** Whether a bar stands outside of all groups. */
    private static boolean alternatives(String regex) {
        int depth = 0;
        boolean inClass = false;
        for (int i = 0; i < regex.length(); i++) {
            char c = regex.charAt(i);
            if (c == '\\') {
                i++;
            } else if (c == '[' || c == ']') {
                inClass = c == '[';
            } else if (!inClass && (c == '(' || c == ')')) {
                depth += c == '(' ? 1 : -1;
            } else if (!inClass && c == '|' && depth == 0) {
                return true;
            }
        }
        return false;
    }

    static boolean in(byte[] bytes, int from, int to, byte[] lead) {
        byte head = lead[0];
        for (int i = from; i <= to - lead.length; i++) {
            if (bytes[i] == head && at(bytes, i, lead)) {
                return true;
            }
        }
        return false;
    }

    private static boolean at(byte[] bytes, int at, byte[] lead) {
        for (int i = 1; i < lead.length; i++) {
            if (bytes[at + i] != lead[i]) {
                return false;
            }
        }
        return true;
    }
}
