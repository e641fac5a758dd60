package io.netdx.build;

import io.netdx.source.pseudonym.Words;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.objectweb.asm.ClassReader;

/**
 * Build step: writes the words and addresses that netdx compares texts of a cluster with, from the constants of its classes, its rules and
 * its tables. {@code --anonymize} leaves them as they are, so that what a rule looks for is still there. Arguments: folder of classes,
 * folder of rules, folder of tables, file to write.
 */
public final class ComparedWords {

    /** They show, simulate or write something; what they say is compared with nothing. */
    private static final Set<String> OTHERS = Set.of("cli", "report", "simulate", "build", "pack", "serve", "advise", "guide", "train", "probe", "knowledge", "reason",
            "audit", "diagnosis", "fleet", "bench");
    private static final Path OWN = Path.of("source", "pseudonym");
    private static final int STRING = 8;
    private static final Pattern QUOTED = Pattern.compile("\"((?:[^\"\\\\\n]|\\\\.)*)\"");
    private static final Pattern ADDRESS = Pattern.compile("(?<![\\w.])\\d{1,3}(?:\\.\\d{1,3}){3}(?:/\\d{1,2})?(?![\\w.])");
    /** {@code \s}, and the first letter of {@code [Cc]onnection}. */
    private static final Pattern EITHER_CASE = Pattern.compile("\\[[A-Za-z]([A-Za-z])\\]");
    private static final Pattern OPTIONAL = Pattern.compile("\\w\\?");

    private ComparedWords() {
    }

    public static void main(String[] args) throws IOException {
        Set<String> words = new TreeSet<>();
        for (Path file : files(Path.of(args[0], "io/netdx"), ".class")) {
            Path below = Path.of(args[0], "io/netdx").relativize(file);
            if (!OTHERS.contains(below.getName(0).toString()) && !below.startsWith(OWN)) {
                constants(Files.readAllBytes(file), words);
            }
        }
        for (Path file : files(Path.of(args[1]), ".drl")) {
            Matcher quoted = QUOTED.matcher(Files.readString(file));
            while (quoted.find()) {
                pattern(quoted.group(1), words);
            }
        }
        for (String table : List.of("signatures.yaml", "metrics.yaml")) {
            Files.readAllLines(Path.of(args[2], table)).stream().filter(line -> !line.matches("\\s*(- \\{text|examples|not|meaning|sources|words|about|origin|#).*"))
                    .forEach(line -> pattern(line, words));
        }
        Files.createDirectories(Path.of(args[3]).getParent());
        Files.writeString(Path.of(args[3]), String.join("\n", words) + "\n", StandardCharsets.UTF_8);
    }

    private static List<Path> files(Path folder, String ending) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(f -> f.toString().endsWith(ending)).sorted().toList();
        }
    }

    private static void constants(byte[] type, Set<String> words) {
        ClassReader reader = new ClassReader(type);
        char[] buffer = new char[reader.getMaxStringLength()];
        for (int i = 1; i < reader.getItemCount(); i++) {
            int item = reader.getItem(i);
            if (item > 0 && reader.readByte(item - 1) == STRING) {
                pattern(reader.readUTF8(item, buffer), words);
            }
        }
    }

    /** A text, or a regular expression for texts. */
    private static void pattern(String text, Set<String> words) {
        Matcher address = ADDRESS.matcher(text);
        while (address.find()) {
            words.add(address.group());
        }
        Words.of(text, words::add);
        String plain = EITHER_CASE.matcher(text).replaceAll("$1").replaceAll("\\\\+[a-zA-Z]", " ");
        Words.of(plain, words::add);
        Words.of(OPTIONAL.matcher(plain).replaceAll(""), words::add);
    }
}
