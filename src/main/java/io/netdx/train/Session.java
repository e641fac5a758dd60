package io.netdx.train;

import io.netdx.reason.Judgement;
import io.netdx.simulate.behave.Running;
import io.netdx.simulate.inject.Truth;
import io.netdx.simulate.world.Resource;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.regex.Pattern;

/**
 * One trainee at one incident: what they did, what they have seen, what the cluster's clock says. Reading, testing and changing cost minutes
 * there; what is typed wrongly costs nothing.
 */
public final class Session {

    /** Requests that come within this time of another belong to the same command of kubectl. */
    private static final Duration ONE_COMMAND = Duration.ofMillis(1500);
    private static final double LEARNT = 0.05;
    private static final double FOUNDED = 0.5;
    private static final Pattern TROUBLE = Pattern.compile("(?i)refused|time?d? ?out|no such host|not known|could not resolve|unreachable|reset by peer|back-off|fail| 50[0234] ");

    /**
     * Where an expert stands who has seen what the trainee has.
     *
     * @param minutes of the trainee's by then
     * @param truth   belief in a right cause
     * @param other   belief in the best wrong one
     */
    public record Belief(double minutes, double truth, double other) {
    }

    /** A stated cause. */
    public record Claim(String cause, double confidence) {
    }

    /** What is being read by a command that goes on. */
    private record Reading(String what, boolean failed, Instant real) {
    }

    /** @param broken what worked before the first change, and did not after this one; {@code opened} alike for ways that are to be closed */
    record Harm(List<String> broken, List<String> opened, boolean wanton, boolean blind) {
    }

    private final Scenario scenario;
    private final Site site;
    private final Optional<Lab> lab;
    private final Expert expert;
    private final Judgement opening;
    private final Seen seen = new Seen();
    private final List<Step> steps = new ArrayList<>();
    private final List<Belief> beliefs = new ArrayList<>();
    private final List<Claim> claims = new ArrayList<>();
    private final List<Harm> harms = new ArrayList<>();
    private Optional<Judgement> judged = Optional.empty();
    private boolean news = true;
    private long revision = 1;
    private int hints;
    private double hinted;
    private int pricePaid;
    private Optional<Reading> reading = Optional.empty();
    private double minutes;
    private String typed = "";

    public Session(Scenario scenario, Site site, Expert expert) {
        this(scenario, site, expert, expert.judge(site.whole()));
    }

    private Session(Scenario scenario, Site site, Expert expert, Judgement opening) {
        this.scenario = scenario;
        this.site = site;
        this.lab = site instanceof Lab simulated ? Optional.of(simulated) : Optional.empty();
        this.expert = expert;
        this.opening = opening;
    }

    /** The same incident, as it began. */
    Session afresh() {
        return new Session(scenario, scenario.origin().open(), expert, opening);
    }

    /** Whether any of these kinds was not looked at there. */
    synchronized boolean unseen(List<String> kinds, String namespace) {
        return kinds.stream().anyMatch(kind -> !seen.has(kind, namespace));
    }

    /** What an expert made of everything there was to see when the trainee came. */
    Judgement opening() {
        return opening;
    }

    public Scenario scenario() {
        return scenario;
    }

    public synchronized Site site() {
        return site;
    }

    /** The cluster, where it behaves; empty where it is a real one as it was collected. */
    public synchronized Optional<Lab> lab() {
        return lab;
    }

    private Lab living() {
        return lab.orElseThrow(() -> new IllegalStateException("nothing can be changed in a snapshot"));
    }

    public synchronized List<Step> steps() {
        settle();
        return List.copyOf(steps);
    }

    public synchronized List<Belief> beliefs() {
        return List.copyOf(beliefs);
    }

    public synchronized List<Claim> claims() {
        return List.copyOf(claims);
    }

    synchronized List<Harm> harms() {
        return List.copyOf(harms);
    }

    /** Points that hints cost. */
    public synchronized int pricePaid() {
        return pricePaid;
    }

    /** On the cluster's clock, since the trainee came. */
    public synchronized double minutes() {
        settle();
        return minutes;
    }

    private void step(Step.Kind kind, String text, double cost, boolean failed) {
        steps.add(new Step(kind, site.now(), text, cost, failed));
        minutes += cost;
        if (cost > 0) {
            revision++;
            site.advance(Duration.ofSeconds(Math.round(cost * 60)));
        }
    }

