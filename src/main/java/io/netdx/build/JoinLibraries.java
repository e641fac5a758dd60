package io.netdx.build;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.tree.ClassNode;

/**
 * Build step: one archive of the libraries that a diagnosis needs, their classes {@link Linker linked}. The JVM opens every archive of
 * its path on the first look for a service; one instead of 26 and no lambda to link take a tenth off a cold start. Licences keep their
 * library's name. Arguments: the archive to write, the folder of the libraries, their names, and files that say how or of what it is made.
 * Does nothing where the archive is newer than all of these.
 */
public final class JoinLibraries {

    private static final int NEWEST = 17;

    private final Map<String, byte[]> entries = new TreeMap<>();

    private JoinLibraries() {
    }

    public static void main(String[] args) throws IOException {
        Path target = Path.of(args[0]);
        List<Path> jars = Stream.of(args[2].trim().split("\\s+")).map(Path.of(args[1])::resolve).toList();
        List<Path> made = new ArrayList<>(jars);
        Stream.of(args).skip(3).map(Path::of).forEach(made::add);
        if (Files.exists(target) && newest(made).compareTo(Files.getLastModifiedTime(target)) < 0) {
            return;
        }
        JoinLibraries joined = new JoinLibraries();
        for (Path jar : jars) {
            joined.add(jar);
        }
        Path draft = target.resolveSibling(target.getFileName() + ".draft");
        joined.write(draft);
        Files.move(draft, target, StandardCopyOption.REPLACE_EXISTING);
    }

    private static FileTime newest(List<Path> files) throws IOException {
        FileTime newest = FileTime.fromMillis(0);
        for (Path file : files) {
            FileTime time = Files.getLastModifiedTime(file);
            newest = time.compareTo(newest) > 0 ? time : newest;
        }
        return newest;
    }

    private void add(Path jar) throws IOException {
        Map<String, ClassNode> classes = new HashMap<>();
        String library = jar.getFileName().toString().replace(".jar", "");
        // for the oldest JVM that the program runs on: what an archive holds for newer ones is left out
        try (JarFile file = new JarFile(jar.toFile(), false, ZipFile.OPEN_READ, Runtime.Version.parse(String.valueOf(NEWEST)))) {
            for (ZipEntry entry : file.versionedStream().filter(e -> !e.isDirectory()).map(ZipEntry.class::cast).toList()) {
                String name = entry.getName();
                byte[] bytes = read(file, entry);
                if (name.endsWith(".class") && !name.endsWith("-info.class")) {
                    ClassNode node = new ClassNode();
                    new ClassReader(bytes).accept(node, 0);
                    classes.put(node.name, node);
                    entries.putIfAbsent(name, bytes);
                } else if (name.startsWith("META-INF/services/")) {
                    entries.merge(name, bytes, JoinLibraries::lines);
                } else if (name.matches("META-INF/(LICENSE|NOTICE|DEPENDENCIES)[^/]*|(LICENSE|NOTICE)[^/]*")) {
                    entries.put("META-INF/libraries/" + library + "/" + name.substring(name.lastIndexOf('/') + 1), bytes);
                } else if (!name.startsWith("META-INF/")) {
                    entries.putIfAbsent(name, bytes);
                }
            }
        }
        for (ClassNode node : new Linker(classes).changed()) {
            entries.put(node.name + ".class", Linker.bytes(node));
        }
    }

    private static byte[] read(JarFile file, ZipEntry entry) throws IOException {
        try (InputStream in = file.getInputStream(entry)) {
            return in.readAllBytes();
        }
    }

    private static byte[] lines(byte[] a, byte[] b) {
        return (new String(a, StandardCharsets.UTF_8).stripTrailing() + "\n" + new String(b, StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8);
    }

    /** Stored, not compressed: most is mapped from the class-data archive, the rest is read fast. */
    private void write(Path target) throws IOException {
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(target))) {
            out.setMethod(ZipOutputStream.STORED);
            Map<String, byte[]> all = new TreeMap<>(entries);
            all.put("META-INF/MANIFEST.MF", "Manifest-Version: 1.0\n".getBytes(StandardCharsets.UTF_8));
            for (Map.Entry<String, byte[]> entry : all.entrySet()) {
                ZipEntry to = new ZipEntry(entry.getKey());
                CRC32 crc = new CRC32();
                crc.update(entry.getValue());
                to.setCrc(crc.getValue());
                to.setSize(entry.getValue().length);
                to.setTime(0);
                out.putNextEntry(to);
                out.write(entry.getValue());
            }
        }
    }
}
