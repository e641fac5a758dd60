package io.netdx.simulate;

import io.netdx.simulate.behave.Behaviour;
import io.netdx.simulate.behave.Past;
import io.netdx.simulate.behave.Running;
import io.netdx.simulate.behave.Shown;
import io.netdx.simulate.inject.Herrings;
import io.netdx.simulate.inject.Injector;
import io.netdx.simulate.inject.Injectors;
import io.netdx.simulate.inject.Truth;
import io.netdx.simulate.world.BaseCluster;
import io.netdx.simulate.world.Profile;
import io.netdx.simulate.world.Resource;
import io.netdx.simulate.world.World;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * One simulated case.
 *
 * @param name   {@code 0042-service-selector-mismatch}
 * @param truths what is wrong, empty for a healthy cluster
 * @param affected keys of workloads of which pods are not ready or calls fail, without what herrings brought
 */
public record Simulation(String name, Profile profile, List<Truth> truths, List<String> affected, Shown shown) {

    private static final List<Integer> SIZES = List.of(1, 2, 3, 3, 4, 5, 6, 9, 14, 40);
    private static final List<String> PROXIES = List.of("iptables", "iptables", "nftables", "ipvs");
    private static final List<String> VERSIONS = List.of("v1.31.9", "v1.32.6", "v1.33.2", "v1.34.1");
    private static final List<String> MESHES = List.of("istio", "istio", "linkerd", "none", "none", "none", "none", "none");
    /** Some classes need what only some clusters have. */
    private static final int ATTEMPTS = 60;
    private static final int HUNDRED = 100;

    /** The case of a number, from 0: each stands for itself, whatever the others are. */
    public static Simulation of(Plan plan, int number) {
        RandomGenerator random = random(plan, number);
        Injected injected = injected(plan, number, random);
        World world = injected.world();
        String slug = injected.truths().isEmpty() ? "healthy" : turn(plan, number).name().replaceAll("[^a-z0-9]+", "-");
        Running running = Behaviour.go(world, new Past());
        return new Simulation("%04d-%s".formatted(number, slug), world.profile(), injected.truths(), affected(running, injected.workloads()),
                plan.missing() == 0 ? running.shown() : lacking(running.shown(), plan, random));
    }

    /** What is wrong in the case of a number, without letting its cluster run. */
    static List<Truth> truths(Plan plan, int number) {
        return injected(plan, number, random(plan, number)).truths();
    }

    private static RandomGenerator random(Plan plan, int number) {
        return new SplittableRandom(plan.seed() * 1_000_003L + number);
    }

    /** @param workloads keys of those that were there before the herrings */
    private record Injected(World world, List<Truth> truths, Set<String> workloads) {
    }

    private static List<String> affected(Running running, Set<String> workloads) {
        Set<String> affected = new TreeSet<>();
        running.calls().forEach((call, share) -> {
            if (share < 1) {
                affected.add(call.substring(0, call.lastIndexOf(' ')));
            }
        });
        running.ready().forEach((workload, ready) -> {
            String[] counts = ready.split("/");
            if (Integer.parseInt(counts[0]) < Integer.parseInt(counts[1])) {
                affected.add(workload);
            }
        });
        affected.retainAll(workloads);
        return List.copyOf(affected);
    }

    private static Injected injected(Plan plan, int number, RandomGenerator random) {
        boolean healthy = random.nextInt(HUNDRED) < plan.healthy();
        List<Truth> truths = new ArrayList<>();
        World world = world(plan, random);
        for (int i = 0; !healthy && truths.isEmpty() && i < ATTEMPTS; i++) {
            world = i == 0 ? world : world(plan, random);
            turn(plan, number).inject(world).ifPresent(truths::add);
        }
        if (!truths.isEmpty() && random.nextInt(HUNDRED) < plan.doubles()) {
            second(world, truths.get(0), random).ifPresent(truths::add);
        }
        Set<String> workloads = new TreeSet<>(world.workloads().stream().map(Resource::key).toList());
        List<Consumer<World>> herrings = new ArrayList<>(Herrings.harmless());
        herrings.addAll(truths.stream().allMatch(Truth::latent) ? List.of() : Herrings.distracting());
        for (int i = 0; i < plan.herrings(); i++) {
            herrings.get(random.nextInt(herrings.size())).accept(world);
        }
        return new Injected(world, List.copyOf(truths), workloads);
    }

    /** Classes take turns. */
    private static Injector turn(Plan plan, int number) {
        List<Injector> chosen = chosen(plan);
        return chosen.get(number % chosen.size());
    }

    private static List<Injector> chosen(Plan plan) {
        return Injectors.all().stream().filter(i -> plan.faults().isEmpty() || plan.faults().contains(i.name()) || plan.faults().contains(i.family())).toList();
    }

    private static World world(Plan plan, RandomGenerator random) {
        int nodes = plan.nodes() > 0 ? plan.nodes() : SIZES.get(random.nextInt(SIZES.size()));
        Profile.Cni cni = Profile.Cni.values()[random.nextInt(Profile.Cni.values().length)];
        String proxy = cni == Profile.Cni.CILIUM && random.nextBoolean() ? "none" : PROXIES.get(random.nextInt(PROXIES.size()));
        return BaseCluster.make(new Profile(cni, proxy, VERSIONS.get(random.nextInt(VERSIONS.size())), nodes, MESHES.get(random.nextInt(MESHES.size()))), random, plan.now());
    }

    /** A fault of another family, so that neither hides in the other's object. */
    private static Optional<Truth> second(World world, Truth first, RandomGenerator random) {
        List<Injector> others = new ArrayList<>(Injectors.all().stream().filter(i -> !first.causes().get(0).startsWith(i.family() + "/")).toList());
        Collections.shuffle(others, new Random(random.nextLong()));
        return others.stream().map(i -> i.inject(world)).flatMap(Optional::stream).findFirst();
    }

    private static Shown lacking(Shown shown, Plan plan, RandomGenerator random) {
        var lists = new TreeMap<>(shown.lists());
        var logs = new TreeMap<>(shown.logs());
        lists.keySet().removeIf(kind -> !kind.equals("Pod") && random.nextInt(HUNDRED) < plan.missing());
        logs.keySet().removeIf(log -> random.nextInt(HUNDRED) < plan.missing());
        return new Shown(shown.version(), lists, logs, shown.hosts());
    }
}
