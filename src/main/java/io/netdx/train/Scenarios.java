package io.netdx.train;

import io.netdx.catalog.Yaml;
import io.netdx.simulate.inject.Injector;
import io.netdx.simulate.inject.Injectors;
import io.netdx.simulate.world.Profile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** All incidents: the written ones, and as many as anybody wants that are made from a seed. */
public final class Scenarios {

    private static final String FOLDER = "io/netdx/train/scenarios";
    private static final String MADE = "random-";
    private static final String AGAIN = "again-";
    /** More than there are classes of faults. */
    private static final int PER_TURN = 1000;
    private static final int ATTEMPTS = 200;
    private static final int BUDGET = 45;
    private static final List<String> PROXIES = List.of("iptables", "nftables", "ipvs");
    /** Families that a stage is about (the source document's maturity stages; expert.md §4.5). */
    private static final Map<Integer, List<String>> FAMILIES = Map.of(1, List.of("service", "workload", "dns"), 2, List.of("policy", "cni", "proxy", "ingress", "node", "dns", "service"),
            3, List.of("mesh", "controlplane", "policy", "ipam", "cni", "node", "ingress"));
    /** No trainee can mend these through the API: only somebody with the machines, or the control plane, can. */
    private static final List<String> BEYOND = List.of("node/", "cni/", "ipam/", "controlplane/scheduler", "controlplane/endpoint", "proxy/");

    private Scenarios() {
    }

    /** The written ones, by stage and id. */
    public static List<Scenario> written() {
        try {
            Path place = Path.of(Scenarios.class.getProtectionDomain().getCodeSource().getLocation().toURI());
            if (Files.isDirectory(place)) {
                return read(place.resolve(FOLDER));
            }
            try (FileSystem jar = FileSystems.newFileSystem(place)) {
                return read(jar.getPath(FOLDER));
            }
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Those of a folder, one a file. */
    public static List<Scenario> read(Path folder) throws IOException {
        List<Scenario> all = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(f -> f.getFileName().toString().endsWith(".yaml")).toList()) {
                String name = file.getFileName().toString();
                try (InputStream in = Files.newInputStream(file)) {
                    all.add(Scenario.of(name.substring(0, name.length() - 5), Yaml.load(in, name), folder));
                }
            }
        }
        all.sort(Comparator.comparingInt(Scenario::stage).thenComparing(Scenario::id));
        return all;
    }

    /** Writes one that was imported into a folder, where {@link #read} finds it. Its archive is there already. */
    public static void keep(Scenario scenario, Path folder) throws IOException {
        Files.writeString(folder.resolve(scenario.id() + ".yaml"), scenario.yaml((Imported) scenario.origin()));
    }

    /** A written one, or {@code random-SEED}, {@code random-STAGE-SEED}, {@code again-NUMBER} that a record asks for, {@code study-SEED-SET-NUMBER} of a study. */
    public static Optional<Scenario> find(String id) {
        if (id.startsWith(MADE)) {
            String[] numbers = id.substring(MADE.length()).split("-");
            boolean well = numbers.length <= 2 && Stream.of(numbers).allMatch(n -> n.matches("[0-9]{1,9}"));
            int stage = well && numbers.length == 2 ? Integer.parseInt(numbers[0]) : 0;
            return well && stage <= 3 ? Optional.of(made(Long.parseLong(numbers[numbers.length - 1]), stage)) : Optional.empty();
        }
        if (id.startsWith(AGAIN)) {
            String number = id.substring(AGAIN.length());
            return number.matches("[0-9]{1,9}") ? again(Long.parseLong(number)) : Optional.empty();
        }
        return Study.find(id).or(() -> written().stream().filter(s -> s.id().equals(id)).findFirst());
    }

