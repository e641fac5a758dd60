package io.netdx.engine.own;

import io.netdx.catalog.Catalog;
import io.netdx.catalog.CatalogCodec;
import io.netdx.catalog.Cause;
import io.netdx.catalog.OwnCatalog;
import io.netdx.engine.OwnRules;
import io.netdx.engine.RuleIndex;
import io.netdx.engine.build.IndexRules;
import io.netdx.fact.Fact;
import io.netdx.fact.Signature;
import io.netdx.pack.Packing;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.drools.compiler.kie.builder.impl.InternalKieModule;
import org.drools.compiler.kie.builder.impl.KieBuilderImpl;
import org.drools.drl.ast.descr.ImportDescr;
import org.drools.drl.ast.descr.PackageDescr;
import org.drools.drl.ast.descr.RuleDescr;
import org.drools.drl.parser.DrlParser;
import org.drools.drl.parser.DroolsError;
import org.drools.drl.parser.DroolsParserException;
import org.drools.model.codegen.ExecutableModelProject;
import org.kie.api.KieServices;
import org.kie.api.builder.KieFileSystem;
import org.kie.api.builder.Message;

/** Checks and compiles a folder of rules. Loads the rule compiler; nothing of what it compiles is run here. */
public final class RuleCompiler {

    private static final Pattern PACKAGE = Pattern.compile("(?m)^(\\s*package\\s+netdx)\\.rules\\.");
    private static final String STAGED = "src/main/resources/";

    private final RuleFolder folder;
    private final Map<String, String> texts = new TreeMap<>();
    private final Map<String, PackageDescr> parsed = new TreeMap<>();
    private final List<Fault> faults = new ArrayList<>();

    private RuleCompiler(RuleFolder folder) {
        this.folder = folder;
    }

    /**
     * Entry from another class loader, hence nothing but texts.
     *
     * @param rules  folder of rules
     * @param target folder to write what was compiled into; it holds nothing useful where there are faults
     * @return one line a fault, none where everything was compiled
     */
    public static List<String> compile(String rules, String target) throws IOException {
        RuleCompiler compiler = new RuleCompiler(RuleFolder.of(Path.of(rules)));
        try {
            compiler.run(Path.of(target));
        } catch (DroolsParserException e) {
            throw new IOException("what was parsed once is not parsed again", e);
        }
        return compiler.faults.stream().sorted().distinct().map(Fault::toString).toList();
    }

    private void run(Path target) throws IOException, DroolsParserException {
        Catalog house = CatalogCodec.load();
        faults.addAll(folder.unpaired());
        OwnCatalog catalog = OwnCatalog.read(folder.words(), house);
        catalog.faults().forEach(fault -> faults.add(Fault.parse(fault)));
        for (Map.Entry<String, Path> rules : folder.rules().entrySet()) {
            parse(rules.getKey(), rules.getValue());
        }
        parsed.forEach((id, rules) -> check(id, rules, catalog.own(), house.with(catalog.own())));
        unused(catalog.own());
        if (parsed.size() == folder.rules().size() && !parsed.isEmpty()) {
            classes(target);
        }
        if (faults.isEmpty()) {
            RuleIndex.write(IndexRules.index(folder.rules(), name -> name.replace("netdx.rules.", "netdx.own."), target), target, OwnRules.INDEX);
            Packing packed = new Packing();
            CatalogCodec.write(catalog.own(), packed);
            packed.write(target, OwnRules.CATALOG);
            Packing raw = new Packing();
            raw.texts(List.copyOf(rawFacts()));
            raw.write(target, OwnRules.LOOKS_AT);
        }
    }

    private void parse(String id, Path file) throws IOException {
        String text = Files.readString(file);
        DrlParser parser = new DrlParser();
        try {
            PackageDescr rules = parser.parse(null, text);
            for (DroolsError error : parser.getErrors()) {
                int line = error.getLines().length > 0 ? Math.max(0, error.getLines()[0]) : 0;
                faults.add(new Fault(file.toString(), line, firstLine(error.getMessage())));
            }
            if (!parser.hasErrors() && rules != null) {
                texts.put(id, text);
                parsed.put(id, rules);
            }
        } catch (DroolsParserException e) {
            faults.add(new Fault(file.toString(), 0, firstLine(String.valueOf(e.getMessage()))));
        }
    }

    private void check(String id, PackageDescr rules, Catalog own, Catalog all) {
        String file = folder.rules().get(id).toString();
        List<Fault> found = new ArrayList<>(RuleForm.faults(file, id, rules, texts.get(id)));
        found.addAll(OwnForm.faults(file, rules));
        // where the words could not be read, they say so themselves
        for (RuleDescr rule : own.cause(id).isPresent() ? rules.getRules() : List.<RuleDescr>of()) {
            RuleNames.dangling(id, rule, all).forEach(text -> found.add(new Fault(file, rule.getLine(), "rule \"" + rule.getName() + "\" " + text)));
        }
        own.cause(id).ifPresent((Cause cause) -> RuleNames.undeclared(cause, rules.getRules()).forEach(text -> found.add(new Fault(file, 0, text))));
        if (rules.getRules().isEmpty()) {
            found.add(new Fault(file, 0, "holds no rule"));
        }
        faults.addAll(found);
    }

