package io.netdx.cli;

import io.netdx.fact.Plain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * Whether names and addresses are replaced.
 *
 * @param keyFile whose content makes the pseudonyms; empty where the snapshot's own names do
 */
record Anonymity(boolean wanted, String keyFile) {

    static final Anonymity NONE = new Anonymity(false, "");
    private static final int SHORTEST = 16;

    /** What makes the pseudonyms; empty where no file is named. */
    byte[] secret() {
        if (keyFile.isEmpty()) {
            return new byte[0];
        }
        if (!wanted) {
            throw new UsageException("--anonymize-key is of use with --anonymize only");
        }
        try {
            byte[] secret = Files.readAllBytes(Path.of(keyFile));
            if (secret.length < SHORTEST) {
                throw new UsageException("the key in " + Plain.line(keyFile) + " could be guessed; give a file of " + SHORTEST + " bytes or more, such as "
                        + "head -c 32 /dev/urandom makes");
            }
            return secret;
        } catch (IOException | InvalidPathException e) {
            throw new UsageException("--anonymize-key: " + Plain.line(keyFile) + " cannot be read; name a file of random bytes");
        }
    }
}
