package io.netdx.source;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What a walk delivered; contents are kept up to 64 KiB. */
class Walked implements EntryVisitor {

    static final Limits SMALL = Limits.DEFAULT.with(Limit.ENTRIES, 1000).with(Limit.FILE_SIZE, 1 << 20).with(Limit.TOTAL_SIZE, 8 << 20).with(Limit.VALUES, 1000).with(Limit.ALIAS_VALUES, 1000);

    final List<String> paths = new ArrayList<>();
    final List<String> contents = new ArrayList<>();
    final List<Problem> problems = new ArrayList<>();
    long bytes;

    static Walked of(Path given) {
        return of(given, Limits.DEFAULT);
    }

    static Walked of(Path given, Limits limits) {
        Walked walked = new Walked();
        Entries.walk(given.toString(), InputStream.nullInputStream(), limits, walked);
        return walked;
    }

    /** From a pipe, which gives few bytes at a time and does not say how many wait. */
    static Walked piped(byte[] bytes, Limits limits) {
        Walked walked = new Walked();
        into(walked, bytes, limits);
        return walked;
    }

    static void into(Walked walked, byte[] bytes, Limits limits) {
        Entries.walk("-", new ByteArrayInputStream(bytes) {
            @Override
            public synchronized int read(byte[] buffer, int offset, int length) {
                return super.read(buffer, offset, Math.min(length, 777));
            }

            @Override
            public synchronized int available() {
                return 0;
            }
        }, limits, walked);
    }

    @Override
    public void entry(String path, InputStream in) throws IOException {
        paths.add(path);
        byte[] start = in.readNBytes(1 << 16);
        contents.add(new String(start, StandardCharsets.UTF_8));
        bytes += start.length;
        byte[] buffer = new byte[1 << 13];
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
            bytes += n;
        }
        in.close();
    }

    @Override
    public void problem(Problem problem) {
        problems.add(problem);
    }

    String content(String path) {
        return contents.get(paths.indexOf(path));
    }

    String onlyProblem() {
        if (problems.size() != 1) {
            throw new AssertionError("one problem expected: " + problems);
        }
        return problems.get(0).toString();
    }
}
