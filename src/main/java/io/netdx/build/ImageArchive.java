package io.netdx.build;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Build step: a container image as an archive in the OCI layout, from nothing but this machine's JDK and C library: no registry, no
 * daemon, no shell inside. Equal input makes equal bytes. Arguments: the folder of the built program, the archive to write, a folder
 * for the runtime, the version, the time of all files.
 *
 * @see <a href="https://github.com/opencontainers/image-spec">the OCI image specification</a>
 */
public final class ImageArchive {

    private static final String MODULES = "java.base,java.compiler,java.desktop,java.logging,java.management,java.naming,java.net.http,java.sql,java.xml,"
            + "jdk.crypto.ec,jdk.httpserver,jdk.unsupported";
    /** Rules need the beans of java.desktop, nobody its windows, fonts, pictures and sounds. */
    private static final String LEFT_OUT = Stream.of("awt*", "fontmanager", "freetype", "javajpeg", "jawt", "jsound", "lcms", "mlib_image", "splashscreen")
            .map(library -> "**/lib" + library + ".so").collect(Collectors.joining(","));
    private static final Pattern LOADED = Pattern.compile("^\\s*(?:\\S+ => )?(/\\S+) \\(0x", Pattern.MULTILINE);

    private ImageArchive() {
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        Path runtime = Path.of(args[2]);
        if (!Files.isDirectory(runtime)) {
            link(runtime, MODULES);
        }
        write(Path.of(args[0]), runtime, Path.of(args[1]), args[3], Instant.parse(args[4]));
    }

    static void link(Path runtime, String modules) {
        ToolProvider jlink = ToolProvider.findFirst("jlink").orElseThrow(() -> new IllegalStateException("this JDK has no jlink; install a whole one"));
        int status = jlink.run(System.out, System.err, "--add-modules", modules, "--strip-debug", "--no-header-files", "--no-man-pages",
                "--exclude-files", LEFT_OUT,
                "--output", runtime.toString());
        if (status != 0) {
            throw new IllegalStateException("jlink failed with status " + status);
        }
    }

    static void write(Path dist, Path runtime, Path image, String version, Instant time) throws IOException, InterruptedException {
        long seconds = time.getEpochSecond();
        Tar system = new Tar(seconds).folder("opt/java", runtime)
                .file("etc/passwd", "netdx:x:65532:65532:netdx:/tmp:/sbin/nologin\n".getBytes(StandardCharsets.UTF_8));
        for (Path library : systemLibraries(runtime)) {
            system.file(library.toString().substring(1), true, Files.readAllBytes(library));
        }
        Tar libraries = new Tar(seconds).file("opt/netdx/libraries.jar", dist.resolve("libraries.jar")).folder("opt/netdx/client", dist.resolve("client"))
                .folder("opt/netdx/compiler", dist.resolve("compiler"));
        Tar program = new Tar(seconds).file("opt/netdx/netdx.jar", dist.resolve("netdx.jar"));

        Tar layout = new Tar(seconds).file("oci-layout", json("{'imageLayoutVersion':'1.0.0'}"));
        List<String> layers = new ArrayList<>();
        List<String> contents = new ArrayList<>();
        for (Tar layer : List.of(system, libraries, program)) {
            byte[] content = layer.bytes();
            contents.add("'sha256:" + Tar.sha256(content) + "'");
            layers.add(blob(layout, "application/vnd.oci.image.layer.v1.tar+gzip", Tar.gzip(content)));
        }
        String config = blob(layout, "application/vnd.oci.image.config.v1+json", json("{'created':'" + time + "','architecture':'" + architecture()
                + "','os':'linux','config':{'User':'65532:65532','WorkingDir':'/','Env':['HOME=/tmp'],"
                + "'Entrypoint':['/opt/java/bin/java','-XX:+UseSerialGC','-XX:MaxRAMPercentage=70','-XX:+ExitOnOutOfMemoryError','-cp',"
                + "'/opt/netdx/netdx.jar:/opt/netdx/client/*','io.netdx.cli.Main'],'Cmd':['--help'],"
                + "'Labels':{'org.opencontainers.image.title':'netdx','org.opencontainers.image.version':'" + version + "'}},"
                + "'rootfs':{'type':'layers','diff_ids':[" + String.join(",", contents) + "]},"
                + "'history':[{'created':'" + time + "','comment':'Java runtime'},{'created':'" + time + "','comment':'libraries'},"
                + "{'created':'" + time + "','comment':'netdx'}]}"));
        String manifest = blob(layout, "application/vnd.oci.image.manifest.v1+json", json("{'schemaVersion':2,"
                + "'mediaType':'application/vnd.oci.image.manifest.v1+json','config':" + config + ",'layers':[" + String.join(",", layers) + "]}"));
        layout.file("index.json", json("{'schemaVersion':2,'mediaType':'application/vnd.oci.image.index.v1+json','manifests':["
                + manifest.substring(0, manifest.length() - 1) + ",'annotations':{'org.opencontainers.image.ref.name':'" + version + "'}}]}"));
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(image))) {
            layout.write(out);
        }
    }

    /** Puts it into the layout; its descriptor. */
    private static String blob(Tar layout, String type, byte[] content) {
        String digest = Tar.sha256(content);
        layout.file("blobs/sha256/" + digest, content);
        return "{'mediaType':'" + type + "','digest':'sha256:" + digest + "','size':" + content.length + "}";
    }

    private static byte[] json(String text) {
        return text.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    }

    private static String architecture() {
        return switch (System.getProperty("os.arch")) {
            case "amd64", "x86_64" -> "amd64";
            case "aarch64" -> "arm64";
            default -> System.getProperty("os.arch");
        };
    }

    /** The C library and what else the runtime's own libraries load, with the loader. */
    private static Set<Path> systemLibraries(Path runtime) throws IOException, InterruptedException {
        List<Path> binaries;
        try (Stream<Path> files = Files.walk(runtime)) {
            binaries = files.filter(f -> f.endsWith("bin/java") || f.toString().endsWith(".so")).sorted().toList();
        }
        Set<Path> found = new TreeSet<>();
        for (Path binary : binaries) {
            Process ldd = new ProcessBuilder("ldd", binary.toAbsolutePath().toString()).start();
            Matcher lines = LOADED.matcher(new String(ldd.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
            if (ldd.waitFor() != 0) {
                throw new IOException("ldd cannot read " + binary + "; images are made on Linux");
            }
            while (lines.find()) {
                Path library = Path.of(lines.group(1));
                if (!library.startsWith(runtime.toAbsolutePath())) {
                    found.add(library);
                }
            }
        }
        return found;
    }
}
