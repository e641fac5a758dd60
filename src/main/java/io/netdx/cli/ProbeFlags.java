package io.netdx.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;

/** Tests from inside of the cluster: the only thing that creates anything there. */
final class ProbeFlags {

    private static final Pattern IMAGE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:/@-]{0,499}");
    private static final Pattern NAMESPACE = Pattern.compile("([a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?)?");

    @Option(names = "--probe", arity = "0..1", paramLabel = "plan", defaultValue = "", fallbackValue = "run",
            description = "Test the running cluster from short-lived pods of its own, which are deleted at the end; --probe=plan shows what would be tested and creates nothing")
    private String probe;

    @Option(names = "--probe-image", paramLabel = "IMAGE", defaultValue = ProbeChoice.IMAGE, description = "Image with sh, timeout, nc, nslookup, dig and curl (default: ${DEFAULT-VALUE})")
    private String image;

    @Option(names = "--probe-start", paramLabel = "DURATION", defaultValue = "90s", description = "What a pod may take until it runs; the image may have to be pulled (default: ${DEFAULT-VALUE})")
    private String start;

    @Option(names = "--probe-namespace", paramLabel = "NAMESPACE", defaultValue = "", description = "Where the pods are created (default: the namespace of the context)")
    private String namespace;

    @Option(names = "--probe-nodes", paramLabel = "NODE,…", split = ",", description = "Test from these nodes (default: up to three, those with complaints first)")
    private List<String> nodes = new ArrayList<>();

    @Option(names = "--probe-external", paramLabel = "HOST[:PORT]", split = ",", description = "Names or addresses outside of the cluster that pods must be able to call (port 443 without one)")
    private List<String> external = new ArrayList<>();

    ProbeChoice choice() {
        if (!List.of("", "run", "plan").contains(probe)) {
            throw new UsageException("--probe stands alone or as --probe=plan");
        }
        if (!IMAGE.matcher(image).matches()) {
            throw new UsageException("--probe-image is no name of an image");
        }
        if (start.isEmpty() || Deadline.parse("--probe-start", start).isZero()) {
            throw new UsageException("--probe-start is a duration such as 90s or 2m");
        }
        return new ProbeChoice(probe.equals("run"), probe.equals("plan"), image, Deadline.parse("--probe-start", start), namespace(namespace), List.copyOf(nodes), List.copyOf(external));
    }

    /** The name, where it may be one. */
    static String namespace(String name) {
        if (!NAMESPACE.matcher(name).matches()) {
            throw new UsageException("--probe-namespace is no name of a namespace");
        }
        return name;
    }
}
