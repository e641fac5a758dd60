package io.netdx.serve;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.Optional;

/** The file that tells a client where the snapshot is served. It holds the token: only its owner may read it. */
public final class Kubeconfig {

    private static final String MARK = "# written by netdx serve";

    private Kubeconfig() {
    }

    static String text(String server, Optional<String> authority, String token) {
        return MARK + "; of no use once it has ended\n"
                + "apiVersion: v1\nkind: Config\ncurrent-context: snapshot\nclusters:\n- name: snapshot\n  cluster:\n    server: " + server + "\n"
                + authority.map(pem -> "    certificate-authority-data: " + base64(pem) + "\n").orElse("")
                + "contexts:\n- name: snapshot\n  context:\n    cluster: snapshot\n    user: reader\nusers:\n- name: reader\n  user:"
                + authority.map(pem -> "\n    token: " + token + "\n").orElse(" {}\n");
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /** In a new file of the system's folder for temporary ones. */
    public static Path write(String text) throws IOException {
        Path file = Files.createTempFile("netdx-", ".kubeconfig");
        Files.writeString(file, text);
        return file;
    }

    /**
     * In a named file.
     *
     * @return false where there is one already that another program wrote: it may lead to somebody's clusters
     */
    public static boolean write(String text, Path file) throws IOException {
        if (Files.exists(file)) {
            if (!Files.readString(file).startsWith(MARK)) {
                return false;
            }
            Files.delete(file);
        }
        FileAttribute<?>[] owner = FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))} : new FileAttribute<?>[0];
        Files.createFile(file, owner);
        Files.writeString(file, text);
        return true;
    }
}
