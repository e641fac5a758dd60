package io.netdx.source;

import io.netdx.fact.Plain;
import java.util.Optional;
import java.util.regex.Pattern;

/** The path of an archive's member as it is shown and matched: relative, forward slashes, printable. */
final class MemberPath {

    private static final Pattern DRIVE = Pattern.compile("[A-Za-z]:.*", Pattern.DOTALL);
    private static final Pattern REDUNDANT = Pattern.compile("(?<=^|/)(\\./|/)+");

    private MemberPath() {
    }

    /**
     * Nothing is ever written to disk, yet the path is shown in commands and reports: one that leads elsewhere is a lie.
     *
     * @param windows whether a backslash separates, as in archives made by Windows tools
     * @return empty for an absolute path, a drive, a NUL, or any {@code ..}
     */
    static Optional<String> of(String name, boolean windows) {
        String slashes = name.replace('\\', '/');
        if (slashes.startsWith("/") || slashes.indexOf('\0') >= 0 || DRIVE.matcher(slashes).matches()
                || ("/" + slashes + "/").contains("/../")) {
            return Optional.empty();
        }
        String path = Plain.line(REDUNDANT.matcher(windows ? slashes : name).replaceAll(""));
        return path.isEmpty() ? Optional.empty() : Optional.of(path);
    }

    /**
     * Whether a link of an archive points to a place in the same archive, which is read there.
     *
     * @param from what a relative target starts at: the folder of the link, empty for a hard link
     */
    static boolean inside(String from, String target) {
        if (target.isEmpty() || target.startsWith("/")) {
            return false;
        }
        int depth = 0;
        for (String part : (from + "/" + target).split("/")) {
            if (part.equals("..")) {
                depth--;
            } else if (!part.isEmpty() && !part.equals(".")) {
                depth++;
            }
            if (depth < 0) {
                return false;
            }
        }
        return true;
    }

    /** A single compressed file is matched by the name it had before, a log by {@code .log}. */
    static String withoutEnding(String path) {
        for (String ending : new String[] {".gz", ".xz", ".bz2"}) {
            if (path.endsWith(ending) && path.length() > ending.length() && !path.endsWith("/" + ending)) {
                return path.substring(0, path.length() - ending.length());
            }
        }
        return path;
    }
}
