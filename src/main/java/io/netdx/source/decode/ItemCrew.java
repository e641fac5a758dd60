package io.netdx.source.decode;

import io.netdx.source.Limits;
import io.netdx.source.LineFeeds;
import io.netdx.work.Results;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
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
     * @param alone   on the thread of the caller
     * @param decoder is asked on all threads
     */
    ItemCrew(Limits limits, String kind, boolean alone, Function<Tree, DocumentReader.Item> decoder) {
        this.limits = limits;
        this.kind = kind;
        this.decoder = decoder;
        this.workers = alone ? 0 : Math.min(8, Runtime.getRuntime().availableProcessors());
    }

    /** @param linesBefore lines of the file that end before the block */
    private record Reading(ItemScanner.Block block, Future<Integer> linesBefore, Future<Read> read) {
    }

    /** @param broken why the block gives no more items than these */
    private record Read(List<DocumentReader.Item> items, Optional<DecodeException> broken) {
    }

    /**
     * Reads as many items as follow; the scanner keeps what comes after them.
     *
     * @param linesBefore lines of the file that end before them
     * @return lines of the file that end before what comes after them
     */
    int read(ItemScanner scanner, int linesBefore, Consumer<DocumentReader.Item> items) throws DecodeException {
        if (workers == 0) {
            return read(scanner, linesBefore, items, Runnable::run);
        }
        ExecutorService pool = Executors.newFixedThreadPool(workers, work -> {
            Thread thread = new Thread(work, "items");
            thread.setDaemon(true);
            return thread;
        });
        try {
            return read(scanner, linesBefore, items, pool);
        } finally {
            pool.shutdownNow();
        }
    }

    private int read(ItemScanner scanner, int linesBefore, Consumer<DocumentReader.Item> items, Executor pool) throws DecodeException {
        try {
            ArrayDeque<Reading> reading = new ArrayDeque<>();
            Future<Integer> lines = CompletableFuture.completedFuture(linesBefore);
            Optional<ItemScanner.Block> block = scanner.next();
            while (block.isPresent() || !reading.isEmpty()) {
                if (block.isPresent()) {
                    ItemScanner.Block next = block.get();
                    Future<Integer> before = lines;
                    CompletableFuture<Integer> after = new CompletableFuture<>();
                    FutureTask<Read> task = new FutureTask<>(() -> read(next, before, after));
                    pool.execute(task);
                    reading.add(new Reading(next, before, task));
                    lines = after;
                }
                if (block.isEmpty() || reading.size() > 2 * workers) {
                    Reading first = reading.element();
                    if (!handed(first, items)) {
                        scanner.again(reading.stream().map(Reading::block).toList());
                        reading.clear();
                        lines = first.linesBefore();
                    } else {
                        reading.remove();
                    }
                }
                block = scanner.next();
            }
            return Results.of(lines);
        } catch (IOException e) {
            throw new UncheckedIOException("streams of a source end where they break", e);
        }
    }

    /** Hands on the items of a block, unless it was cut where the scanner guessed wrong. */
    private static boolean handed(Reading reading, Consumer<DocumentReader.Item> items) throws DecodeException {
        Read read = Results.of(reading.read());
        if (reading.block().guessed() && read.broken().isPresent()) {
            return false;
        }
        read.items().forEach(items);
        if (read.broken().isPresent()) {
            throw read.broken().get();
        }
        return true;
    }

    /** Waits for the lines before the block when it was read, not sooner; who tells them was taken on earlier. */
    private Read read(ItemScanner.Block block, Future<Integer> before, CompletableFuture<Integer> after) throws InterruptedException, ExecutionException {
        ItemParser known = parsers.poll();
        ItemParser parser = known == null ? new ItemParser(limits, kind) : known;
        try {
            Optional<ItemParser.Items> read = parser.read(block);
            int linesBefore = before.get();
            after.complete(linesBefore + read.map(ItemParser.Items::lines).orElseGet(() -> LineFeeds.count(block.bytes(), block.to())));
            if (read.isEmpty()) {
                return readSlowly(block, linesBefore);
            }
            List<DocumentReader.Item> items = new ArrayList<>();
            for (Tree tree : read.get().trees()) {
                tree.moveDown(linesBefore, !parser.isPod(tree));
                items.add(decoder.apply(tree));
            }
            return new Read(items, Optional.empty());
        } finally {
            parsers.add(parser);
            // else whoever waits would wait for ever
            after.completeExceptionally(new IllegalStateException("the block before could not be read"));
        }
    }

    /** As the streaming parser reads it, which knows all of JSON and says what is wrong. */
    private Read readSlowly(ItemScanner.Block block, int linesBefore) {
        List<DocumentReader.Item> items = new ArrayList<>();
        TreeReader trees = new TreeReader(limits);
        try (JsonTokens tokens = new JsonTokens(new ByteArrayInputStream(array(block)), limits, linesBefore)) {
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
