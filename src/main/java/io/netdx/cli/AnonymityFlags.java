package io.netdx.cli;

import picocli.CommandLine.Option;

/** The options {@code --anonymize} and {@code --anonymize-key}. */
final class AnonymityFlags {

    @Option(names = "--anonymize", description = "Replace names and addresses by pseudonyms: the same diagnoses, but not whose cluster it is")
    private boolean anonymize;

    @Option(names = "--anonymize-key", paramLabel = "FILE", defaultValue = "",
            description = "A file of random bytes: the same key gives the same pseudonyms in every run (default: the snapshot's own names are the key)")
    private String key;

    Anonymity choice() {
        return new Anonymity(anonymize, key);
    }
}
