package io.netdx.knowledge;

import io.netdx.catalog.Catalog;
import io.netdx.catalog.Cause;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * What carries each claim: causes and findings that the claim names, and causes (in {@code claims} or as origin of a number), rows of
 * tables and steps of procedures that name the claim.
 */
public final class ClaimLinks {

    private static final Pattern ID = Pattern.compile("\\bC[0-9]{3}\\b");

    private final Knowledge knowledge;
    private final Catalog catalog;
    private final SortedMap<String, SortedSet<String>> links = new TreeMap<>();
    private final List<String> dangling = new ArrayList<>();

    public ClaimLinks(Knowledge knowledge, Catalog catalog) {
        this.knowledge = knowledge;
        this.catalog = catalog;
        knowledge.claims().keySet().forEach(id -> links.put(id, new TreeSet<>()));
        for (Claim claim : knowledge.claims().values()) {
            for (String target : claim.carriedBy()) {
                if (exists(target)) {
                    links.get(claim.id()).add(target);
                } else {
                    dangling.add(claim.id() + " is carried by " + target + ", which does not exist");
                }
            }
        }
        for (Cause cause : catalog.all()) {
            name("cause/" + cause.id(), named(cause));
        }
        knowledge.tables().values().forEach(table -> table.rows().forEach(row -> name(table.link(row), row.claims())));
        for (Procedure procedure : knowledge.procedures()) {
            name("procedure/" + procedure.id(), procedure.claims());
            procedure.steps().forEach(step -> name(procedure.link(step), step.claims()));
        }
    }

    /** Claims that the cause says it carries, and those that its numbers are from. */
    private static List<String> named(Cause cause) {
        List<String> ids = new ArrayList<>(cause.claims());
        for (String origin : List.of(cause.diagnose().origin(), cause.resolve().origin(), cause.priorOrigin())) {
            ID.matcher(origin).results().map(MatchResult::group).filter(id -> !ids.contains(id)).forEach(ids::add);
        }
        return ids;
    }

    private boolean exists(String target) {
        return target.startsWith("cause/") && catalog.cause(target.substring("cause/".length())).isPresent()
                || target.startsWith("finding/") && catalog.finding(target.substring("finding/".length())).isPresent();
    }

    private void name(String carrier, List<String> claims) {
        for (String id : claims) {
            if (links.containsKey(id)) {
                links.get(id).add(carrier);
            } else {
                dangling.add(carrier + " names the claim " + id + ", which does not exist");
            }
        }
    }

    /** Sorted: causes, findings, procedures, tables. */
    public SortedSet<String> of(String claim) {
        return links.getOrDefault(claim, new TreeSet<>());
    }

    /** Links that lead nowhere, one line each. */
    public List<String> dangling() {
        return List.copyOf(dangling);
    }

    /** Claims that nothing carries. */
    public List<String> unlinked() {
        return links.entrySet().stream().filter(e -> e.getValue().isEmpty()).map(Map.Entry::getKey).toList();
    }

    public int linked() {
        return links.size() - unlinked().size();
    }

    /** Causes that rest on a claim that upstream sources contradict, one line each. */
    public List<String> misled() {
        List<String> lines = new ArrayList<>();
        for (Cause cause : catalog.all()) {
            named(cause).stream().filter(id -> knowledge.claim(id).filter(c -> c.verdict() == Verdict.CONTRADICTED).isPresent())
                    .forEach(id -> lines.add("cause/" + cause.id() + " rests on " + id + ", which is contradicted: leave it out of its claims and origins"));
        }
        return lines;
    }
}
