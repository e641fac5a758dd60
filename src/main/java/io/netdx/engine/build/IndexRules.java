package io.netdx.engine.build;

import io.netdx.engine.RuleIndex;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.drools.drl.ast.descr.AndDescr;
import org.drools.drl.ast.descr.BaseDescr;
import org.drools.drl.ast.descr.PackageDescr;
import org.drools.drl.ast.descr.PatternDescr;
import org.drools.drl.ast.descr.RuleDescr;
import org.drools.drl.parser.DrlParser;
import org.drools.drl.parser.DroolsParserException;

/** Build step: writes, for each rule of a folder, what it needs and produces. Arguments: rules folder, classes folder. */
public final class IndexRules {

    private static final Pattern DISCRIMINATOR = Pattern.compile("^\\s*(?:\\$\\w+\\s*:\\s*)?(?:id|cause|"
            + String.join("|", RuleIndex.DISCRIMINATORS) + ")\\s*==\\s*\"([^\"]+)\"\\s*$");
    private static final Pattern PRODUCED = Pattern.compile("(Finding|Hypothesis)\\.of\\(\\s*\"([^\"]+)\"");

    private IndexRules() {
    }

    public static void main(String[] args) throws IOException, DroolsParserException {
        Path classes = Path.of(args[1]);
        SortedMap<String, Path> rules = new TreeMap<>();
        try (Stream<Path> files = Files.walk(Path.of(args[0]))) {
            files.filter(f -> f.toString().endsWith(".drl")).forEach(file ->
                    rules.put(Path.of(args[0]).relativize(file).toString().replace('\\', '/').replace(".drl", ""), file));
        }
        RuleIndex.write(index(rules, name -> name, classes), classes, RuleIndex.RESOURCE);
    }

    /**
     * What each rule needs and produces.
     *
     * @param rules files by stem
     * @param into  from the name of a file's package to that under which it was compiled
     * @throws IllegalArgumentException if a file cannot be parsed
     */
    public static List<RuleIndex.Entry> index(SortedMap<String, Path> rules, UnaryOperator<String> into, Path classes)
            throws IOException, DroolsParserException {
        List<RuleIndex.Entry> index = new ArrayList<>();
        for (Map.Entry<String, Path> file : rules.entrySet()) {
            PackageDescr parsed = parse(Files.readString(file.getValue()), file.getValue());
            for (RuleDescr rule : parsed.getRules()) {
                index.add(entry(file.getKey(), into.apply(parsed.getName()), rule, classes));
            }
        }
        return index;
    }

    private static PackageDescr parse(String drl, Path file) throws DroolsParserException {
        DrlParser parser = new DrlParser();
        PackageDescr parsed = parser.parse(null, drl);
        if (parser.hasErrors()) {
            throw new IllegalArgumentException(file + ": " + parser.getErrors());
        }
        return parsed;
    }

    private static RuleIndex.Entry entry(String stem, String pkg, RuleDescr rule, Path classes) throws IOException {
        String method = "rule_" + mangled(rule.getName());
        List<String> needs = new ArrayList<>();
        positive(rule.getLhs(), needs);
        TreeSet<String> produces = new TreeSet<>();
        String consequence = String.valueOf(rule.getConsequence());
        Matcher matcher = PRODUCED.matcher(consequence);
        while (matcher.find()) {
            produces.add(matcher.group(1));
            produces.add(matcher.group(1) + ":" + matcher.group(2));
        }
        for (String type : List.of("Link", "CausedBy")) {
            if (consequence.contains("new " + type + "(")) {
                produces.add(type);
            }
        }
        return new RuleIndex.Entry(stem, owner(pkg, method, classes), method, List.copyOf(new TreeSet<>(needs)), List.copyOf(produces));
    }

    private static void positive(AndDescr and, List<String> needs) {
        for (BaseDescr descr : and.getDescrs()) {
            if (descr instanceof AndDescr nested) {
                positive(nested, needs);
            } else if (descr instanceof PatternDescr pattern && pattern.getSource() == null) {
                needs.add(key(pattern));
            }
        }
    }

    private static String key(PatternDescr pattern) {
        for (Object constraint : pattern.getDescrs()) {
            Matcher matcher = DISCRIMINATOR.matcher(String.valueOf(constraint));
            if (matcher.matches()) {
                return pattern.getObjectType() + ":" + matcher.group(1);
            }
        }
        return pattern.getObjectType();
    }

    /** As the model compiler names methods: what cannot stand in an identifier becomes its code point. */
    private static String mangled(String name) {
        StringBuilder mangled = new StringBuilder();
        for (char c : name.toCharArray()) {
            if (Character.isJavaIdentifierPart(c) && c != '_') {
                mangled.append(c);
            } else {
                mangled.append('_').append((int) c);
            }
        }
        return mangled.toString();
    }

    private static String owner(String pkg, String method, Path classes) throws IOException {
        Path folder = classes.resolve(pkg.replace('.', '/'));
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> owners = files.filter(f -> f.getFileName().toString().matches("Rules\\w+RuleMethods\\d+\\.class"))
                    .sorted().collect(Collectors.toList());
            for (Path owner : owners) {
                if (new String(Files.readAllBytes(owner), java.nio.charset.StandardCharsets.ISO_8859_1).contains(method)) {
                    String file = owner.getFileName().toString();
                    return pkg + "." + file.substring(0, file.length() - ".class".length());
                }
            }
        }
        throw new IllegalStateException("no compiled rule " + method + " in " + folder);
    }
}
