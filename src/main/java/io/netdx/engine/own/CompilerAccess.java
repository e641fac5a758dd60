package io.netdx.engine.own;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Finds the rule compiler. A run of netdx starts without it; it stands in a folder beside the program, and whoever needs it gets
 * the program a second time, with it, in a class loader of its own that goes when it has compiled.
 */
final class CompilerAccess {

    private static final String FOLDER = "compiler";
    private static final String PARSER = "org.drools.drl.parser.DrlParser";

    private CompilerAccess() {
    }

    /** As {@link RuleCompiler#compile}. */
    static List<String> compile(Path rules, Path target) throws IOException {
        try {
            Class.forName(PARSER, false, CompilerAccess.class.getClassLoader());
            return RuleCompiler.compile(rules.toString(), target.toString());
        } catch (ClassNotFoundException e) {
            return compileApart(rules, target);
        }
    }

    private static List<String> compileApart(Path rules, Path target) throws IOException {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try (URLClassLoader apart = new URLClassLoader(program(), ClassLoader.getPlatformClassLoader())) {
            thread.setContextClassLoader(apart);
            List<?> faults = (List<?>) apart.loadClass(RuleCompiler.class.getName()).getMethod("compile", String.class, String.class)
                    .invoke(null, rules.toString(), target.toString());
            return faults.stream().map(Object::toString).toList();
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof IOException io) {
                throw io;
            }
            throw e.getCause() instanceof UncheckedIOException io ? io : new IllegalStateException("the rule compiler failed", e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the rule compiler cannot be started", e);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private static URL[] program() throws IOException {
        try {
            Path jar = Path.of(CompilerAccess.class.getProtectionDomain().getCodeSource().getLocation().toURI());
            Path compiler = jar.resolveSibling(FOLDER);
            if (!Files.isDirectory(compiler)) {
                throw new RulesException(List.of(compiler + ": the rule compiler is missing; install netdx as a whole, or build it anew"));
            }
            List<URL> urls = new ArrayList<>(List.of(jar.toUri().toURL(), jar.resolveSibling("libraries.jar").toUri().toURL()));
            try (Stream<Path> jars = Files.list(compiler)) {
                for (Path library : jars.sorted().toList()) {
                    urls.add(library.toUri().toURL());
                }
            }
            return urls.toArray(new URL[0]);
        } catch (URISyntaxException e) {
            throw new IllegalStateException("the program stands in no file", e);
        }
    }
}