    private void unused(Catalog own) {
        Set<String> inserted = new TreeSet<>();
        parsed.values().forEach(rules -> rules.getRules().forEach(rule -> RuleNames.inserted(rule).forEach(inserted::add)));
        Set<String> weighed = new TreeSet<>();
        own.all().forEach(cause -> {
            cause.evidence().forEach(e -> weighed.add(e.finding()));
            cause.against().forEach(e -> weighed.add(e.finding()));
        });
        own.findings().values().forEach(finding -> {
            String file = folder.words().get(finding.definedIn()).toString();
            if (!inserted.contains(finding.id()) && parsed.containsKey(finding.definedIn())) {
                faults.add(new Fault(file, 0, "no rule inserts the finding " + finding.id()));
            }
            if (!weighed.contains(finding.id())) {
                faults.add(new Fault(file, 0, "the finding " + finding.id() + " is evidence of no cause"));
            }
        });
    }

    /** Under a package of their own, so that no class of theirs is taken for one of ours. */
    private void classes(Path target) throws IOException {
        KieServices services = KieServices.get();
        KieFileSystem files = services.newKieFileSystem();
        texts.forEach((id, text) -> files.write(STAGED + id + ".drl", PACKAGE.matcher(text).replaceFirst("$1.own.")));
        KieBuilderImpl builder = (KieBuilderImpl) services.newKieBuilder(files, RuleCompiler.class.getClassLoader());
        builder.buildAll(ExecutableModelProject.class);
        boolean compiled = true;
        for (Message message : builder.getResults().getMessages(Message.Level.ERROR)) {
            String id = message.getPath() == null ? "" : message.getPath().replace(STAGED, "").replace(".drl", "");
            Path file = folder.rules().getOrDefault(id, folder.root());
            faults.add(new Fault(file.toString(), Math.max(0, message.getLine()), firstLine(message.getText()).replace("netdx.own.", "netdx.rules.")));
            compiled = false;
        }
        if (!compiled) {
            return;
        }
        boolean formal = faults.isEmpty();
        InternalKieModule module = (InternalKieModule) builder.getKieModule();
        for (String name : new TreeSet<>(module.getFileNames())) {
            if (name.endsWith(".class") && name.startsWith(AllowedCalls.PACKAGE)) {
                byte[] code = module.getBytes(name);
                // what the language needs beyond that is named by its form already
                AllowedCalls.breaches(code, AllowedCalls.PACKAGE).stream().filter(call -> formal || !call.startsWith("org.drools."))
                        .forEach(call -> faults.add(place(call)));
                Path to = target.resolve(name);
                Files.createDirectories(to.getParent());
                Files.write(to, code);
            }
        }
    }

    /** The byte code does not say from which line it is: the first that names the method, or its class. */
    private Fault place(String call) {
        String method = call.substring(call.lastIndexOf('.') + 1);
        String type = call.substring(call.lastIndexOf('.', call.lastIndexOf('.') - 1) + 1, Math.max(0, call.lastIndexOf('.')));
        for (String word : List.of(method, type)) {
            Pattern named = Pattern.compile("\\b" + Pattern.quote(word) + "\\b");
            for (Map.Entry<String, String> text : texts.entrySet()) {
                List<String> lines = text.getValue().lines().toList();
                for (int i = 0; i < lines.size(); i++) {
                    if (named.matcher(lines.get(i)).find()) {
                        return forbidden(folder.rules().get(text.getKey()), i + 1, call);
                    }
                }
            }
        }
        return forbidden(folder.root(), 0, call);
    }

    private static Fault forbidden(Path file, int line, String call) {
        return new Fault(file.toString(), line, "own rules may not use " + call + "; they may look at facts, texts, numbers, times and collections");
    }

    /** Objects of the cluster themselves that rules look at: what no rule of ours needs is not among the facts otherwise. */
    private Set<String> rawFacts() {
        Set<String> raw = new TreeSet<>();
        parsed.values().forEach(rules -> {
            Set<String> types = new TreeSet<>();
            rules.getRules().forEach(rule -> types.addAll(RulePatterns.facts(rule)));
            rules.getImports().stream().map(ImportDescr::getTarget).filter(target -> types.contains(target.substring(target.lastIndexOf('.') + 1))
                    && object(target)).forEach(raw::add);
        });
        return raw;
    }

    private static boolean object(String type) {
        try {
            Class<?> found = Class.forName(type);
            return Fact.class.isAssignableFrom(found) && found != Signature.class;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    private static String firstLine(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8).lines().map(String::strip).filter(l -> !l.isEmpty()).findFirst().orElse("is not understood");
    }
}
