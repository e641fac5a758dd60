package io.netdx.train;

import io.netdx.train.Shell.Output;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A shell as root on a node's machine: what {@code sysctl ip systemctl conntrack dmesg cat ls} say there, and what may be mended with them. */
final class Machine {

    private final Session session;
    private final String node;
    private final Map<String, String> files;

    Machine(Session session, String node) {
        this.session = session;
        this.node = node;
        this.files = session.site().machine(node);
    }

    /** Empty where nobody answers. */
    Optional<Output> run(List<String> argv) {
        return files.isEmpty() ? Optional.empty() : Optional.of(shell().run(argv));
    }

    private Shell shell() {
        return new Shell(this::tool, name -> "");
    }

    private String file(String name) {
        return files.getOrDefault(name, "");
    }

    private Output tool(List<String> argv) {
        if (session.administer(node, argv)) {
            return Output.of(argv.get(0).equals("sysctl") ? argv.get(argv.size() - 1).replace("=", " = ") + "\n" : "");
        }
        String last = argv.get(argv.size() - 1);
        return switch (argv.get(0)) {
            case "sysctl" -> sysctl(last);
            case "ip" -> Output.of(file(argv.stream().anyMatch(a -> a.matches("n|neigh")) ? "ip-neigh.txt" : argv.stream().anyMatch(a -> a.matches("r|ro|route")) ? "ip-route.txt" : "ip-addr.txt"));
            case "systemctl" -> service(argv.size() > 1 ? argv.get(1) : "", last.replace(".service", ""));
            case "journalctl", "dmesg" -> Output.of(file("kernel.log"));
            case "conntrack" -> Output.of(file("conntrack-stats.txt"));
            case "hostname" -> Output.of(node + "\n");
            case "ls" -> ls(last);
            case "cat" -> cat(last);
            case "echo" -> Output.of(String.join(" ", argv.subList(1, argv.size())) + "\n");
            default -> Output.failed(127, "sh: " + argv.get(0) + ": not found\n");
        };
    }

    private Output sysctl(String name) {
        String lines = file("sysctl.txt").lines().filter(l -> l.startsWith(name + " =") || name.equals("-a")).map(l -> l + "\n").reduce("", String::concat);
        return lines.isEmpty() ? Output.failed(1, "sysctl: cannot stat /proc/sys/" + name.replace('.', '/') + ": No such file or directory\n") : Output.of(lines);
    }

    private Output service(String verb, String name) {
        Optional<String> state = file("services-status.txt").lines().filter(l -> l.startsWith(name + ": ")).map(l -> l.substring(name.length() + 2)).findFirst();
        if (state.isEmpty()) {
            return Output.failed(4, "Unit " + name + ".service could not be found.\n");
        }
        boolean runs = state.get().startsWith("active");
        return switch (verb) {
            case "is-active" -> new Output(runs ? 0 : 3, runs ? "active\n" : "inactive\n", "", 0);
            case "status" -> new Output(runs ? 0 : 3, "* " + name + ".service\n     Active: " + state.get() + "\n", "", 0);
            default -> Output.of("");
        };
    }

    private Output ls(String folder) {
        String kept = folder.replaceFirst("^/host", "").replaceFirst("/$", "");
        return switch (kept) {
            case "/etc/cni/net.d" -> Output.of(files.keySet().stream().filter(f -> f.startsWith("cni-conf/")).map(f -> f.substring(9) + "\n").reduce("", String::concat));
            case "/opt/cni/bin" -> Output.of(file("cni-bin.txt"));
            case "/run/flannel" -> Output.of(files.containsKey("flannel-subnet.env") ? "subnet.env\n" : "");
            default -> Output.failed(2, "ls: cannot access '" + folder + "': No such file or directory\n");
        };
    }

    private Output cat(String path) {
        String kept = path.replaceFirst("^/host", "");
        Map<String, String> known = new TreeMap<>(Map.of("/etc/resolv.conf", "resolv.conf", "/var/lib/kubelet/config.yaml", "kubelet-config.yaml", "/run/flannel/subnet.env", "flannel-subnet.env"));
        String name = kept.startsWith("/etc/cni/net.d/") ? "cni-conf/" + kept.substring(15) : known.getOrDefault(kept, "");
        return files.containsKey(name) ? Output.of(files.get(name)) : Output.failed(1, "cat: " + path + ": No such file or directory\n");
    }
}
