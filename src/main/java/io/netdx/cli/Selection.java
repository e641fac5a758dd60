package io.netdx.cli;

import io.netdx.catalog.Catalog;
import io.netdx.catalog.Cause;
import io.netdx.reason.Judgement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What {@code --include} and {@code --exclude} leave of a judgement. Everything is judged first: a fault that somebody does not want
 * to see must not make its rival the suspect. A consequence goes with its root.
 *
 * @param include causes by id, alias or family; empty for all
 * @param exclude causes that are left out of these
 */
record Selection(List<String> include, List<String> exclude) {

    /** @param include,exclude as given, each with one id or several between commas; one that nothing has is a mistake of usage */
    static Selection of(List<String> include, List<String> exclude, Catalog catalog) {
        return new Selection(known("--include", include, catalog), known("--exclude", exclude, catalog));
    }

    private static List<String> known(String option, List<String> given, Catalog catalog) {
        List<String> ids = given.stream().flatMap(text -> Arrays.stream(text.split(","))).map(String::strip).filter(id -> !id.isEmpty()).toList();
        for (String id : ids) {
            if (catalog.all().stream().noneMatch(cause -> names(id, cause))) {
                throw new UsageException(option + " knows no cause " + id + "; netdx rules list shows them all");
            }
        }
        return ids;
    }

    private static boolean names(String id, Cause cause) {
        return cause.id().equals(id) || cause.family().equals(id) || cause.aliases().contains(id);
    }

    boolean everything() {
        return include.isEmpty() && exclude.isEmpty();
    }

    /** Whether a root cause is shown. */
    boolean shows(Cause cause) {
        return (include.isEmpty() || include.stream().anyMatch(id -> names(id, cause))) && exclude.stream().noneMatch(id -> names(id, cause));
    }

    Judgement of(Judgement judgement) {
        if (everything()) {
            return judgement;
        }
        Set<Judgement.CauseOn> shown = new HashSet<>();
        List<Judgement.Diagnosis> kept = new ArrayList<>();
        for (Judgement.Diagnosis d : judgement.diagnoses()) {
            boolean wanted = d.causedBy().map(shown::contains).orElse(include.isEmpty() || include.stream().anyMatch(id -> names(id, d.cause())));
            if (wanted && exclude.stream().noneMatch(id -> names(id, d.cause()))) {
                shown.add(new Judgement.CauseOn(d.cause().id(), d.subject()));
                kept.add(d);
            }
        }
        return judgement.showing(kept, judgement.unexplained(), judgement.next());
    }
}
