package io.netdx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.netdx.source.live.StubApi;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The launcher {@code netdx}, in a copy of the checkout where Maven and Java are stand-ins that say how they were called. */
class LauncherTest {

    private static final String JAVA = """
            #!/bin/sh
            for last; do :; done
            case "$*" in *Xshare:dump*|*WarmUp*) exit 1 ;; esac
            echo "java $*"
            exit 7
            """;
    private static final String MAVEN = """
            #!/bin/sh
            mkdir -p target/dist/client && echo jar > target/dist/netdx.jar && echo jar > target/dist/client/b.jar && echo jar > target/dist/client/a.jar
            echo "$*" >> target/maven.log
            """;

    @TempDir
    private Path root;
    private Path home;
    private Path bin;

    private record Result(int status, String out, String err) {
    }

    @BeforeEach
    void checkout() throws IOException {
        assumeTrue(Files.isExecutable(Path.of("/bin/sh")));
        home = Files.createDirectories(root.resolve("check out"));
        bin = Files.createDirectories(root.resolve("bin"));
        script(home.resolve("netdx"), Files.readString(Path.of("netdx")));
        Files.createDirectories(home.resolve("src/main"));
        Files.writeString(home.resolve("pom.xml"), "<project/>");
        script(bin.resolve("java"), JAVA);
    }

    private static void script(Path file, String text) throws IOException {
        Files.writeString(file, text);
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    private Result run(Path launcher, Map<String, String> environment, String... args) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(launcher.toString());
        builder.command().addAll(List.of(args));
        builder.environment().remove("JAVA_HOME");
        builder.environment().remove("NETDX_OPTS");
        builder.environment().put("HOME", root.toString());
        // the stand-ins first, then only the tools of the system
        builder.environment().put("PATH", bin + ":" + root.resolve("tools"));
        builder.environment().putAll(environment);
        Path out = root.resolve("out");
        Path err = root.resolve("err");
        Process process = builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Result(process.exitValue(), Files.readString(out), Files.readString(err));
    }

    /** Everything that the launcher may use, and no Maven or Java. */
    private void tools() throws IOException {
        Path tools = Files.createDirectories(root.resolve("tools"));
        for (String tool : List.of("sh", "dirname", "readlink", "find", "head", "tail", "touch", "cksum", "cut", "mkdir", "rm", "mv", "kubectl")) {
            for (String folder : List.of("/usr/bin", "/bin")) {
                Path from = Path.of(folder, tool);
                if (Files.isExecutable(from) && !Files.exists(tools.resolve(tool))) {
                    // no links: JUnit warns of each that it deletes
                    script(tools.resolve(tool), "#!/bin/sh\nexec " + from + " \"$@\"\n");
                }
            }
        }
    }

    @Test
    void buildsOnFirstUseSaysSoAndOnlyOnce() throws IOException, InterruptedException {
        tools();
        script(bin.resolve("mvn"), MAVEN);
        Result first = run(home.resolve("netdx"), Map.of(), "diagnose", "-f", "my snapshot.json");
        assertThat(first.status()).isEqualTo(7);
        assertThat(first.err()).isEqualTo("netdx: building (once, about a minute)\n");
        assertThat(first.out()).startsWith("java ").contains("io.netdx.cli.Main diagnose -f my snapshot.json");
        Result second = run(home.resolve("netdx"), Map.of(), "version");
        assertThat(second.err()).isEmpty();
        assertThat(Files.readAllLines(home.resolve("target/maven.log"), StandardCharsets.UTF_8)).hasSize(1);
    }

    @Test
    void worksAsAKubectlPluginThroughLinks() throws IOException, InterruptedException {
        tools();
        script(bin.resolve("mvn"), MAVEN);
        Files.createSymbolicLink(root.resolve("direct"), home.resolve("netdx"));
        Path plugin = Files.createSymbolicLink(bin.resolve("kubectl-netdx"), Path.of("../direct"));
        Result result = run(plugin, Map.of("NETDX_OPTS", "-Xmx64m -Dmine=1"), "version");
        assertThat(result.out()).contains(" -Xmx64m -Dmine=1 -cp " + home.toRealPath().resolve("target/dist/netdx.jar"));
    }

