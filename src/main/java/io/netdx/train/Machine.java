package io.netdx.train;

import io.netdx.train.Shell.Output;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A shell as root on a node's machine: what {@code sysctl ip systemctl conntrack iptables dmesg cat ls} say there, and what may be mended with them. */
final class Machine {

    private static final Map<String, String> PATHS = Map.of("/etc/resolv.conf", "resolv.conf", "/var/lib/kubelet/config.yaml", "kubelet-config.yaml", "/run/flannel/subnet.env", "flannel-subnet.env");

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

    private String text(String name) {
        return files.getOrDefault(name, "");
    }

    private Output tool(List<String> argv) {
        if (session.administer(node, argv)) {
            return Output.of(argv.get(0).equals("sysctl") ? argv.get(argv.size() - 1).replace("=", " = ") + "\n" : argv.get(0).equals("conntrack") ? "conntrack v1.4.7 (conntrack-tools): connection tracking table has been emptied.\n" : "");
        }
        String last = argv.get(argv.size() - 1);
        return switch (argv.get(0)) {
            case "sysctl" -> sysctl(last);
            case "ip" -> Output.of(text(argv.stream().anyMatch(a -> a.matches("n|neigh")) ? "ip-neigh.txt" : argv.stream().anyMatch(a -> a.matches("r|ro|route")) ? "ip-route.txt" : "ip-addr.txt"));
            case "systemctl" -> service(argv.size() > 1 ? argv.get(1) : "", last.replace(".service", ""));
            case "journalctl", "dmesg" -> Output.of(text("kernel.log"));
            case "conntrack" -> conntrack(argv);
            case "iptables" -> iptables(argv);
            case "modprobe" -> Output.of("");
            case "lsmod" -> Output.of("Module                  Size  Used by\nbr_netfilter           32768  0\nnf_conntrack          196608  4 xt_conntrack,nf_nat,xt_MASQUERADE,nf_conntrack_netlink\n");
            case "rm" -> rm(argv);
            case "sed" -> sed(argv);
            case "hostname" -> Output.of(node + "\n");
            case "ls" -> ls(last);
            case "cat" -> cat(last);
            case "echo" -> Output.of(String.join(" ", argv.subList(1, argv.size())) + "\n");
            default -> Output.failed(127, "sh: " + argv.get(0) + ": not found\n");
        };
    }

    private Output conntrack(List<String> argv) {
        if (argv.contains("-F")) {
            return Output.of("conntrack v1.4.7 (conntrack-tools): connection tracking table has been emptied.\n");
        }
        return Output.of(argv.contains("-C") ? text("conntrack-stats.txt").lines().findFirst().orElse("").replace("count ", "") + "\n" : text("conntrack-stats.txt"));
    }

    /** The rules of kube-proxy are many, and none of them is what an administrator looks for: they are left out. */
    private Output iptables(List<String> argv) {
        List<String> rules = session.lab().map(l -> l.filters(node)).orElse(List.of());
        if (argv.contains("-S") || argv.contains("--list-rules")) {
            return Output.of("-P INPUT ACCEPT\n-P FORWARD ACCEPT\n-P OUTPUT ACCEPT\n" + rules.stream().map(r -> r + "\n").reduce("", String::concat)
                    + "-A FORWARD -m comment --comment \"kubernetes forwarding rules\" -j KUBE-FORWARD\n");
        }
        if (argv.stream().anyMatch(a -> a.startsWith("-L") || a.startsWith("-n") || a.equals("--list"))) {
            StringBuilder text = new StringBuilder("Chain INPUT (policy ACCEPT)\nnum  target     prot opt source               destination\n");
            for (int i = 0; i < rules.size(); i++) {
                text.append(String.format("%-5dDROP       all  --  %-20s anywhere%n", i + 1, rules.get(i).split(" ")[3].replace("/32", "")).replace("\r", ""));
            }
            return Output.of(text.append("\nChain FORWARD (policy ACCEPT)\nnum  target     prot opt source               destination\n1    KUBE-FORWARD  all  --  anywhere             anywhere\n").toString());
        }
        return Output.failed(1, "iptables: Bad rule (does a matching rule exist in that chain?).\n");
    }

    private Output rm(List<String> argv) {
        String last = argv.get(argv.size() - 1);
        boolean quiet = argv.stream().anyMatch(a -> a.startsWith("-") && a.contains("f"));
        return quiet || last.contains("*") ? Output.of("") : Output.failed(1, "rm: cannot remove '" + last + "': No such file or directory\n");
    }

    /** What changes a file was carried out before; what is left printed nothing, or changed nothing. */
    private Output sed(List<String> argv) {
        boolean known = file(argv.get(argv.size() - 1)).isPresent();
        return known ? Output.of("") : Output.failed(2, "sed: can't read " + argv.get(argv.size() - 1) + ": No such file or directory here; config.yaml of the kubelet and resolv.conf can be edited\n");
    }

    private Output sysctl(String name) {
        String lines = text("sysctl.txt").lines().filter(l -> l.startsWith(name + " =") || name.equals("-a")).map(l -> l + "\n").reduce("", String::concat);
        return lines.isEmpty() ? Output.failed(1, "sysctl: cannot stat /proc/sys/" + name.replace('.', '/') + ": No such file or directory\n") : Output.of(lines);
    }

    private Output service(String verb, String name) {
        Optional<String> state = text("services-status.txt").lines().filter(l -> l.startsWith(name + ": ")).map(l -> l.substring(name.length() + 2)).findFirst();
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
            case "/opt/cni/bin" -> Output.of(text("cni-bin.txt"));
            case "/run/flannel" -> Output.of(files.containsKey("flannel-subnet.env") ? "subnet.env\n" : "");
            default -> Output.failed(2, "ls: cannot access '" + folder + "': No such file or directory\n");
        };
    }

    private Output cat(String path) {
        return file(path).filter(files::containsKey).map(name -> Output.of(text(name))).orElseGet(() -> Output.failed(1, "cat: " + path + ": No such file or directory\n"));
    }

    /** What a path of the machine is called where its files are collected; empty where it is not. */
    static Optional<String> file(String path) {
        String kept = path.replaceFirst("^/host", "");
        return kept.startsWith("/etc/cni/net.d/") ? Optional.of("cni-conf/" + kept.substring(15)) : Optional.ofNullable(PATHS.get(kept));
    }
}
