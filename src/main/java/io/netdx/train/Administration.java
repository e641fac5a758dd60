package io.netdx.train;

import io.netdx.simulate.world.Host;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What an administrator changes on a node's machine. A command changes the hidden state of the machine, what follows from it the cluster
 * computes; what is undone, harms.
 */
final class Administration {

    private static final Map<String, Host.Trouble> SERVICES = Map.of("kubelet", Host.Trouble.KUBELET_STOPPED, "containerd", Host.Trouble.RUNTIME_DOWN);
    private static final int FORMER_MAX = 262_144;
    /** A table of connections that was emptied is full again after this: whatever filled it goes on. */
    private static final Duration FULL_AGAIN = Duration.ofMinutes(6);
    private static final String KUBELET = "kubelet-config.yaml";
    private static final Pattern SUBSTITUTION = Pattern.compile("s([/|#])(.+?)\\1(.*?)\\1g?");
    private static final Pattern DNS = Pattern.compile("clusterDNS: \\[([0-9.]+)]");
    private static final Pattern DOMAIN = Pattern.compile("clusterDomain: ([a-z0-9.-]+)");

    private final Host host;
    private final Collection<Host> all;
    private final String device;
    /** Texts by file, as somebody left them. */
    private final Map<String, String> files = new TreeMap<>();
    private Map<String, String> collected = Map.of();
    private Optional<Instant> fullAgain = Optional.empty();

    /** @param device that leads to the pods of other machines */
    Administration(Host host, Collection<Host> all, String device) {
        this.host = host;
        this.all = all;
        this.device = device;
    }

    /** The files of the machine with those that were edited. */
    Map<String, String> edited(Map<String, String> now) {
        collected = now;
        Map<String, String> shown = new LinkedHashMap<>(now);
        if (!now.isEmpty()) {
            shown.putAll(files);
        }
        return shown;
    }

    /** Time went on. */
    void at(Instant now) {
        if (fullAgain.filter(t -> !t.isAfter(now)).isPresent()) {
            host.troubles().add(Host.Trouble.CONNTRACK_FULL);
            fullAgain = Optional.empty();
        }
    }

    /** Runs a command; false where it changes nothing. */
    boolean run(List<String> argv, Instant now) {
        if (host.has(Host.Trouble.POWERED_OFF) || argv.size() < 2) {
            return false;
        }
        return switch (argv.get(0)) {
            case "systemctl", "service" -> service(argv);
            case "sysctl" -> sysctl(argv.get(argv.size() - 1).replace(" ", ""));
            case "conntrack" -> flush(argv, now);
            case "ip" -> mtu(argv);
            case "iptables" -> filter(argv);
            case "rm" -> remove(argv);
            case "sed" -> edit(argv);
            default -> false;
        };
    }

    private boolean service(List<String> argv) {
        boolean old = argv.get(0).equals("service");
        List<String> words = argv.stream().skip(1).filter(a -> !a.startsWith("-")).map(a -> a.replace(".service", "")).toList();
        String verb = words.isEmpty() ? "" : words.get(old && words.size() > 1 ? 1 : 0);
        Optional<Host.Trouble> stopped = words.stream().flatMap(w -> Optional.ofNullable(SERVICES.get(w)).stream()).findFirst();
        boolean enabled = verb.equals("enable") && argv.contains("--now");
        if (stopped.isEmpty() || !enabled && !List.of("start", "restart", "stop", "reload-or-restart").contains(verb)) {
            return false;
        }
        if (verb.equals("stop")) {
            return host.troubles().add(stopped.get());
        }
        boolean started = host.troubles().remove(stopped.get());
        return verb.endsWith("restart") && words.contains("kubelet") && settings() || started;
    }

    /** A kubelet reads its settings when it starts. */
    private boolean settings() {
        String text = files.getOrDefault(KUBELET, "");
        Matcher dns = DNS.matcher(text);
        Matcher domain = DOMAIN.matcher(text);
        boolean changed = false;
        if (dns.find() && !dns.group(1).equals(host.clusterDns())) {
            host.clusterDns(dns.group(1));
            changed = true;
        }
        if (domain.find() && !domain.group(1).equals(host.clusterDomain())) {
            host.clusterDomain(domain.group(1));
            changed = true;
        }
        return changed;
    }

    private boolean sysctl(String set) {
        if (set.matches("net\\.ipv4\\.(ip_forward|conf\\.all\\.forwarding)=[01]")) {
            return set.endsWith("1") ? host.troubles().remove(Host.Trouble.FORWARDING_OFF) : host.troubles().add(Host.Trouble.FORWARDING_OFF);
        }
        boolean larger = set.matches("net\\.netfilter\\.nf_conntrack_max=[0-9]{6,9}") && Long.parseLong(set.substring(set.indexOf('=') + 1)) > FORMER_MAX;
        if (larger) {
            fullAgain = Optional.empty();
        }
        return larger && host.troubles().remove(Host.Trouble.CONNTRACK_FULL);
    }

