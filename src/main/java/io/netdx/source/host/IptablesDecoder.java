package io.netdx.source.host;

import io.netdx.fact.HostFact;
import io.netdx.fact.HostFact.ServiceRule.Verdict;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * {@code iptables-save}: kube-proxy's rules for Services, who enforces policies, and what somebody else drops.
 *
 * <p>kube-proxy leads from KUBE-SERVICES (or KUBE-NODEPORTS over KUBE-EXT) to one KUBE-SVC chain for a Service port, from there
 * to one KUBE-SEP chain for an endpoint, and that translates the address. Without endpoints it rejects in the filter table.
 */
final class IptablesDecoder implements LineDecoder {

    private static final int MAX_LINKS = 500_000;
    private static final int MAX_RESOLVED = 1_000_000;
    private static final int MAX_DROPS = 100;
    private static final int MAX_DROP_TEXT = 300;
    private static final List<String> ENFORCERS = List.of("KUBE-ROUTER-", "KUBE-NWPLCY", "KUBE-POD-FW", "cali-", "CILIUM_",
            "ANTREA-POL", "KUBE-NETWORK-POLICIES", "AZURE-NPM", "WEAVE-NPC");
    /** Chains that Kubernetes, a CNI or the container engine manage; DOCKER-USER is not among them on purpose. */
    private static final List<String> MANAGED = List.of("KUBE-", "cali-", "FLANNEL-", "CILIUM_", "OLD_CILIUM_", "ANTREA-",
            "WEAVE-", "CNI-", "AWS-", "AZURE-NPM", "OVN-KUBE", "ISTIO_", "DOCKER-ISOLATION", "DOCKER-FORWARD", "DOCKER-BRIDGE",
            "DOCKER-CT", "DOCKER-INTERNAL", "LIBVIRT_", "NETAVARK", "f2b-");
    /** Targets that are no chains. */
    private static final Set<String> TARGETS = Set.of("ACCEPT", "DROP", "REJECT", "RETURN", "LOG", "NFLOG", "MARK", "CONNMARK", "TCPMSS", "CT", "");

    private final HostFile file;
    private final String backend;
    private final ServiceRules services;
    private final Map<String, Set<String>> jumps = new HashMap<>();
    private final Map<String, String> endpoints = new HashMap<>();
    private final List<Entry> entries = new ArrayList<>();
    private final List<String> drops = new ArrayList<>();
    private String table = "";
    private String forwardPolicy = "";
    private boolean enforces;
    /** Chains that let pod traffic through, and those that FORWARD leads to: a flush leaves the former and takes the latter away. */
    private final Set<String> admitting = new HashSet<>();
    private final Set<String> forwardedTo = new HashSet<>();
    /** Chains of the filter table that are shown. */
    private final Set<String> declared = new HashSet<>();
    private int firstLine;
    private int links;
    private int resolved;

    /** A rule that leads an address and port into the chains of a Service; resolved at the end, as chains come in any order. */
    private record Entry(IptablesRule rule, int line) {
    }

    IptablesDecoder(HostFile file, String backend) {
        this.file = file;
        this.backend = backend;
        this.services = new ServiceRules(file);
    }

    @Override
    public boolean line(String line, int number) {
        switch (line.charAt(0)) {
            case '#' -> comment(line, number);
            case '*' -> {
                table = line.substring(1).strip();
                firstLine = firstLine == 0 ? number : firstLine;
            }
            case ':' -> chain(Words.of(line.substring(1)));
            case '-' -> {
                return line.startsWith("-A ") && !table.isEmpty() && rule(line, number);
            }
            case '[' -> {
                // iptables-save -c: "[packets:bytes] -A …".
                int start = line.indexOf("] -A ");
                return start > 0 && !table.isEmpty() && rule(line.substring(start + 2), number);
            }
            default -> {
                return line.startsWith("COMMIT");
            }
        }
        return true;
    }

    /** {@code # Warning: iptables-legacy tables present, use iptables-legacy-save to see them}. */
    private void comment(String line, int number) {
        if (line.contains("-legacy tables present")) {
            file.fact(new HostFact.HiddenTables(file.node(), "legacy", file.at(number)));
        }
    }

    private void chain(List<String> words) {
        String name = Words.at(words, 0);
        if (table.equals("filter")) {
            forwardPolicy = name.equals("FORWARD") ? Words.at(words, 1) : forwardPolicy;
            shown(name);
        }
        enforces |= startsWithAny(name, ENFORCERS);
    }

    private void shown(String chain) {
        if (declared.size() < MAX_LINKS) {
            declared.add(Words.cut(chain));
        }
    }

    private boolean rule(String line, int number) {
        int end = line.indexOf(' ', 3);
        String chain = end < 0 ? line.substring(3) : line.substring(3, end);
        if (table.equals("filter")) {
            shown(chain);
            forwarding(chain, line);
        }
        if (chain.startsWith("KUBE-SEP-")) {
            int to = line.indexOf("--to-destination ");
            if (to > 0 && room(number)) {
                endpoints.putIfAbsent(Words.cut(chain), Words.at(Words.of(line.substring(to)), 1));
            }
        } else if (isServiceChain(chain)) {
            jump(chain, line, number);
        } else if (chain.equals("KUBE-SERVICES") || chain.equals("KUBE-NODEPORTS") || chain.equals("KUBE-EXTERNAL-SERVICES")) {
            entry(IptablesRule.of(Words.of(line)), number);
        } else if ((line.contains(" DROP") || line.contains(" REJECT")) && !startsWithAny(chain, MANAGED)) {
            drop(IptablesRule.of(Words.of(line)), line);
        }
        return true;
    }