    /**
     * One that nobody wrote. Families take equal turns, and the classes of a family among themselves.
     *
     * @param stage 1 to 3; 0 for any
     */
    public static Scenario made(long seed, int stage) {
        RandomGenerator random = new SplittableRandom(seed * 4 + stage);
        int level = stage == 0 ? 1 + random.nextInt(3) : stage;
        List<String> families = FAMILIES.get(level);
        for (int i = 0; i < ATTEMPTS; i++) {
            String family = families.get(random.nextInt(families.size()));
            List<String> classes = classes(family);
            String fault = classes.get(random.nextInt(classes.size()));
            Optional<Scenario> made = hurting(MADE + (stage == 0 ? "" : stage + "-") + seed, level, setup(fault, profile(fault, random), level - 1, random));
            if (made.isPresent()) {
                return made.get();
            }
        }
        throw new IllegalStateException("no incident for seed " + seed);
    }

    private static List<String> classes(String family) {
        return Injectors.all().stream().map(Injector::name).filter(n -> n.startsWith(family + "/")).toList();
    }

    private static Profile profile(String fault, RandomGenerator random) {
        Profile.Cni cni = Profile.Cni.values()[random.nextInt(Profile.Cni.values().length)];
        String mesh = fault.startsWith("mesh/") ? random.nextBoolean() ? "istio" : "linkerd" : "none";
        return new Profile(cni, PROXIES.get(random.nextInt(PROXIES.size())), "v1.33.2", 2 + random.nextInt(4), mesh);
    }

    private static Lab.Setup setup(String fault, Profile profile, int herrings, RandomGenerator random) {
        return new Lab.Setup(random.nextInt(1_000_000), profile, List.of(fault), herrings, Scenario.NOW);
    }

    /** An incident, where the fault can befall the cluster and hurts somebody. */
    private static Optional<Scenario> hurting(String id, int level, Lab.Setup setup) {
        try {
            Lab lab = setup.open();
            if (lab.before().missing(lab.without()).isEmpty()) {
                return Optional.empty();
            }
            String complaint = lab.truths().get(0).complaint();
            boolean beyond = setup.faults().stream().anyMatch(f -> BEYOND.stream().anyMatch(f::startsWith));
            return Optional.of(new Scenario(id, level, BUDGET, complaint, complaint, setup, List.of(), beyond, ""));
        } catch (Lab.NoSuchFault e) {
            return Optional.empty();
        }
    }

    /** Whether a class of faults belongs to a stage, and can be mended by whoever has the API alone. */
    static boolean teaches(int stage, String fault) {
        return FAMILIES.getOrDefault(stage, List.of()).contains(fault.substring(0, fault.indexOf('/'))) && BEYOND.stream().noneMatch(fault::startsWith);
    }

    /** Incidents with one class of faults on clusters of the same make; empty where one of them hurts nobody, or nobody could mend it. */
    static Optional<List<Scenario>> matched(List<String> ids, int stage, String fault, RandomGenerator random) {
        Profile profile = profile(fault, random);
        List<Scenario> all = new ArrayList<>();
        for (String id : ids) {
            hurting(id, stage, setup(fault, profile, stage - 1, random)).filter(s -> ((Lab) s.origin().open()).mend()).ifPresent(all::add);
        }
        return all.size() == ids.size() ? Optional.of(all) : Optional.empty();
    }

    /** One with a cause that is to be met again, on a cluster that depends on the turn; empty where the cause cannot be simulated. */
    static Optional<Scenario> again(String cause, int turn) {
        List<String> classes = Injectors.all().stream().map(Injector::name).toList();
        int index = classes.indexOf(cause);
        return index < 0 ? Optional.empty() : again((long) turn * PER_TURN + index);
    }

    /** @param number which says the class and the turn, but not to a reader */
    private static Optional<Scenario> again(long number) {
        List<Injector> all = Injectors.all();
        int index = (int) (number % PER_TURN);
        if (index >= all.size()) {
            return Optional.empty();
        }
        String fault = all.get(index).name();
        int level = FAMILIES.entrySet().stream().filter(f -> f.getValue().contains(fault.substring(0, fault.indexOf('/')))).mapToInt(Map.Entry::getKey).min().orElse(2);
        RandomGenerator random = new SplittableRandom(number);
        return Stream.generate(() -> hurting(AGAIN + number, level, setup(fault, profile(fault, random), 1, random))).limit(ATTEMPTS).flatMap(Optional::stream).findFirst();
    }
}
