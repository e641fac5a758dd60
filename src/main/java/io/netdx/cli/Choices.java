package io.netdx.cli;

import io.netdx.catalog.CatalogCodec;
import io.netdx.catalog.Cause;
import io.netdx.catalog.Severity;
import io.netdx.reason.Effort;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;

/** The words that options take, for completion; what is read only where somebody completes, is read then. */
final class Choices {

    private Choices() {
    }

    static final class Severities implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Stream.concat(Arrays.stream(Severity.values()).map(Severity::label), Stream.of("never")).iterator();
        }
    }

    static final class Colours implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return List.of("auto", "always", "never").iterator();
        }
    }

    /** Of a diagnosis. */
    static final class Formats implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return DiagnosisFormats.NAMES.iterator();
        }
    }

    static final class AuditFormats implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return io.netdx.cli.AuditFormats.NAMES.iterator();
        }
    }

    /** Of what has neither a short nor a wide form. */
    static final class PlainFormats implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return List.of("text", "json", "yaml").iterator();
        }
    }

    static final class ReachFormats implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return List.of("text", "csv", "json").iterator();
        }
    }

    static final class Procedures implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return List.of("adaptive", "layered").iterator();
        }
    }

    static final class Expertise implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Effort.LEVELS.iterator();
        }
    }

    static final class Topics implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return List.of("cni", "upgrade", "capacity", "dns", "mesh", "tools", "hygiene").iterator();
        }
    }

    static final class Causes implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return CatalogCodec.load().all().stream().map(Cause::id).sorted().iterator();
        }
    }

    /** What a folder stands for in an audit. */
    static final class FolderKinds implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return List.of("auto", "one", "each").iterator();
        }
    }
}
