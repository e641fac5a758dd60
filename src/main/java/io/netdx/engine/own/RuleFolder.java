package io.netdx.engine.own;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The files of a folder of rules, {@code family/slug.drl} and {@code family/slug.yaml}, by the id that their place gives. What
 * stands deeper or elsewhere ({@code cases/}, notes) belongs to no rule.
 */
public record RuleFolder(Path root, SortedMap<String, Path> rules, SortedMap<String, Path> words) {

    /** Folder beside the families that holds their cases. */
    public static final String CASES = "cases";

    private static final Pattern FAMILY = Pattern.compile("[a-z][a-z0-9]*");
    private static final Pattern SLUG = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");

    /** @throws IOException if the folder cannot be read */
    public static RuleFolder of(Path root) throws IOException {
        SortedMap<String, Path> rules = new TreeMap<>();
        SortedMap<String, Path> words = new TreeMap<>();
        try (Stream<Path> files = Files.walk(root, 2)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                Path inside = root.relativize(file);
                String name = file.getFileName().toString();
                if (inside.getNameCount() == 2 && !inside.getName(0).toString().equals(CASES)) {
                    if (name.endsWith(".drl")) {
                        rules.put(inside.getName(0) + "/" + name.substring(0, name.length() - 4), file);
                    } else if (name.endsWith(".yaml")) {
                        words.put(inside.getName(0) + "/" + name.substring(0, name.length() - 5), file);
                    }
                }
            }
        }
        return new RuleFolder(root, rules, words);
    }

    /** Whether this may be {@code family/slug}: names of a package and of files, and no families that mean something else. */
    public static boolean named(String id) {
        int slash = id.indexOf('/');
        return slash > 0 && FAMILY.matcher(id.substring(0, slash)).matches() && SLUG.matcher(id.substring(slash + 1)).matches()
                && !id.startsWith(CASES + "/") && !id.startsWith("symptom/");
    }

    /** Files without the other half, and names that cannot be. */
    List<Fault> unpaired() {
        List<Fault> faults = new ArrayList<>();
        rules.forEach((id, file) -> {
            if (!named(id)) {
                faults.add(new Fault(file.toString(), 0, "the folder is a family of lower-case letters and digits, the file a slug with hyphens"));
            } else if (!words.containsKey(id)) {
                faults.add(new Fault(file.toString(), 0, "has no " + id.substring(id.indexOf('/') + 1) + ".yaml beside it with its words and numbers"));
            }
        });
        words.forEach((id, file) -> {
            if (!rules.containsKey(id)) {
                faults.add(new Fault(file.toString(), 0, "has no " + id.substring(id.indexOf('/') + 1) + ".drl beside it with its rules"));
            }
        });
        if (rules.isEmpty() && words.isEmpty()) {
            faults.add(new Fault(root.toString(), 0, "holds no rules; netdx rules new FAMILY/SLUG writes some"));
        }
        return faults;
    }
}
