package io.netdx.build;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/**
 * Build step: the archive that krew installs, and the manifest that names its checksum. Arguments: the checkout, the folder of the
 * built program, the folder to write to, the version, the time of all files, the URL the archive will have.
 */
public final class PluginArchive {

    private PluginArchive() {
    }

    public static void main(String[] args) throws IOException {
        write(Path.of(args[0]), Path.of(args[1]), Path.of(args[2]), args[3], Instant.parse(args[4]), args[5]);
    }

    static void write(Path checkout, Path dist, Path target, String version, Instant time, String uri) throws IOException {
        // where the launcher looks for them; without the sources it never builds
        byte[] archive = Tar.gzip(new Tar(time.getEpochSecond())
                .file("netdx", true, Files.readAllBytes(checkout.resolve("netdx")))
                .file("kubectl_complete-netdx", true, Files.readAllBytes(checkout.resolve("src/main/plugin/kubectl_complete-netdx")))
                .file("target/dist/netdx.jar", dist.resolve("netdx.jar"))
                .file("target/dist/libraries.jar", dist.resolve("libraries.jar"))
                .folder("target/dist/client", dist.resolve("client"))
                .folder("target/dist/compiler", dist.resolve("compiler")).bytes());
        Files.createDirectories(target);
        Files.write(target.resolve("netdx.tar.gz"), archive);
        Files.writeString(target.resolve("netdx.yaml"), Files.readString(checkout.resolve("src/main/plugin/krew.yaml"))
                .replace("${version}", version).replace("${uri}", uri).replace("${sha256}", Tar.sha256(archive)));
    }
}
