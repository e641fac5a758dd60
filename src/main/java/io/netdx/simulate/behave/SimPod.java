package io.netdx.simulate.behave;

import io.netdx.simulate.world.Host;
import io.netdx.simulate.world.Program;
import io.netdx.simulate.world.Resource;
import java.time.Instant;
import java.util.Optional;

/** A pod while its state is being worked out. */
final class SimPod {

    /** How the main container stands. */
    enum State { WAITING, INITIALIZING, RUNNING, CRASHING, COMPLETED }

    private final Resource workload;
    private final Optional<Program> program;
    private final String name;
    private final String uid;
    private final String hash;
    private final String slot;
    private final Instant created;
    private Optional<Host> host = Optional.empty();
    private String ip = "";
    private String unschedulable = "";
    private State state = State.WAITING;
    private String reason = "ContainerCreating";
    private String message = "";
    private boolean ready;
    private boolean sandbox;
    private int restarts;
    private int exitCode;
    private Optional<Program.Exit> exit = Optional.empty();
    private Optional<Instant> unreadySince = Optional.empty();

    SimPod(Resource workload, Optional<Program> program, String name, String uid, String hash, String slot, Instant created) {
        this.workload = workload;
        this.program = program;
        this.name = name;
        this.uid = uid;
        this.hash = hash;
        this.slot = slot;
        this.created = created;
    }

    Resource workload() {
        return workload;
    }

    Optional<Program> program() {
        return program;
    }

    String namespace() {
        return workload.namespace();
    }

    String name() {
        return name;
    }

    String uid() {
        return uid;
    }

    /** Of the pod template; empty where the workload has none in its pods' names. */
    String hash() {
        return hash;
    }

    /** Its place among the pods of its workload, which its successor takes. */
    String slot() {
        return slot;
    }

    Instant created() {
        return created;
    }

    /** Empty while it is not scheduled. */
    Optional<Host> host() {
        return host;
    }

    void place(Host on) {
        host = Optional.of(on);
    }

    /** What the scheduler says, empty once it is placed. */
    String unschedulable() {
        return unschedulable;
    }

    void unschedulable(String why) {
        unschedulable = why;
    }

    String ip() {
        return ip;
    }

    void address(String address) {
        ip = address;
        sandbox = true;
    }

    boolean sandbox() {
        return sandbox;
    }

    boolean hostNetwork() {
        return workload.text("spec", "template", "spec", "hostNetwork").equals("true");
    }

    State state() {
        return state;
    }

    String reason() {
        return reason;
    }

    String message() {
        return message;
    }

    void waiting(String why, String words) {
        state = State.WAITING;
        reason = why;
        message = words;
        ready = false;
    }

    void running() {
        state = State.RUNNING;
        ready = true;
    }

    /** Its first init container tries on, and the others wait for it. */
    void initializing() {
        state = State.INITIALIZING;
        ready = false;
    }

    void crashing(Program.Exit how, int times) {
        state = State.CRASHING;
        exit = Optional.of(how);
        restarts = times;
        ready = false;
    }

    void completed(int code) {
        state = State.COMPLETED;
        exitCode = code;
        ready = false;
    }

    Optional<Program.Exit> exit() {
        return exit;
    }

    /** Of the only run of a pod that is done. */
    int exitCode() {
        return exitCode;
    }

    int restarts() {
        return restarts;
    }

    boolean ready() {
        return ready;
    }

    void unready(Instant since) {
        ready = false;
        unreadySince = Optional.of(since);
    }

    Optional<Instant> unreadySince() {
        return unreadySince;
    }

    boolean answers() {
        return state == State.RUNNING;
    }

    String key() {
        return namespace() + "/" + name;
    }
}
