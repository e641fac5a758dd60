package io.netdx.source;

import io.netdx.fact.Plain;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/** One walk: opens whatever comes, hands files on, and reports what breaks, each break once. */
final class Walk {

    private static final int BUFFER = 1 << 16;
    private static final int MEMBER_BUFFER = 1 << 14;
    private static final int MAX_REASON = 120;

    private final Budget budget;
    private final EntryVisitor visitor;
    private boolean stopped;
    private boolean anyText;
    private boolean anyBytes;
    private int delivered;
    private Optional<Problem> first = Optional.empty();

    /**
     * Where something stands.
     *
     * @param path    as shown
     * @param inside  what precedes the paths of its members
     * @param depth   archives around it
     * @param decoded whether it came out of a decompressor, which together with the archive in it counts as one archive
     * @param file    where it is a file of its own
     */
    record Item(String path, String inside, int depth, boolean decoded, Optional<Path> file) {

        Item member(String name) {
            String at = inside + name;
            return new Item(at, at + "!/", depth + 1, false, Optional.empty());
        }
    }

    Walk(Limits limits, EntryVisitor visitor) {
        this.budget = new Budget(limits);
        this.visitor = new EntryVisitor() {
            @Override
            public void entry(String path, InputStream bytes) throws IOException {
                visitor.entry(path, bytes);
            }

            @Override
            public void problem(Problem problem) {
                first = first.or(() -> Optional.of(problem));
                visitor.problem(problem);
                if (problem.limit().isEmpty()) {
                    visitor.lost();
                }
            }
        };
    }

    EntryVisitor visitor() {
        return visitor;
    }

    Limits limits() {
        return budget.limits();
    }

    boolean stopped() {
        return stopped;
    }

    void stop() {
        stopped = true;
    }

    /** Counts one more entry; false, after saying so, where it is one too many. */
    boolean admit(String path) {
        if (!stopped && !budget.entry()) {
            problem(Limit.ENTRIES, path, "more than " + limits().entries() + " entries; this and all later ones were left out");
            stop();
        }
        return !stopped;
    }

    void top(String name, Bounded bytes) {
        top(new Item(name, "", 0, false, Optional.empty()), bytes);
    }

    void top(String name, Bounded bytes, Path file) {
        top(new Item(name, "", 0, false, Optional.of(file)), bytes);
    }

    private void top(Item item, Bounded bytes) {
        offer(item, bytes, BUFFER);
        settle(item.path(), bytes);
    }

    /** One file of a folder. */
    void file(String path, Bounded bytes, Path file, long size) {
        // a small file needs no large buffer; files of /proc say zero
        int buffer = size <= 0 || size >= BUFFER ? BUFFER : (int) size + 1;
        offer(new Item(path, path + "!/", 0, false, Optional.of(file)), bytes, buffer);
        settle(path, bytes);
    }

    /** One member of an archive. */
    void member(Item item, Bounded bytes) {
        offer(item, bytes, MEMBER_BUFFER);
    }

    private void offer(Item item, Bounded bytes, int buffer) {
        BufferedInputStream in = new BufferedInputStream(bytes, buffer);
        bytes.peek(limits().entryBytes());
        try {
            Magic magic = Magic.of(in);
            int around = item.decoded() && magic.compressed() ? item.depth() + 1 : item.depth();
            if (magic == Magic.NONE) {
                deliver(item, bytes, in);
                return;
            }
            bytes.contain();
            if (magic.foreign()) {
                problem(item.path(), magic.shown() + " is not read here, left out; unpack it first");
            } else if (around > limits().archiveDepth()) {
                problem(Limit.ARCHIVE_DEPTH, item.path(), "an archive inside " + around + " archives, not opened");
            } else if (magic.compressed()) {
                decompress(magic, new Item(MemberPath.withoutEnding(item.path()), item.inside(), around, true, Optional.empty()),
                        item.path(), bytes, in);
            } else if (magic == Magic.TAR) {
                TarMembers.read(this, item, bytes, in);
            } else {
                ZipMembers.read(this, item, bytes, in);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("bounded streams do not throw", e);
        }
    }

    private void decompress(Magic magic, Item inner, String path, Bounded compressed, InputStream in) {
        InputStream out;
        try {
            out = magic == Magic.GZIP ? new GZIPInputStream(in, BUFFER) : Decompressors.open(magic, in);
        } catch (IOException | RuntimeException e) {
            if (compressed.brokenBelow()) {
                settle(path, compressed);
            } else {
                problem(path, "damaged " + magic.shown() + " (" + reason(e) + "), left out");
            }
            return;
        }
        Bounded bytes = Bounded.decompressed(out, compressed, limits().ratio());
        offer(inner, bytes, BUFFER);
        settle(path, bytes);
    }

    private void deliver(Item item, Bounded bytes, BufferedInputStream in) throws IOException {
        bytes.deliver(limits().entryBytes(), budget);
        delivered++;
        if (!anyText) {
            in.mark(Content.PEEK);
            byte[] head = in.readNBytes(Content.PEEK);
            in.reset();
            anyBytes |= head.length > 0;
            Content.Type type = Content.of(TextEncoding.utf8(new ByteArrayInputStream(head))).type();
            anyText = type != Content.Type.BINARY && type != Content.Type.EMPTY;
        }
        try {
            visitor.entry(item.path(), in);
        } catch (IOException e) {
            problem(item.path(), "not used (" + reason(e) + ")");
        }
        if (bytes.cut()) {
            problem(Limit.FILE_SIZE, item.path(), "longer than " + bytesShown(limits().entryBytes()) + "; its end was left out");
        }
        if (budget.spent() && !stopped) {
            problem(Limit.TOTAL_SIZE, item.path(), "the snapshot is larger than " + bytesShown(limits().totalBytes())
                    + "; the rest was left out, give a part of it");
            stop();
        }
    }

    /** Says, once, why {@code bytes} or what is below it broke. */
    void settle(String path, Bounded bytes) {
        bytes.tell().ifPresent(e -> {
            String what = "cut off or damaged here (" + reason(e) + "); what came before was used";
            if (e instanceof LimitException beyond) {
                problem(beyond.limit(), path, what);
            } else {
                problem(path, what);
            }
        });
    }

    void problem(String path, String what) {
        visitor.problem(new Problem(Plain.line(path), what));
    }

    private void problem(Limit limit, String path, String what) {
        visitor.problem(Problem.of(limit, Plain.line(path), what));
    }

    /** Why nothing was read, where nothing was. */
    Optional<String> verdict() {
        if (anyText) {
            return Optional.empty();
        }
        if (first.isPresent()) {
            return Optional.of("nothing can be read: " + first.get());
        }
        return Optional.of(delivered == 0 ? "holds no files" : anyBytes ? "holds neither text nor a known archive" : "is empty");
    }

    /** One line for a message. */
    static String reason(Exception e) {
        String message = e.getMessage();
        if (message == null || message.isEmpty()) {
            message = e.getClass().getSimpleName();
        }
        return Plain.line(message.length() > MAX_REASON ? message.substring(0, MAX_REASON) : message);
    }

    private static String bytesShown(long bytes) {
        return bytes >= 1 << 20 ? (bytes >> 20) + " MiB" : bytes + " bytes";
    }
}
