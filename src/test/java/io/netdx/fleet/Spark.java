package io.netdx.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** A real Spark and the packaged job archive, in processes of their own, as users start them. */
final class Spark {

    static final Path ARCHIVE = Path.of("target/dist/fleet/netdx-fleet.jar").toAbsolutePath();
    private static final Path HOME = Path.of("target/dist/spark").toAbsolutePath();
    private static final long MINUTES = 5;

    private final Path scratch;

    record Done(int status, String out, String err) {
    }

    Spark(Path scratch) {
        this.scratch = scratch;
    }

    /** {@code ./netdx …} */
    Done netdx(Object... args) throws IOException, InterruptedException {
        return run(command(List.of(Path.of("netdx").toAbsolutePath().toString()), args));
    }

    /** {@code spark-submit … netdx-fleet.jar …}, by the class behind that script. */
    Done submit(Object... args) throws IOException, InterruptedException {
        return run(command(java("org.apache.spark.deploy.SparkSubmit"), args));
    }

    /** A part of a cluster that runs until it is ended. */
    Process service(String name, String type, Object... args) throws IOException {
        return builder(command(java(type), args)).redirectErrorStream(true).redirectOutput(scratch.resolve(name + ".log").toFile()).start();
    }

    String log(String name) throws IOException {
        return Files.readString(scratch.resolve(name + ".log"));
    }

    private static List<String> java(String type) {
        return List.of(System.getProperty("java.home") + "/bin/java", "@" + Path.of("target/dist/fleet/java-options").toAbsolutePath(), "-Xmx512m",
                "-cp", HOME.resolve("jars") + "/*", type);
    }

    private static List<String> command(List<String> begin, Object... args) {
        List<String> command = new ArrayList<>(begin);
        for (Object arg : args) {
            command.add(arg.toString());
        }
        return command;
    }

    private ProcessBuilder builder(List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().keySet().removeIf(key -> key.startsWith("SPARK_") || key.equals("NETDX_OPTS"));
        builder.environment().put("SPARK_HOME", HOME.toString());
        builder.environment().put("SPARK_SCALA_VERSION", "2.13");
        builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
        builder.environment().put("SPARK_WORKER_DIR", scratch.resolve("work").toString());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        return builder;
    }

    private Done run(List<String> command) throws IOException, InterruptedException {
        Path out = Files.createTempFile(scratch, "out", "");
        Path err = Files.createTempFile(scratch, "err", "");
        Process process = builder(command).redirectOutput(out.toFile()).redirectError(err.toFile()).start();
        try {
            assertThat(process.waitFor(MINUTES, TimeUnit.MINUTES)).as("ends: %s", command).isTrue();
        } finally {
            process.destroyForcibly();
        }
        return new Done(process.exitValue(), Files.readString(out), Files.readString(err));
    }

    /** Waits for something that will be there soon. */
    static <T> T awaited(String what, Supplier<java.util.Optional<T>> look) throws InterruptedException {
        for (int i = 0; i < 1200; i++) {
            var found = look.get();
            if (found.isPresent()) {
                return found.get();
            }
            Thread.sleep(100);
        }
        throw new AssertionError(what + " did not come");
    }

    String logNow(String name) {
        try {
            return log(name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
