package io.netdx.cli;

import io.netdx.fact.Plain;
import io.netdx.serve.ApiServer;
import io.netdx.serve.Known;
import io.netdx.serve.ObjectStore;
import io.netdx.source.Limits;
import io.netdx.source.SourceException;
import io.netdx.work.Aside;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(name = "serve", description = "Serves a snapshot as a read-only Kubernetes API on loopback, for kubectl, k9s and other clients.",
        mixinStandardHelpOptions = true, sortOptions = false)
final class ServeCommand implements Callable<Integer> {

    private static final int INTERRUPTED = 130;

    @Spec
    private CommandSpec spec;

    @Option(names = {"-f", "--filename"}, paramLabel = "PATH", required = true,
            description = "Snapshot: a folder, archive or file, or - for standard input; repeatable")
    private List<String> filenames = new ArrayList<>();

    @Option(names = "--port", paramLabel = "N", defaultValue = "0", description = "Port of 127.0.0.1 (default: one that is free)")
    private int port;

    @Mixin
    private KubeconfigFile kubeconfigFile;

    @Option(names = "--plain-http", description = "Without TLS and token: every user of this machine can read the snapshot")
    private boolean plain;

    @Mixin
    private LimitOptions limits;

    @Mixin
    private Verbosity verbosity;

    @Override
    public Integer call() throws IOException {
        if (port < 0 || port > 65535) {
            throw new ParameterException(spec.commandLine(), "--port must be between 0 and 65535");
        }
        Limits bounds = limits.limits();
        byte[] stdin = filenames.contains("-") ? System.in.readAllBytes() : new byte[0];
        Supplier<Known> known = Aside.THREADS.start("facts", () -> Known.read(filenames, new ByteArrayInputStream(stdin), bounds));
        try (ObjectStore store = read(stdin, bounds)) {
            if (store.count() == 0) {
                empty(store, known);
            }
            return serve(store, known);
        }
    }

    private ObjectStore read(byte[] stdin, Limits bounds) {
        try {
            return ObjectStore.read(filenames, new ByteArrayInputStream(stdin), bounds);
        } catch (IOException e) {
            throw new SourceException("no room for the snapshot in " + Plain.line(System.getProperty("java.io.tmpdir"))
                    + " (" + Plain.line(String.valueOf(e.getMessage())) + "); name another folder with NETDX_OPTS=-Djava.io.tmpdir=FOLDER");
        }
    }

    private void empty(ObjectStore store, Supplier<Known> known) {
        if (store.transcripts()) {
            throw new SourceException("a transcript holds what kubectl printed, not the objects, so there is nothing to serve; "
                    + "give lists made by kubectl get -o json, or read it with netdx diagnose");
        }
        // says so if it is no snapshot at all
        known.get();
    }

    private int serve(ObjectStore store, Supplier<Known> known) throws IOException {
        try (ApiServer server = start(store, known)) {
            Path kubeconfig = kubeconfigFile.write(server.kubeconfig(), spec);
            PrintWriter out = spec.commandLine().getOut();
            out.println(kubeconfig);
            out.flush();
            // fails here, not in the answers, where the facts cannot be read
            Known facts = known.get();
            if (!verbosity.quiet()) {
                tell(server, store, facts, kubeconfig);
            }
            new CountDownLatch(1).await();
            return 0;
        } catch (InterruptedException e) {
            return INTERRUPTED;
        }
    }

    private ApiServer start(ObjectStore store, Supplier<Known> known) {
        try {
            return ApiServer.start(store, known, new ApiServer.Settings(port, !plain, Instant.now(), List.of()));
        } catch (IOException e) {
            throw new SourceException("cannot listen on 127.0.0.1:" + port + " (" + Plain.line(String.valueOf(e.getMessage()))
                    + "); leave --port out for one that is free");
        }
    }

    private void tell(ApiServer server, ObjectStore store, Known facts, Path kubeconfig) {
        PrintWriter err = spec.commandLine().getErr();
        err.println("netdx: " + store.count() + " objects and the logs of " + store.loggedPods() + " pods on " + server.address()
                + ", read-only; " + (store.count() > 0 ? "try kubectl --kubeconfig " + kubeconfig + " get pods -A"
                : "it holds lists of nothing, logs alone, or objects in the internal form that kubectl before 1.14 wrote") + "; Ctrl-C ends it");
        boolean dated = !facts.now().equals(Instant.EPOCH);
        err.println("netdx: " + Plain.line(facts.title()) + (dated ? "; its newest time stamp is " + facts.now()
                + ", to which kubectl get counts ages (describe and events count to now)" : "; it has no time stamps, ages are unknown")
                + (store.transcripts() ? "; its transcripts are not served" : "")
                + (facts.problems() > 0 ? "; " + facts.problems() + " places could not be used, netdx diagnose -o wide lists them" : ""));
    }
}