    private void forwarding(String chain, String line) {
        if (PodForwarding.iptables(chain, line)) {
            admitting.add(chain);
        }
        int jump = chain.equals("FORWARD") ? line.lastIndexOf(" -j ") : -1;
        String target = jump < 0 ? "" : Words.at(Words.of(line.substring(jump)), 1);
        if (!TARGETS.contains(target) && forwardedTo.size() < MAX_DROPS) {
            forwardedTo.add(target);
        }
    }

    private void jump(String chain, String line, int number) {
        int jump = line.lastIndexOf(" -j ");
        String target = jump < 0 ? "" : Words.at(Words.of(line.substring(jump)), 1);
        if ((target.startsWith("KUBE-SEP-") || isServiceChain(target)) && room(number)) {
            jumps.computeIfAbsent(Words.cut(chain), c -> new LinkedHashSet<>()).add(target);
        }
    }

    private boolean room(int line) {
        if (links++ >= MAX_LINKS) {
            file.leftOut(line, MAX_LINKS + " rules of Services");
        }
        return links <= MAX_LINKS;
    }

    private void entry(IptablesRule rule, int line) {
        boolean refuses = rule.target().equals("REJECT") || rule.target().equals("DROP");
        boolean leads = refuses || isServiceChain(rule.target());
        if (rule.port() > 0 && leads && file.room(entries.size(), line)) {
            entries.add(new Entry(rule, line));
        }
    }

    private void drop(IptablesRule rule, String line) {
        boolean refuses = rule.target().equals("DROP") || rule.target().equals("REJECT");
        // Docker's own chain guards its bridges; invalid packets belong to no connection anybody misses.
        if (refuses && !rule.onlyInvalid() && !rule.chain().equals("DOCKER") && drops.size() < MAX_DROPS) {
            String text = table + ": " + line;
            drops.add(text.length() > MAX_DROP_TEXT ? text.substring(0, MAX_DROP_TEXT) + "…" : text);
        }
    }

    @Override
    public void end() {
        if (firstLine == 0) {
            return;
        }
        for (Entry entry : entries) {
            IptablesRule rule = entry.rule();
            // Node ports match "any address of the node", sometimes with an extra rule for 127.0.0.0/8.
            String address = rule.destination().indexOf('/') >= 0 ? "" : rule.destination();
            Verdict verdict = switch (rule.target()) {
                case "REJECT" -> Verdict.REJECTED;
                case "DROP" -> Verdict.DROPPED;
                default -> Verdict.BALANCED;
            };
            services.add(address, rule.port(), rule.protocol(), rule.service(), verdict, resolve(rule.target(), 0), entry.line());
        }
        boolean admitsPods = admitting.contains("FORWARD") || admitting.stream().anyMatch(forwardedTo::contains);
        // what a chain that is not shown admits, nobody knows
        String policy = declared.containsAll(forwardedTo) ? forwardPolicy : "";
        file.fact(new HostFact.PacketFilter(file.node(), backend, policy, services.addresses(), services.sorted(),
                List.copyOf(drops), admitsPods, enforces, file.at(firstLine)));
    }

    /** Follows the chains; the depth ends loops that no kernel would have accepted. */
    private Set<String> resolve(String chain, int depth) {
        Set<String> found = new LinkedHashSet<>();
        Set<String> targets = jumps.getOrDefault(chain, Set.of());
        // KUBE-EXT sends pods and the node itself to all endpoints, and what comes from outside to the local ones (KUBE-SVL).
        boolean local = targets.stream().anyMatch(target -> target.startsWith("KUBE-SVL-"));
        for (String target : targets) {
            // Chains may share targets, so that what a small file describes can be huge.
            if (++resolved > MAX_RESOLVED) {
                file.leftOut(0, MAX_RESOLVED + " ways from a Service to an endpoint");
                return found;
            }
            if (target.startsWith("KUBE-SEP-")) {
                String endpoint = endpoints.get(target);
                if (endpoint != null) {
                    found.add(endpoint);
                }
            } else if (depth < 3 && (!local || target.startsWith("KUBE-SVL-"))) {
                found.addAll(resolve(target, depth + 1));
            }
        }
        return found;
    }

    /** KUBE-FW and KUBE-XLB are names of older releases. */
    private static boolean isServiceChain(String chain) {
        return chain.startsWith("KUBE-SVC-") || chain.startsWith("KUBE-SVL-") || chain.startsWith("KUBE-EXT-")
                || chain.startsWith("KUBE-FW-") || chain.startsWith("KUBE-XLB-");
    }

    private static boolean startsWithAny(String name, List<String> prefixes) {
        for (String prefix : prefixes) {
            if (name.startsWith(prefix)) {
                return true;
            }
        }
        return false;
    }
}
