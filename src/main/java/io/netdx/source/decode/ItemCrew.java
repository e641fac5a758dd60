package io.netdx.source.decode;

import io.netdx.source.Limits;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
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
    private final String kind;
    private final Function<Tree, DocumentReader.Item> decoder;
    private final int workers;
    private final ConcurrentLinkedQueue<ItemParser> parsers = new ConcurrentLinkedQueue<>();

    /**
     * @param kind    of the items that do not say theirs, or empty
     * @param decoder is asked on all threads
     */
    ItemCrew(Limits limits, String kind, Function<Tree, DocumentReader.Item> decoder) {
        this.limits = limits;
        this.kind = kind;
        this.decoder = decoder;
        this.workers = Math.min(8, Runtime.getRuntime().availableProcessors());
    }

    private record Reading(ItemScanner.Block block, Future<Read> read) {
    }

    /** @param broken why the block gives no more items than these */
    private record Read(List<DocumentReader.Item> items, Optional<DecodeException> broken) {
    }

    /** Reads as many items as follow; the scanner keeps what comes after them. */
    void read(ItemScanner scanner, Consumer<DocumentReader.Item> items) throws DecodeException {
        ExecutorService pool = Executors.newFixedThreadPool(workers, work -> {
            Thread thread = new Thread(work, "items");
            thread.setDaemon(true);
            return thread;
        });
        try {
            ArrayDeque<Reading> reading = new ArrayDeque<>();
            Optional<ItemScanner.Block> block = scanner.next();
            while (block.isPresent() || !reading.isEmpty()) {
                block.ifPresent(b -> reading.add(new Reading(b, pool.submit(() -> read(b)))));
                if (block.isEmpty() || reading.size() > 2 * workers) {
                    hand(scanner, reading, items);
                }
                block = scanner.next();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("streams of a source end where they break", e);
        } finally {
            pool.shutdownNow();
        }
    }

    /** Hands on the items of the block that was given first; where the scanner guessed wrong, gives all blocks back instead. */
    private static void hand(ItemScanner scanner, ArrayDeque<Reading> reading, Consumer<DocumentReader.Item> items) throws DecodeException {
        Reading first = reading.element();
        Read read = result(first.read());
        if (first.block().guessed() && read.broken().isPresent()) {
            scanner.again(reading.stream().map(Reading::block).toList());
            reading.clear();
            return;
        }
        reading.remove();
        read.items().forEach(items);
        if (read.broken().isPresent()) {
            throw read.broken().get();
        }
    }

    private static Read result(Future<Read> reading) {
        try {
            return reading.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while reading", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    private Read read(ItemScanner.Block block) {
        ItemParser known = parsers.poll();
        ItemParser parser = known == null ? new ItemParser(limits, kind) : known;
        List<DocumentReader.Item> items = new ArrayList<>();
        boolean whole = parser.read(block, item -> items.add(decoder.apply(item)));
        parsers.add(parser);
        return whole ? new Read(items, Optional.empty()) : readSlowly(block);
    }

    /** As the streaming parser reads it, which knows all of JSON and says what is wrong. */
    private Read readSlowly(ItemScanner.Block block) {
        List<DocumentReader.Item> items = new ArrayList<>();
        TreeReader trees = new TreeReader(limits);
        try (JsonTokens tokens = new JsonTokens(new ByteArrayInputStream(array(block)), limits, block.linesBefore())) {
            tokens.next();
            for (Tokens.Token t = tokens.next(); t != Tokens.Token.END_ARRAY; t = tokens.next()) {
                items.add(decoder.apply(trees.read(tokens, t, "")));
            }
            return new Read(items, Optional.empty());
        } catch (DecodeException e) {
            return new Read(items, Optional.of(e));
        }
    }

    /** The first comma becomes the bracket that opens the array. */
    private static byte[] array(ItemScanner.Block block) {
        byte[] json = Arrays.copyOf(block.bytes(), block.to() + 1);
        int comma = 0;
        while (json[comma] != ',') {
            comma++;
        }
        json[comma] = '[';
        json[block.to()] = ']';
        return json;
    }
}
