package io.netdx.source;

import io.netdx.fact.Event;
import io.netdx.fact.Fact;
import io.netdx.fact.KubeObject;
import io.netdx.source.decode.OwnDocument;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A case file that names a healthy cluster as its {@code base} holds only what differs: its objects, logs and files of nodes stand
 * instead of the base's, the base's {@code remove}d ones are not there, kinds that it calls {@code uncollected} were not looked at.
 * The case is read first, then its base, which may name another.
 */
final class Overlay {

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,60}");
    private static final int FOLDERS_UP = 6;

    /** {@code Kind/namespace/name}; {@code Kind} for all of a kind. */
    private final Set<String> hidden = new HashSet<>();
    private final Set<String> uncollected = new HashSet<>();
    private Optional<String> base = Optional.empty();
    private boolean below;

    /** The head of a case. */
    void head(OwnDocument document) {
        base = document.base().isEmpty() ? Optional.empty() : Optional.of(document.base());
        hidden.addAll(document.removed());
        uncollected.addAll(document.uncollected());
    }

    /** The base that is to be read next, once. */
    Optional<String> next() {
        Optional<String> next = base;
        base = Optional.empty();
        below |= next.isPresent();
        return next;
    }

    /** A base stands in a folder {@code healthy} beside the case's own or one further up. */
    static Optional<Path> find(Path caseFile, String base) {
        Path folder = caseFile.toAbsolutePath().getParent();
        for (int i = 0; i < FOLDERS_UP && folder != null && NAME.matcher(base).matches(); i++, folder = folder.getParent()) {
            Path file = folder.resolve("healthy").resolve(base + ".yaml");
            if (Files.isRegularFile(file)) {
                return Optional.of(file);
            }
        }
        return Optional.empty();
    }

    List<String> collected(List<String> declared) {
        return declared.stream().filter(c -> !uncollected.contains(c.substring(0, c.indexOf('/') < 0 ? c.length() : c.indexOf('/')))).toList();
    }

    boolean hides(Fact fact) {
        if (fact instanceof Event) {
            return below && uncollected.contains("Event");
        }
        return fact instanceof KubeObject && hides(fact.ref().kind(), fact.ref().qualifiedName());
    }

    /** Also remembers it, to hide the one of a base. */
    boolean hides(String kind, String name) {
        String key = kind + "/" + name;
        boolean hides = below && (uncollected.contains(kind) || hidden.contains(kind) || hidden.contains(key));
        if (base.isPresent()) {
            hidden.add(key);
        }
        return hides;
    }
}