    /**
     * The trainee reads objects.
     *
     * @param namespace empty for all
     * @param real      time of the trainee, by which the requests of one command are told from those of the next
     */
    public synchronized void looked(String kind, String namespace, String name, Instant real) {
        news |= seen.kind(kind, namespace);
        charge("get " + kind + (namespace.isEmpty() ? "" : " -n " + namespace) + (name.isEmpty() ? "" : " " + name), false, real);
    }

    /**
     * What comes now belongs to another command of the trainee.
     *
     * @param line as it was typed; empty where nobody knows
     */
    public synchronized void command(String line) {
        settle();
        typed = line;
    }

    /** Reading costs nothing extra where it is part of a test or a change: kubectl looks up what it is told by name. */
    private void charge(String what, boolean failed, Instant real) {
        if (typed.isEmpty() && reading.filter(r -> Duration.between(r.real(), real).compareTo(ONE_COMMAND) >= 0).isPresent()) {
            settle();
        }
        reading = Optional.of(new Reading(reading.map(Reading::what).orElse(typed.isEmpty() ? what : typed), reading.map(Reading::failed).orElse(false) || failed, real));
    }

    /** What was read was a command of its own. */
    private void settle() {
        Optional<Reading> read = reading;
        reading = Optional.empty();
        read.ifPresent(r -> step(Step.Kind.LOOK, r.what(), Costs.look(), r.failed()));
    }

    /** The trainee reads the logs of a pod. */
    public synchronized void readLogs(String namespace, String pod, Instant real) {
        Map<String, String> logs = site.logs(namespace, pod);
        logs.keySet().forEach(container -> news |= seen.log(container));
        charge("logs -n " + namespace + " " + pod, logs.values().stream().anyMatch(text -> TROUBLE.matcher(text).find()), real);
    }

    /** A command in a pod; empty where it does not run. */
    public synchronized Optional<Shell.Output> test(String namespace, String pod, List<String> argv) {
        reading = Optional.empty();
        Optional<Running.Inside> inside = lab.flatMap(l -> l.running().inside(namespace, pod)).filter(Running.Inside::running);
        return inside.map(i -> {
            Shell.Output output = new Tools(i, new SplittableRandom(scenario.origin().seed() + steps.size())).run(argv);
            double cost = Costs.test(argv, output.code());
            if (cost > 0) {
                news |= seen.command("kubectl exec -n " + namespace + " " + pod + " -- " + String.join(" ", argv), output.out() + output.error());
                step(Step.Kind.TEST, "exec " + namespace + "/" + pod + " -- " + String.join(" ", argv), cost, output.code() != 0);
            }
            return output;
        });
    }

    /** A command on a node's machine, as over SSH; empty where it does not answer. */
    public synchronized Optional<Shell.Output> onMachine(String node, List<String> argv) {
        reading = Optional.empty();
        int before = steps.size();
        Optional<Shell.Output> output = new Machine(this, node).run(argv);
        if (output.isPresent() && steps.size() == before) {
            double cost = output.get().code() == 127 ? 0 : Costs.look();
            if (cost > 0) {
                news |= seen.command("ssh " + node + " " + String.join(" ", argv), output.get().out() + output.get().error());
                step(Step.Kind.TEST, "on " + node + ": " + String.join(" ", argv), cost, output.get().code() != 0);
            }
        }
        return output;
    }

    /** Grows with whatever changes what the cluster shows. */
    public synchronized long revision() {
        return revision;
    }

    /** A pod gets containers to test from, beside its own. */
    public synchronized void attach(String namespace, String pod, List<Object> containers, String what) {
        reading = Optional.empty();
        living().attach(namespace, pod, containers);
        revision++;
        step(Step.Kind.TEST, what, Costs.look(), false);
    }

    /** A pod's only command ended. */
    public synchronized void end(String namespace, String pod, Shell.Output output) {
        revision++;
        living().end(namespace, pod, output.code(), (output.out() + output.error()).lines().toList());
    }

    /** An object was created or changed. */
    public synchronized void put(Resource object, String what) {
        Lab lab = living();
        reading = Optional.empty();
        boolean blind = lab.declared(object.kind(), object.namespace(), object.name()).isPresent() && !seen.has(object.kind(), object.namespace());
        boolean helper = helper(object.kind(), object.namespace(), object.name());
        lab.put(object);
        if (helper) {
            revision++;
            step(Step.Kind.TEST, what, Costs.look(), false);
        } else {
            changed(what, false, blind);
        }
    }

