package io.netdx.bench;

import io.netdx.catalog.Catalog;
import io.netdx.catalog.CatalogCodec;
import io.netdx.catalog.Cause;
import io.netdx.engine.Engine;
import io.netdx.model.NetworkModel;
import io.netdx.reason.Differential;
import io.netdx.source.Limits;
import io.netdx.source.Snapshot;
import io.netdx.source.SnapshotReader;
import io.netdx.source.signature.SignatureTable;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * What the rules cost on one snapshot: their share of the whole, and the causes whose rules take longest, each alone with the same facts.
 * Rules that wait for another cause's hypothesis have nothing to do then. Arguments: {@code SNAPSHOT ROUNDS}.
 */
final class RulesBenchmark {

    private static final int SHOWN = 10;

    private RulesBenchmark() {
    }

    private record Timed<T>(T value, double millis) {
        static <T> Timed<T> of(Supplier<T> work) {
            long start = System.nanoTime();
            T value = work.get();
            return new Timed<>(value, (System.nanoTime() - start) / 1e6);
        }

        /** The shortest of some rounds. */
        static <T> Timed<T> best(int rounds, Supplier<T> work) {
            Timed<T> best = of(work);
            for (int i = 1; i < rounds; i++) {
                Timed<T> next = of(work);
                best = next.millis < best.millis ? next : best;
            }
            return best;
        }
    }

    private record Share(String cause, double millis) {
    }

    public static void main(String[] args) {
        int rounds = Integer.parseInt(args[1]);
        Catalog catalog = CatalogCodec.load().enabled();
        Timed<Snapshot> read = Timed.of(() -> SnapshotReader.read(List.of(args[0]), InputStream.nullInputStream(), Limits.DEFAULT, SignatureTable.load()));
        Timed<Collection<?>> model = Timed.of(() -> NetworkModel.of(read.value().cluster()).facts());
        Engine engine = new Engine(catalog);
        engine.warmUp();
        var first = Timed.of(() -> engine.infer(read.value().cluster(), model.value()));
        var judged = Timed.of(() -> Differential.judge(first.value(), catalog));
        double whole = read.millis() + model.millis() + first.millis() + judged.millis();
        print("%d facts and %d hypotheses; read %.0f ms, model %.0f ms, rules %.0f ms, judgement %.0f ms: rules are %.1f %% of the whole",
                model.value().size(), first.value().hypotheses().size(), read.millis(), model.millis(), first.millis(), judged.millis(), 100 * first.millis() / whole);

        var all = Timed.best(rounds, () -> engine.infer(read.value().cluster(), model.value()));
        Engine empty = engine(catalog, List.of());
        double none = Timed.best(10 * rounds, () -> empty.infer(read.value().cluster(), model.value())).millis();
        List<Share> shares = new ArrayList<>();
        for (Cause cause : catalog.all()) {
            Engine alone = engine(catalog, List.of(cause));
            shares.add(new Share(cause.id(), Timed.best(rounds, () -> alone.infer(read.value().cluster(), model.value())).millis() - none));
        }
        shares.sort(Comparator.comparingDouble((Share s) -> -s.millis()).thenComparing(Share::cause));
        print("warm, the best of %d: rules of %d causes %.0f ms; without any, the facts' own cost is %.1f ms; the slowest, each alone:", rounds,
                shares.size(), all.millis(), none);
        shares.stream().limit(SHOWN).forEach(s -> print("  %6.1f ms  %s", s.millis(), s.cause()));
    }

    private static Engine engine(Catalog catalog, List<Cause> causes) {
        TreeMap<String, Cause> some = new TreeMap<>();
        causes.forEach(cause -> some.put(cause.id(), cause));
        return new Engine(new Catalog(some, catalog.findings()));
    }

    private static void print(String format, Object... values) {
        System.out.println(String.format(Locale.ROOT, format, values));
    }
}
