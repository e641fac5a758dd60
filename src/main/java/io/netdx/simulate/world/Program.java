package io.netdx.simulate.world;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** What the main container of a workload really does, whatever its template declares. */
public final class Program {

    /**
     * A call to another program.
     *
     * @param variable  environment variable that holds the target, {@code http://host:port/path} or {@code host:port}
     * @param required  without it the program answers its own callers with an error
     * @param readiness its readiness probe fails without it
     */
    public record Call(String variable, boolean required, boolean readiness) {
    }

    /**
     * How the program ends soon after its start.
     *
     * @param code   exit code
     * @param reason {@code Error} or {@code OOMKilled}
     * @param words  last lines of its log
     */
    public record Exit(int code, String reason, List<String> words) {
    }

    private final Dialect dialect;
    private final SortedSet<Integer> ports = new TreeSet<>();
    private final SortedSet<Integer> loopbackPorts = new TreeSet<>();
    private final List<Call> calls = new ArrayList<>();
    private final List<String> variables = new ArrayList<>();
    private Optional<Exit> exit = Optional.empty();
    private String healthPath = "/healthz";
    private String serves = "";
    private int memory = 80;
    private boolean slow;

    public Program(Dialect dialect, int... ports) {
        this.dialect = dialect;
        for (int port : ports) {
            this.ports.add(port);
        }
    }

    public Dialect dialect() {
        return dialect;
    }

    /** Ports on which it listens on all addresses; may be changed. */
    public SortedSet<Integer> ports() {
        return ports;
    }

    /** Ports on which it listens on 127.0.0.1 alone; may be changed. */
    public SortedSet<Integer> loopbackPorts() {
        return loopbackPorts;
    }

    /** May be changed. */
    public List<Call> calls() {
        return calls;
    }

    public Program calling(String variable) {
        calls.add(new Call(variable, true, false));
        return this;
    }

    /** Variables without which it ends at its start; may be changed. */
    public List<String> variables() {
        return variables;
    }

    public Optional<Exit> exit() {
        return exit;
    }

    public void exits(Exit how) {
        exit = Optional.of(how);
    }

    /** The path that answers a probe; any other answers 404. */
    public String healthPath() {
        return healthPath;
    }

    public void healthPath(String path) {
        healthPath = path;
    }

    /** Beginning of the paths that it serves; empty where it speaks no HTTP. */
    public String serves() {
        return serves;
    }

    public Program serving(String prefix) {
        serves = prefix;
        return this;
    }

    /** MiB that it needs. */
    public int memory() {
        return memory;
    }

    public void memory(int mebibytes) {
        memory = mebibytes;
    }

    /** Takes longer for an answer than callers wait. */
    public boolean slow() {
        return slow;
    }

    public void slow(boolean so) {
        slow = so;
    }
}