    /** An object was deleted; false where there was none. */
    public synchronized boolean delete(String kind, String namespace, String name, String what) {
        Lab lab = living();
        reading = Optional.empty();
        boolean declared = lab.declared(kind, namespace, name).isPresent();
        boolean wanton = declared && !kind.equals("Pod") && lab.wholeHas(kind, namespace, name);
        boolean blind = declared && !kind.equals("Pod") && !seen.has(kind, namespace);
        boolean helper = helper(kind, namespace, name);
        boolean there = lab.delete(kind, namespace, name);
        if (there && helper) {
            revision++;
        } else if (there) {
            changed(what, wanton, blind);
        }
        return there;
    }

    /** A pod of the trainee's own, to test from: not one of the cluster's. */
    private boolean helper(String kind, String namespace, String name) {
        Lab lab = living();
        return kind.equals("Pod") && lab.whole(kind, namespace, name).isEmpty() && (lab.declared(kind, namespace, name).isPresent()
                || lab.running().inside(namespace, name).isEmpty());
    }

    /** An administrator's command on a machine. */
    public synchronized boolean administer(String node, List<String> argv) {
        boolean changed = lab.isPresent() && lab.get().administer(node, argv);
        if (changed) {
            changed("on " + node + ": " + String.join(" ", argv), false, false);
        }
        return changed;
    }

    private void changed(String what, boolean wanton, boolean blind) {
        Lab lab = living();
        news = true;
        revision++;
        step(Step.Kind.CHANGE, what, Costs.change(), false);
        Standing now = lab.standing();
        harms.add(new Harm(now.missing(lab.before()), now.opened(lab.without()).stream().filter(way -> lab.before().closed().contains(way)).toList(), wanton, blind));
    }

    /** The trainee says what it is, and how sure they are: 0 to 1. */
    public synchronized void claim(String cause, double confidence) {
        reflect();
        claims.removeIf(c -> c.cause().equals(cause));
        claims.add(new Claim(cause, confidence));
        step(Step.Kind.CLAIM, cause + " " + Math.round(confidence * 100) + " %", 0, false);
    }

    public synchronized void note(String text) {
        settle();
        step(Step.Kind.NOTE, text, 0, false);
    }

    /** Whether everything that a whole cluster does works again, or, where the API can mend nothing, the right cause was named. */
    public synchronized boolean solved() {
        return Score.solved(this);
    }

    /** The trainee looks again at what they have looked at. */
    synchronized void refresh() {
        news = true;
    }

    /** What an expert makes of what the trainee has seen so far. */
    public synchronized Judgement reflect() {
        settle();
        if (news || judged.isEmpty()) {
            Judgement judgement = expert.judge(seen());
            judged = Optional.of(judgement);
            news = false;
            beliefs.add(new Belief(minutes, belief(judgement, true), belief(judgement, false)));
        }
        return judged.orElseThrow();
    }

    private Evidence seen() {
        Evidence part = site.part(seen);
        String typed = String.join("", seen.transcript());
        return folder -> {
            part.write(folder);
            if (!typed.isEmpty()) {
                Files.writeString(folder.resolve("terminal.txt"), typed);
            }
        };
    }

    /** Whether an expert could have known what is wrong from what the trainee had looked at, or nothing that was collected tells it. */
    synchronized boolean founded() {
        return !steps.isEmpty() && (belief(opening, true) < FOUNDED || beliefs.stream().anyMatch(b -> b.truth() >= FOUNDED));
    }

    private double belief(Judgement judgement, boolean right) {
        return judgement.diagnoses().stream().filter(d -> d.state() == Judgement.State.ACTIVE && d.role() != Judgement.Role.CONSEQUENCE)
                .filter(d -> names(d.cause().id()) == right).mapToDouble(Judgement.Diagnosis::confidence).max().orElse(0);
    }

    /** Whether a cause is what is wrong. */
    boolean names(String cause) {
        return site.truths().stream().map(Truth::causes).anyMatch(c -> c.contains(cause));
    }

    /** A hint that goes one level further than the last one; each costs points. */
    public synchronized Coach.Hint hint() {
        Judgement judgement = reflect();
        double belief = beliefs.get(beliefs.size() - 1).truth();
        // whoever learnt something since begins at the bottom again
        hints = Math.abs(belief - hinted) > LEARNT ? 0 : hints;
        hinted = belief;
        Coach.Hint hint = new Coach(this, judgement).hint(hints);
        hints = Math.min(hints + 1, Coach.LEVELS - 1);
        told(hint.text(), hint.price());
        return hint;
    }

    /** Somebody told the trainee something, at a price in points of the score. */
    synchronized void told(String text, int price) {
        settle();
        pricePaid += price;
        step(Step.Kind.HINT, text, 0, false);
    }
}