    /** The real kubectl calls what is on PATH by the plugin's name. */
    @Test
    void kubectlRunsItAndCompletesIt() throws IOException, InterruptedException {
        tools();
        assumeTrue(Files.exists(root.resolve("tools/kubectl")), "kubectl is not installed");
        jarOfThisBuild(Files.createDirectories(home.resolve("target/dist")).resolve("netdx.jar"));
        Files.createSymbolicLink(bin.resolve("kubectl-netdx"), home.resolve("netdx"));
        script(bin.resolve("kubectl_complete-netdx"), Files.readString(Path.of("src/main/plugin/kubectl_complete-netdx")));
        Path kubectl = root.resolve("tools/kubectl");
        Map<String, String> environment = Map.of("JAVA_HOME", System.getProperty("java.home"));
        String faulty = Path.of("facts/cases/service/selector-mismatch/positive-typo.yaml").toAbsolutePath().toString();
        Result diagnosis = run(kubectl, environment, "netdx", "diagnose", "-o", "name", "-f", faulty);
        assertThat(diagnosis.out()).isEqualTo("service/cart\n");
        assertThat(diagnosis.err()).isEmpty();
        assertThat(diagnosis.status()).isEqualTo(1);
        Result usage = run(kubectl, environment, "netdx", "diagnose", "--nonsense");
        assertThat(usage.err()).startsWith("netdx: there is no option --nonsense").doesNotContain("\tat ");
        assertThat(usage.status()).isEqualTo(2);
        assertThat(run(kubectl, environment, "__complete", "netdx", "dia").out()).startsWith("diagnose\tDiagnoses one cluster").endsWith("\n:4\n");
        assertThat(run(kubectl, environment, "__complete", "netdx", "diagnose", "--fail-on", "").out())
                .isEqualTo("info\nlow\nmedium\nhigh\ncritical\nnever\n:4\n");
        assertThat(run(kubectl, environment, "__complete", "netdx", "diagnose", "-f", "").out()).isEqualTo(":0\n");
    }

    @Test
    void whatIsMissingIsOneLineAndStatusThree() throws IOException, InterruptedException {
        tools();
        Result noMaven = run(home.resolve("netdx"), Map.of(), "version");
        assertThat(noMaven.status()).isEqualTo(3);
        assertThat(noMaven.err()).isEqualTo("netdx: not built yet, and Maven is missing; install Maven and a JDK 17 or newer\n");
        script(bin.resolve("mvn"), "#!/bin/sh\necho '[ERROR] no network'\nexit 1\n");
        Result broken = run(home.resolve("netdx"), Map.of(), "version");
        assertThat(broken.status()).isEqualTo(3);
        assertThat(broken.err()).contains("[ERROR] no network").endsWith("netdx: the build failed; run mvn -B verify in " + home.toRealPath() + "\n");
        Files.delete(bin.resolve("java"));
        Result noJava = run(home.resolve("netdx"), Map.of(), "version");
        assertThat(noJava.status()).isEqualTo(3);
        assertThat(noJava.err()).isEqualTo("netdx: no java found; install a JDK 17 or newer, or set JAVA_HOME\n");
    }

