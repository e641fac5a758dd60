package io.netdx.source.decode;

import io.netdx.source.Limits;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Reads the items of a long list on all cores, and hands them on in their order, on the thread of the caller. What is on its way is a
 * few blocks at a time.
 */
final class ItemCrew {

    private final Limits limits;
    private final Function<Tree, DocumentReader.Item> decoder;
    private final int workers;
    private final ConcurrentLinkedQueue<TreeReader> readers = new ConcurrentLinkedQueue<>();

    /** @param decoder is asked on all threads */
    ItemCrew(Limits limits, Function<Tree, DocumentReader.Item> decoder) {
        this.limits = limits;
        this.decoder = decoder;
        this.workers = Math.min(8, Runtime.getRuntime().availableProcessors());
    }

    /** @param broken why the block gives no more items than these */
    private record Read(List<DocumentReader.Item> items, Optional<DecodeException> broken) {
    }

    boolean alone() {
        return workers < 2;
    }

    /** Reads as many items as follow; the scanner keeps what comes after them. */
    void read(ItemScanner scanner, Consumer<DocumentReader.Item> items) throws DecodeException {
        ExecutorService pool = Executors.newFixedThreadPool(workers, work -> {
            Thread thread = new Thread(work, "items");
            thread.setDaemon(true);
            return thread;
        });
        try {
            ArrayDeque<Future<Read>> reading = new ArrayDeque<>();
            for (Optional<ItemScanner.Block> block = scanner.next(); block.isPresent(); block = scanner.next()) {
                ItemScanner.Block next = block.get();
                reading.add(pool.submit(() -> read(next)));
                if (reading.size() > 2 * workers) {
                    hand(reading.remove(), items);
                }
            }
            while (!reading.isEmpty()) {
                hand(reading.remove(), items);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("streams of a source end where they break", e);
        } finally {
            pool.shutdownNow();
        }
    }

    private static void hand(Future<Read> reading, Consumer<DocumentReader.Item> items) throws DecodeException {
        Read read;
        try {
            read = reading.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while reading", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw new IllegalStateException(e.getCause());
        }
        for (DocumentReader.Item item : read.items()) {
            items.accept(item);
        }
        if (read.broken().isPresent()) {
            throw read.broken().get();
        }
    }

    private Read read(ItemScanner.Block block) {
        TreeReader known = readers.poll();
        TreeReader trees = known == null ? new TreeReader(limits) : known;
        List<DocumentReader.Item> items = new ArrayList<>();
        InputStream in = new ByteArrayInputStream(block.json());
        try (JsonTokens tokens = new JsonTokens(in, limits, block.linesBefore())) {
            tokens.next();
            for (Tokens.Token t = tokens.next(); t != Tokens.Token.END_ARRAY; t = tokens.next()) {
                items.add(decoder.apply(trees.read(tokens, t, "")));
            }
            return new Read(items, Optional.empty());
        } catch (DecodeException e) {
            return new Read(items, Optional.of(e));
        } finally {
            readers.add(trees);
        }
    }
}
