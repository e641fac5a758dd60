package io.netdx.source.transcript;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Lines of {@code kubectl logs --prefix}: {@code [pod/promo-898bfb4dd-p67dc/promo] …}. */
final class Prefixed {

    private static final int MAX_PODS = 100;
    private static final Pattern PREFIX = Pattern.compile("\\[pod/([a-z0-9.-]{1,253})/[a-z0-9.-]{1,63}\\] (.*)");

    private Prefixed() {
    }

    /** The lines of each pod, at their places among those of the others; none where lines have no prefix. */
    static Map<String, List<String>> byPod(List<String> lines) {
        Map<String, List<String>> pods = new TreeMap<>();
        for (int i = 0; i < lines.size(); i++) {
            if (!lines.get(i).startsWith("[pod/")) {
                continue;
            }
            Matcher m = PREFIX.matcher(lines.get(i));
            if (m.matches() && (pods.size() < MAX_PODS || pods.containsKey(m.group(1)))) {
                List<String> of = pods.computeIfAbsent(m.group(1), p -> new ArrayList<>());
                of.addAll(Collections.nCopies(i - of.size(), ""));
                of.add(m.group(2));
            }
        }
        return pods;
    }
}
