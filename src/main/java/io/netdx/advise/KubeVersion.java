package io.netdx.advise;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A minor version of Kubernetes. */
public record KubeVersion(int major, int minor) implements Comparable<KubeVersion> {

    private static final Pattern FORM = Pattern.compile("v?([0-9]{1,3})\\.([0-9]{1,3})(?:[.+-].*)?");

    /** Of {@code 1.24}, {@code v1.24.3} or {@code v1.24.3-gke.100}; empty for anything else. */
    public static Optional<KubeVersion> of(String text) {
        Matcher m = FORM.matcher(text);
        return m.matches() ? Optional.of(new KubeVersion(Integer.parseInt(m.group(1)), Integer.parseInt(m.group(2)))) : Optional.empty();
    }

    public KubeVersion next() {
        return new KubeVersion(major, minor + 1);
    }

    @Override
    public int compareTo(KubeVersion other) {
        return major != other.major ? Integer.compare(major, other.major) : Integer.compare(minor, other.minor);
    }

    @Override
    public String toString() {
        return major + "." + minor;
    }
}
