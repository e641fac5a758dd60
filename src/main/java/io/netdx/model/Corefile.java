package io.netdx.model;

import io.netdx.fact.ConfigMap;
import io.netdx.fact.ObjectRef;
import io.netdx.fact.Provenance;
import io.netdx.fact.Service;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads the Corefile line by line, as far as it decides whether CoreDNS starts and whom it answers. */
final class Corefile {

    private static final Pattern BLANKS = Pattern.compile("\\s+");
    /** Directives of the CoreDNS release and of its usual external plugins; a Corefile with another one does not start. */
    private static final Set<String> DIRECTIVES = Set.of("acl", "any", "auto", "autopath", "azure", "bind", "bufsize", "cache",
            "cancel", "chaos", "clouddns", "debug", "dns64", "dnssec", "dnstap", "erratic", "errors", "etcd", "file", "forward",
            "geoip", "grpc", "grpc_server", "header", "health", "hosts", "import", "k8s_external", "kubernetes", "kubeapi",
            "k8s_dns_chaos", "kubenodes", "loadbalance", "local", "log", "loop", "metadata", "minimal", "multisocket", "nomad",
            "nsid", "on", "pprof", "prometheus", "quic", "ready", "reload", "rewrite", "root", "route53", "secondary", "sign",
            "startup", "shutdown", "template", "timeouts", "tls", "trace", "transfer", "tsig", "view", "whoami", "https",
            "https3", "alternate", "fanout", "records", "redisc", "unbound", "ens", "mdns", "gslb", "ocp_dnsnameresolver",
            "dynamicupdate", "k8s_gateway", "federation", "upstream", "proxy", "kubetype", "alias", "finalize", "blocklist");

    private final ObjectRef configMap;
    private final String text;
    private final Provenance source;
    private final List<Service> services;
    private final List<CorefileProblem> problems = new ArrayList<>();
    private List<String> serverZones = List.of();
    private String domain = "cluster.local";
    private Template template;

    /** A template block: query type, zones (those of the server block if it names none), and what it answers to which names. */
    private record Template(int line, int depth, String type, List<String> zones, String match, boolean denies) {
    }

    Corefile(ConfigMap map, List<Service> services) {
        this.configMap = map.ref();
        this.text = map.data().getOrDefault("Corefile", "");
        this.source = map.meta().at("data.Corefile");
        this.services = services;
    }

    List<CorefileProblem> problems() {
        int depth = 0;
        boolean kubernetes = false;
        int number = 0;
        for (String raw : text.split("\n")) {
            number++;
            int comment = raw.indexOf('#');
            String line = (comment >= 0 ? raw.substring(0, comment) : raw).strip();
            if (line.isEmpty()) {
                continue;
            }
            List<String> words = Arrays.stream(BLANKS.split(line)).filter(w -> !w.equals("{")).toList();
            String word = words.isEmpty() ? "" : words.get(0);
            if (depth == 0) {
                serverZones = words.stream().map(Corefile::zone).toList();
            }
            if (depth == 1 && !word.equals("}")) {
                kubernetes |= word.equals("kubernetes") || word.equals("import");
                domain = word.equals("kubernetes") && words.size() > 1 ? words.get(1) : domain;
                if (!DIRECTIVES.contains(word)) {
                    problem("unknown-directive", "line " + number + ": " + word);
                }
            }
            template(number, depth, words);
            depth += count(line, '{') - count(line, '}');
            if (template != null && depth <= template.depth()) {
                judge(template);
                template = null;
            }
        }
        if (depth != 0) {
            problem("unbalanced", depth > 0 ? depth + " closing braces are missing" : -depth + " closing braces too many");
        }
        if (!kubernetes && !text.isEmpty()) {
            problem("no-kubernetes", "no kubernetes plugin for the cluster domain");
        }
        return problems;
    }

    private void template(int number, int depth, List<String> words) {
        String word = words.isEmpty() ? "" : words.get(0);
        if (word.equals("template") && depth == 1) {
            List<String> zones = words.size() > 3 ? words.subList(3, words.size()).stream().map(Corefile::zone).toList() : serverZones;
            template = new Template(number, depth, words.size() > 2 ? words.get(2) : "ANY", zones, "", false);
        } else if (template != null && word.equals("match")) {
            template = new Template(template.line(), template.depth(), template.type(), template.zones(),
                    template.match() + " " + String.join(" ", words.subList(1, words.size())), template.denies());
        } else if (template != null && word.equals("rcode") && words.contains("NXDOMAIN")) {
            template = new Template(template.line(), template.depth(), template.type(), template.zones(), template.match(), true);
        }
    }

    /** A template that denies names which are not the cluster's, or IPv6 addresses alone, hides no Service. */
    private void judge(Template t) {
        boolean addresses = t.type().equals("ANY") || t.type().equals("A");
        boolean zone = t.zones().stream().anyMatch(z -> z.isEmpty() || domain.equals(z) || domain.endsWith("." + z)
                || z.endsWith("." + domain));
        if (t.denies() && addresses && zone && matchesServices(t.match())) {
            problem("template-nxdomain", "line " + t.line() + ": a template answers NXDOMAIN for " + (t.match().isEmpty()
                    ? "all names of " + String.join(" ", t.zones().stream().map(z -> z + ".").toList()) : t.match().strip()));
        }
    }

    /** By its literal parts alone: an expression out of a snapshot is not to be run. */
    private boolean matchesServices(String match) {
        String literal = match.replace("\\", "");
        boolean wildcard = literal.chars().noneMatch(Character::isLetter);
        return wildcard || literal.contains(".svc") || literal.contains(domain) || services.stream()
                .anyMatch(s -> literal.contains(s.meta().name() + "." + s.meta().namespace()));
    }

    /** {@code .:53} is the root zone, here the empty string; {@code cluster.local.} is {@code cluster.local}. */
    private static String zone(String written) {
        int port = written.indexOf(':');
        String zone = port >= 0 ? written.substring(0, port) : written;
        return zone.endsWith(".") ? zone.substring(0, zone.length() - 1) : zone;
    }

    private void problem(String kind, String detail) {
        problems.add(new CorefileProblem(configMap, kind, detail, source));
    }

    private static int count(String line, char c) {
        // {$ENV} and {name} placeholders open and close on one line
        return (int) line.chars().filter(x -> x == c).count();
    }
}
