package io.netdx.suppress;

/** A name, or a pattern of names: {@code *} stands for any run of characters, {@code ?} for one. Upper and lower case differ. */
record Glob(String text, boolean exact) {

    static final Glob ANY = new Glob("*", false);

    static Glob of(String pattern) {
        return new Glob(pattern, false);
    }

    /** Means nothing but this name, whatever characters it has. */
    static Glob exactly(String name) {
        return new Glob(name, true);
    }

    boolean matches(String name) {
        if (exact) {
            return text.equals(name);
        }
        int at = 0;
        int inName = 0;
        int star = -1;
        int retry = 0;
        while (inName < name.length()) {
            if (at < text.length() && text.charAt(at) == '*') {
                star = at++;
                retry = inName;
            } else if (at < text.length() && (text.charAt(at) == '?' || text.charAt(at) == name.charAt(inName))) {
                at++;
                inName++;
            } else if (star >= 0) {
                at = star + 1;
                inName = ++retry;
            } else {
                return false;
            }
        }
        while (at < text.length() && text.charAt(at) == '*') {
            at++;
        }
        return at == text.length();
    }
}