    private boolean flush(List<String> argv, Instant now) {
        boolean emptied = (argv.contains("-F") || argv.contains("--flush")) && host.troubles().remove(Host.Trouble.CONNTRACK_FULL);
        if (emptied) {
            fullAgain = Optional.of(now.plus(FULL_AGAIN));
        }
        return emptied;
    }

    /** {@code ip link set dev flannel.1 mtu 1350}. */
    private boolean mtu(List<String> argv) {
        int at = argv.indexOf("mtu");
        boolean ours = argv.contains("set") && argv.contains(device) && at > 0 && at + 1 < argv.size() && argv.get(at + 1).matches("[0-9]{3,5}");
        if (!ours || host.mtu() == Integer.parseInt(argv.get(at + 1))) {
            return false;
        }
        host.mtu(Integer.parseInt(argv.get(at + 1)));
        return true;
    }

    /** Rules that drop what comes from other nodes. */
    List<String> filters() {
        return host.has(Host.Trouble.POWERED_OFF) ? List.of() : host.cutOff().stream().flatMap(this::named).map(peer -> "-A INPUT -s " + peer.ip() + "/32 -j DROP").toList();
    }

    private Stream<Host> named(String name) {
        return all.stream().filter(h -> h.name().equals(name));
    }

    /** {@code iptables -D INPUT -s 172.20.0.4 -j DROP}, by number, and all of a chain; {@code -A} and {@code -I} alike. */
    private boolean filter(List<String> argv) {
        String line = " " + String.join(" ", argv.subList(1, argv.size())).replaceAll("(^| )-t filter|(^| )-w\\b|/32", "").strip() + " ";
        Matcher flush = Pattern.compile(" (?:-F|--flush)(?: INPUT)? ").matcher(line);
        Matcher number = Pattern.compile(" (?:-D|--delete) INPUT ([0-9]{1,3}) ").matcher(line);
        Matcher rule = Pattern.compile(" (-D|--delete|-A|--append|-I|--insert) INPUT (?:1 )?-s ([0-9.]+) -j DROP ").matcher(line);
        if (flush.matches()) {
            boolean any = !host.cutOff().isEmpty();
            host.cutOff().clear();
            return any;
        }
        if (number.matches()) {
            int at = Integer.parseInt(number.group(1)) - 1;
            return at >= 0 && at < host.cutOff().size() && host.cutOff().remove(new ArrayList<>(host.cutOff()).get(at));
        }
        if (!rule.matches()) {
            return false;
        }
        Optional<String> peer = all.stream().filter(h -> h.ip().equals(rule.group(2))).map(Host::name).findFirst();
        boolean deletes = rule.group(1).equals("-D") || rule.group(1).equals("--delete");
        return peer.isPresent() && (deletes ? host.cutOff().remove(peer.get()) : host.cutOff().add(peer.get()));
    }

    /** Settings of the plugin; addresses that it holds reserved for pods that are gone. */
    private boolean remove(List<String> argv) {
        List<String> paths = argv.stream().skip(1).filter(a -> !a.startsWith("-")).map(a -> a.replaceFirst("^/host", "")).toList();
        boolean reserved = paths.stream().anyMatch(p -> p.matches("/var/lib/cni/networks(/.*)?"));
        boolean settings = paths.stream().anyMatch(p -> p.matches("/etc/cni/net\\.d/?\\*?") || collected.containsKey("cni-conf/" + p.replaceFirst("^/etc/cni/net\\.d/", "")));
        boolean freed = reserved && host.troubles().remove(Host.Trouble.ADDRESSES_EXHAUSTED);
        return settings && host.troubles().add(Host.Trouble.CNI_CONFIG_MISSING) || freed;
    }

    /** {@code sed -i s/10.96.0.10/10.96.3.7/ /var/lib/kubelet/config.yaml}: takes effect when the kubelet starts again. */
    private boolean edit(List<String> argv) {
        Optional<Matcher> change = argv.stream().map(SUBSTITUTION::matcher).filter(Matcher::matches).findFirst();
        Optional<String> file = Machine.file(argv.get(argv.size() - 1)).filter(f -> f.equals(KUBELET) || f.equals("resolv.conf"));
        String before = file.map(f -> edited(collected).getOrDefault(f, "")).orElse("");
        if (change.isEmpty() || before.isEmpty() || argv.stream().noneMatch(a -> a.startsWith("-i"))) {
            return false;
        }
        // what people type as a pattern here are addresses and names, whose dots match themselves
        String after = before.replace(change.get().group(2).replace("\\", ""), change.get().group(3).replace("\\", ""));
        files.put(file.orElseThrow(), after);
        return !after.equals(before);
    }
}