    /** Ctrl-C, and what a supervisor sends, end the program itself while it reads: it stands in the launcher's place. */
    @ParameterizedTest
    @CsvSource({"INT,130", "TERM,143"})
    void endsWithTheSignalsStatusAndNoWord(String signal, int status) throws IOException, InterruptedException {
        assumeFalse(ignored(2), "whoever started this JVM told it to ignore Ctrl-C, which its children inherit");
        tools();
        jarOfThisBuild(Files.createDirectories(home.resolve("target/dist")).resolve("netdx.jar"));
        ProcessBuilder builder = new ProcessBuilder(home.resolve("netdx").toString(), "diagnose", "-f", "-");
        builder.environment().remove("NETDX_OPTS");
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("PATH", root.resolve("tools").toString());
        Path out = root.resolve("out");
        Path err = root.resolve("err");
        Process process = builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
        try (OutputStream in = process.getOutputStream()) {
            // more than a pipe holds: once it is written, somebody reads
            in.write(("kind: List\napiVersion: v1\nitems:\n" + "- {kind: Pod, apiVersion: v1, metadata: {name: web, namespace: shop}}\n".repeat(8000))
                    .getBytes(StandardCharsets.UTF_8));
            in.flush();
            new ProcessBuilder("/bin/sh", "-c", "kill -" + signal + " " + process.pid()).start().waitFor();
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(process.exitValue()).isEqualTo(status);
        assertThat(out).isEmptyFile();
        assertThat(err).isEmptyFile();
    }

    @Test
    void anAuditGetsTheOptimizingCompiler() throws IOException, InterruptedException {
        tools();
        script(bin.resolve("mvn"), MAVEN);
        assertThat(run(home.resolve("netdx"), Map.of("NETDX_OPTS", "-Xmx1g"), "audit", "fleet").out()).contains(" -XX:+UseParallelGC ", " -Xmx1g -cp ")
                .doesNotContain("TieredStopAtLevel", "UseSerialGC");
        assertThat(run(home.resolve("netdx"), Map.of(), "diagnose", "-f", "fleet").out()).contains("TieredStopAtLevel", "UseSerialGC");
    }

    /** Spark is fetched by those who ask for it, and only once they were told how. */
    @Test
    void sparkThatWasNotBuiltIsOneLineWithTheCommand() throws IOException, InterruptedException {
        tools();
        script(bin.resolve("mvn"), MAVEN);
        for (List<String> engine : List.of(List.of("--engine=spark"), List.of("--engine", "spark"))) {
            Result missing = run(home.resolve("netdx"), Map.of("SPARK_HOME", ""), "audit", engine.get(0), engine.get(engine.size() - 1), "fleet");
            assertThat(missing.status()).isEqualTo(3);
            assertThat(missing.out()).isEmpty();
            assertThat(missing.err().lines()).singleElement().asString().startsWith("netdx: no Spark in " + home.toRealPath().resolve("target/dist/spark"))
                    .contains("mvn -P fleet -DskipTests package");
        }
        assertThat(home.resolve("target")).doesNotExist();
    }

    @Test
    void sparkGetsTheJobArchiveAndItsJars() throws IOException, InterruptedException {
        tools();
        script(bin.resolve("mvn"), MAVEN);
        Files.createDirectories(home.resolve("target/dist/fleet"));
        for (String built : List.of("netdx.jar", "fleet/netdx-fleet.jar")) {
            Files.writeString(home.resolve("target/dist").resolve(built), "jar");
        }
        Path spark = Files.createDirectories(root.resolve("spark/jars")).getParent();
        Result started = run(home.resolve("netdx"), Map.of("SPARK_HOME", spark.toString()), "audit", "--engine", "spark", "fleet");
        assertThat(started.status()).isEqualTo(7);
        assertThat(started.out()).contains(" -cp " + home.toRealPath().resolve("target/dist/fleet/netdx-fleet.jar") + ":" + spark + "/jars/* io.netdx.cli.Main audit --engine spark fleet")
                .contains("@" + home.toRealPath().resolve("target/dist/fleet/java-options"));
    }

    /** Where no snapshot is named, the client's archives follow on the path; a snapshot does not pay for them. */
    @Test
    void theClientIsOnThePathForRunningClustersOnly() throws IOException, InterruptedException {
        tools();
        script(bin.resolve("mvn"), MAVEN);
        String jar = home.toRealPath().resolve("target/dist/netdx.jar").toString();
        String folder = ":" + home.toRealPath().resolve("target/dist/client");
        String client = folder + "/a.jar" + folder + "/b.jar";
        assertThat(run(home.resolve("netdx"), Map.of(), "diagnose", "--context", "prod").out()).contains("-cp " + jar + client + " io.netdx");
        assertThat(run(home.resolve("netdx"), Map.of(), "collect", "-o", "x.tgz").out()).contains("-cp " + jar + client + " io.netdx");
        for (String named : List.of("-f", "-fsnap.tgz", "--filename=snap.tgz")) {
            assertThat(run(home.resolve("netdx"), Map.of(), "diagnose", "-o", "json", named, "snap.tgz").out()).contains("-cp " + jar + " io.netdx");
        }
        assertThat(run(home.resolve("netdx"), Map.of(), "version").out()).contains("-cp " + jar + " io.netdx");
        assertThat(run(home.resolve("netdx"), Map.of(), "probe", "clean").out()).contains("-cp " + jar + client + " io.netdx");
        assertThat(run(home.resolve("netdx"), Map.of(), "audit", "snap.tgz", "--live").out()).contains("-cp " + jar + client + " io.netdx");
        assertThat(run(home.resolve("netdx"), Map.of(), "audit", "--contexts=a,b").out()).contains("-cp " + jar + client + " io.netdx");
        assertThat(run(home.resolve("netdx"), Map.of(), "audit", "snap.tgz").out()).contains("-cp " + jar + " io.netdx");
        assertThat(run(home.resolve("netdx"), Map.of(), "guide", "-f", "snap.tgz").out()).as("a session's terminal").contains("-cp " + jar + client + " io.netdx");
    }

    @Test
    void diagnosesARunningCluster() throws IOException, InterruptedException {
        tools();
        jarOfThisBuild(Files.createDirectories(home.resolve("target/dist")).resolve("netdx.jar"));
        try (StubApi api = new StubApi(Path.of("facts/cases/service/selector-mismatch/positive-typo.yaml"))) {
            Path first = Files.writeString(root.resolve("clusters"), "clusters: [{name: lab, cluster: {server: '" + api.url() + "'}}]\n");
            Path second = Files.writeString(root.resolve("contexts"), "contexts: [{name: lab, context: {cluster: lab, user: ''}}]\ncurrent-context: lab\n");
            Result result = run(home.resolve("netdx"), Map.of("JAVA_HOME", System.getProperty("java.home"), "KUBECONFIG", first + File.pathSeparator + second
                    + File.pathSeparator + root.resolve("none")), "diagnose", "-o", "name");
            assertThat(result.err()).isEmpty();
            assertThat(result.out()).isEqualTo("service/cart\n");
            assertThat(result.status()).isEqualTo(1);
        }
    }

    /** What came so far is judged. */
    @Test
    void aRunningClusterInterruptedIsJudgedInPart() throws IOException, InterruptedException {
        assumeFalse(ignored(2), "whoever started this JVM told it to ignore Ctrl-C, which its children inherit");
        tools();
        jarOfThisBuild(Files.createDirectories(home.resolve("target/dist")).resolve("netdx.jar"));
        CountDownLatch reading = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        try (StubApi api = new StubApi(Path.of("facts/cases/service/selector-mismatch/positive-typo.yaml"))) {
            api.with((exchange, stub) -> {
                boolean late = exchange.getRequestURI().getPath().endsWith("/networkpolicies");
                if (late) {
                    reading.countDown();
                    await(never);
                }
                return late;
            });
            ProcessBuilder builder = new ProcessBuilder(home.resolve("netdx").toString(), "diagnose", "--server", api.url(), "-o", "wide");
            builder.environment().remove("NETDX_OPTS");
            builder.environment().remove("KUBECONFIG");
            builder.environment().putAll(Map.of("HOME", root.toString(), "JAVA_HOME", System.getProperty("java.home"), "PATH", root.resolve("tools").toString()));
            Path out = root.resolve("out");
            Process process = builder.redirectOutput(out.toFile()).redirectError(root.resolve("err").toFile()).start();
            assertThat(reading.await(60, TimeUnit.SECONDS)).isTrue();
            new ProcessBuilder("/bin/sh", "-c", "kill -INT " + process.pid()).start().waitFor();
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isEqualTo(130);
            assertThat(out).content().contains("running cluster", "service/selector-mismatch").containsPattern("NetworkPolicy +not collected +interrupted");
        } finally {
            never.countDown();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Nothing but a class path. */
    private static void jarOfThisBuild(Path jar) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, Pattern.compile(File.pathSeparator).splitAsStream(System.getProperty("java.class.path"))
                .map(entry -> Path.of(entry).toUri().toString()).collect(Collectors.joining(" ")));
        new JarOutputStream(Files.newOutputStream(jar), manifest).close();
    }

    private static boolean ignored(int signal) throws IOException {
        Path status = Path.of("/proc/self/status");
        return Files.isReadable(status) && Files.readAllLines(status).stream().filter(l -> l.startsWith("SigIgn:"))
                .anyMatch(l -> (Long.parseUnsignedLong(l.substring(7).strip(), 16) >> signal - 1 & 1) == 1);
    }
}
