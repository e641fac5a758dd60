package io.netdx.simulate.world;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** What the main container of a workload really does, whatever its template declares. */
public final class Program {

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
    private final List<String> calls = new ArrayList<>();
    private Optional<Exit> exit = Optional.empty();
    private String serves = "";
    private int memory = 80;
    private boolean slow;
    private Optional<String> awaits = Optional.empty();

    public Program(Dialect dialect, int... ports) {
        this.dialect = dialect;
        for (int port : ports) {
            this.ports.add(port);
        }
    }

    Program copy() {
        Program copy = new Program(dialect);
        copy.ports.addAll(ports);
        copy.calls.addAll(calls);
        copy.exit = exit;
        copy.serves = serves;
        copy.memory = memory;
        copy.slow = slow;
        copy.awaits = awaits;
        return copy;
    }

    public Dialect dialect() {
        return dialect;
    }

    /** Ports on which it listens on all addresses; may be changed. */
    public SortedSet<Integer> ports() {
        return ports;
    }

    /**
     * Environment variables that hold whom it calls, {@code http://host:port/path} or {@code host:port}. Without an answer it answers its own
     * callers with an error.
     */
    public List<String> calls() {
        return calls;
    }

    public Program calling(String variable) {
        calls.add(variable);
        return this;
    }

    public Optional<Exit> exit() {
        return exit;
    }

    public void exits(Exit how) {
        exit = Optional.of(how);
    }

    /** The path that answers a probe; any other answers 404. */
    public String healthPath() {
        return "/healthz";
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

    /** {@code host:port} that its pods' first init container tries again and again until it answers. */
    public Optional<String> awaits() {
        return awaits;
    }

    public void awaits(String address) {
        awaits = Optional.of(address);
    }

    /** Takes longer for an answer than callers wait. */
    public boolean slow() {
        return slow;
    }

    public void slow(boolean so) {
        slow = so;
    }
}
