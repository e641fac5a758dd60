package io.netdx.source.transcript;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A command as somebody typed it.
 *
 * @param text  without prompt, as in the transcript
 * @param host  machine that it ran on, empty if unknown; from {@code ssh worker-1 …}, {@code kubectl debug node/worker-1 …} or a prompt
 * @param pod   pod that it ran in, as {@code kubectl exec} names it; empty outside of pods
 * @param words words after all of that, the tool first, without its path
 */
record Command(String text, String host, Optional<Exec> pod, List<String> words) {

    /** Where {@code kubectl exec} went. {@code target} may be {@code deploy/cart}. */
    record Exec(String namespace, String target) {

        String namespace(String otherwise) {
            return namespace.isEmpty() ? otherwise : namespace;
        }
    }

    /**
     * A form of prompt with the command behind it.
     *
     * @param mayBegin what the form cannot do without; it spares most lines of an output the pattern
     */
    private record Prompt(Predicate<String> mayBegin, Pattern pattern) {
    }

    /** No command is known: text that was pasted alone. */
    static final Command NONE = new Command("", "", Optional.empty(), List.of());

    private static final Set<String> TOOLS = Set.of("kubectl", "oc", "k", "ip", "iptables-save", "iptables", "ip6tables-save", "ip6tables", "ipvsadm",
            "nft", "sysctl", "ss", "netstat", "conntrack", "ipset", "nslookup", "dig", "host", "curl", "wget", "ping", "ping6", "nc", "ncat",
            "telnet", "traceroute", "calicoctl", "cilium", "systemctl", "journalctl", "crictl", "ctr", "istioctl", "cat", "ls", "ssh",
            "docker", "helm", "kubens", "tcpdump", "getent", "route", "arp", "ethtool", "lsmod", "grep", "date", "hostname", "etcdctl", "dmesg",
            "cilium-dbg", "amtool", "promtool", "k3s", "microk8s", "minikube", "rke2", "chroot", "nsenter", "bridge", "exit", "logout",
            "birdcl", "birdc", "birdcl6", "hubble", "tracepath", "mtr", "linkerd", "ifconfig", "brctl", "wg", "arping", "iperf3", "uptime", "free", "df", "ps", "uname");
    private static final Set<String> VERBS = Set.of("get", "describe", "logs", "log", "top", "exec", "debug", "version", "cluster-info",
            "config", "events", "api-resources", "auth", "rollout", "project", "run", "apply", "adm", "explain", "scale");
    private static final String TOOL = "(?:(?:sudo|time|watch)\\s+(?:-\\S+\\s+)*|timeout\\s+(?:-\\S+\\s+)*[\\d.]+[smhd]?\\s+|[A-Z_]+=\\S*\\s+)*(?:\\S*/)?(?<tool>[a-z][a-z0-9-]*)(?:\\.exe)?(?=\\s|$).*";
    private static final List<Prompt> PROMPTS = List.of(
            new Prompt(l -> "$#%>❯»λ+".indexOf(l.charAt(0)) >= 0,
                    Pattern.compile("(?:[$#%>❯»λ]|\\+{1,3})\\s+(?<cmd>" + TOOL + ")")),
            new Prompt(l -> l.indexOf('@') > 0,
                    Pattern.compile("(?:\\[?\\d{1,2}:\\d\\d(?::\\d\\d)?\\]?\\s)?(?:\\([^()\\s]{1,60}\\)\\s?)?\\[?[\\w.-]{1,40}@(?<at>[\\w.-]{1,80})[^$#%>]{0,80}[$#%>]\\s?(?<cmd>" + TOOL + ")")),
            new Prompt(l -> l.charAt(0) == '➜' || l.charAt(0) == '❯',
                    Pattern.compile("(?:➜|❯)\\s+\\S{1,60}\\s+(?:git:\\(\\S*\\)\\s+)?(?:✗\\s+)?(?<cmd>" + TOOL + ")")),
            new Prompt(l -> l.indexOf(":\\") > 0,
                    Pattern.compile("(?:PS )?[A-Za-z]:\\\\[^>]{0,120}>\\s?(?<cmd>" + TOOL + ")")),
            new Prompt(l -> l.charAt(0) == '(' || l.charAt(0) == '[',
                    Pattern.compile("[(\\[][^()\\[\\]\\s]{1,60}[)\\]]\\s[^$#%>\\s]{0,60}\\s?[$#%>❯]\\s(?<cmd>" + TOOL + ")")),
            new Prompt(l -> l.charAt(0) == '~' || l.charAt(0) == '/' || l.indexOf("sh-") >= 0 && l.indexOf("sh-") <= 2,
                    Pattern.compile("(?:(?:ba|z|k|da)?sh-[\\d.]+|[~/][\\w/.-]{0,60})\\s?[$#]\\s(?<cmd>" + TOOL + ")")));
    private static final Set<String> DISTRIBUTIONS = Set.of("k3s", "microk8s", "minikube", "rke2");
    private static final Pattern VARIABLE = Pattern.compile("[A-Z_]+=.*");
    private static final Map<String, String> SHORT = Map.ofEntries(Map.entry("po", "pods"), Map.entry("svc", "services"),
            Map.entry("deploy", "deployments"), Map.entry("ds", "daemonsets"), Map.entry("sts", "statefulsets"),
            Map.entry("rs", "replicasets"), Map.entry("rc", "replicationcontrollers"), Map.entry("ns", "namespaces"),
            Map.entry("no", "nodes"), Map.entry("ep", "endpoints"), Map.entry("eps", "endpointslices"), Map.entry("ing", "ingresses"),
            Map.entry("netpol", "networkpolicies"), Map.entry("pvc", "persistentvolumeclaims"), Map.entry("pv", "persistentvolumes"),
            Map.entry("sc", "storageclasses"), Map.entry("cm", "configmaps"), Map.entry("sa", "serviceaccounts"),
            Map.entry("quota", "resourcequotas"), Map.entry("resourcequota", "resourcequotas"), Map.entry("ev", "events"),
            Map.entry("cj", "cronjobs"), Map.entry("hpa", "horizontalpodautoscalers"), Map.entry("limits", "limitranges"));
    /** What prints nothing of its own. */
    private static final Set<String> SILENT = Set.of("cd", "export", "alias", "clear", "set", "source", "true", "sleep", "echo", "unset");
    private static final Pattern REDIRECTION = Pattern.compile("(?:\\d|&)?>{1,2}(?:&\\d|[\\w./-]*)|\\d?<\\S+");
    private static final Set<String> WITH_VALUE = Set.of("-n", "--namespace", "-o", "--output", "-l", "--selector", "-c", "--container",
            "--context", "--kubeconfig", "--field-selector", "--sort-by", "--tail", "--since", "-f", "--filename", "--request-timeout",
            "--cluster", "--user", "--as", "-L", "--label-columns", "--chunk-size");

    /**
     * A line that somebody typed.
     *
     * @param prompt what the shell had printed before it, empty if nothing
     */
    record Typed(String prompt, Command command) {
    }

    /** The command of a line with a prompt, or of a line that is nothing but a kubectl command. */
    static Optional<Typed> ofLine(String line) {
        if (line.length() > 2000 || line.isBlank() || line.charAt(0) == ' ') {
            return Optional.empty();
        }
        for (int i = 0; i < PROMPTS.size(); i++) {
            if (!PROMPTS.get(i).mayBegin().test(line)) {
                continue;
            }
            Matcher m = PROMPTS.get(i).pattern().matcher(line);
            // "set -x" of any start script prints its commands after a plus
            boolean traced = line.charAt(0) == '+' && m.matches() && !m.group("tool").equals("kubectl") && !m.group("tool").equals("oc");
            // after a common sign they may be a comment of anything
            if (m.matches() && (TOOLS.contains(m.group("tool")) || i > 0 && SILENT.contains(m.group("tool"))) && !traced) {
                return Optional.of(new Typed(line.substring(0, m.start("cmd")), of(m.group("cmd"), i == 1 ? m.group("at") : "")));
            }
        }
        if (!line.startsWith("kubectl") && !line.startsWith("oc")) {
            return Optional.empty();
        }
        String[] words = line.split("\\s+", 3);
        boolean kubectl = words.length > 1 && (words[0].equals("kubectl") || words[0].equals("oc"));
        return kubectl && VERBS.contains(words[1]) ? Optional.of(new Typed("", of(line, ""))) : Optional.empty();
    }

    /** The command of a key in a map of commands; empty for any other key. */
    static Optional<Command> ofKey(String key) {
        Command command = key.length() > 2000 ? NONE : of(key, "");
        return command.words().isEmpty() || !TOOLS.contains(command.tool()) ? Optional.empty() : Optional.of(command);
    }

    /**
     * Takes a command without a prompt apart; only its first part before a pipe counts. Of several in a line the one that prints
     * counts; where several print, nobody knows which printed what.
     */
    static Command of(String text, String host) {
        List<List<String>> parts = new ArrayList<>(List.of(new ArrayList<>()));
        for (String word : words(text.strip())) {
            boolean ends = word.equals("&&") || word.equals("||") || word.equals(";") || word.endsWith(";") && !word.startsWith("{");
            if (!REDIRECTION.matcher(word).matches() && (!ends || word.length() > 2)) {
                parts.get(parts.size() - 1).add(ends ? word.substring(0, word.length() - 1) : word);
            }
            if (ends) {
                parts.add(new ArrayList<>());
            }
        }
        List<List<String>> printing = parts.stream().filter(p -> !p.isEmpty() && !SILENT.contains(p.get(0))).toList();
        List<String> words = printing.size() == 1 ? printing.get(0) : printing.isEmpty() ? parts.get(0) : together(text.strip(), printing);
        int pipe = words.indexOf("|");
        return unwrap(text.strip(), host, Optional.empty(), pipe >= 0 ? words.subList(0, pipe) : words);
    }

    /** Several lists of one namespace in a line: what stands in it is told by the headings, and none is known to be whole. */
    private static List<String> together(String text, List<List<String>> printing) {
        String namespace = "";
        for (List<String> part : printing) {
            Command each = unwrap(text, "", Optional.empty(), part);
            if (!each.kubectl() || !each.verb().equals("get") || !namespace.isEmpty() && !namespace.equals(each.namespace())) {
                return List.of();
            }
            namespace = each.namespace();
        }
        return namespace.isEmpty() ? List.of() : List.of("kubectl", "get", "-n", namespace, "-l", "several");
    }

    /** This command in a shell that an earlier one opened. */
    Command within(String machine, Optional<Exec> container) {
        return new Command(text, host.isEmpty() ? machine : host, pod.isPresent() ? pod : container, words);
    }

    private static Command unwrap(String text, String host, Optional<Exec> pod, List<String> words) {
        int at = 0;
        while (at < words.size() && (words.get(at).equals("sudo") || words.get(at).equals("time") || words.get(at).equals("watch")
                || at > 0 && words.get(at).startsWith("-") || words.get(at).indexOf('=') > 0 && VARIABLE.matcher(words.get(at)).matches())) {
            at++;
        }
        List<String> rest = new ArrayList<>(words.subList(at, words.size()));
        if (rest.isEmpty()) {
            return new Command(text, host, pod, List.of());
        }
        String tool = rest.get(0).substring(rest.get(0).lastIndexOf('/') + 1).replace(".exe", "");
        if (tool.equals("timeout")) {
            int limit = 1;
            while (limit < rest.size() && rest.get(limit).startsWith("-")) {
                limit += rest.get(limit).matches("-[ks]") ? 2 : 1;
            }
            return unwrap(text, host, pod, rest.subList(Math.min(limit + 1, rest.size()), rest.size()));
        }
        if (DISTRIBUTIONS.contains(tool) && rest.size() > 1 && rest.get(1).equals("kubectl")) {
            boolean dashes = rest.size() > 2 && rest.get(2).equals("--");
            return unwrap(text, host, pod, Stream.concat(Stream.of("kubectl"), rest.subList(dashes ? 3 : 2, rest.size()).stream()).toList());
        }
        rest.set(0, tool.equals("oc") || tool.equals("k") ? "kubectl" : tool);
        int inner = rest.indexOf("--");
        if (tool.equals("ssh") || tool.equals("docker") && rest.size() > 1 && rest.get(1).equals("exec")) {
            int target = tool.equals("ssh") ? 1 : 2;
            while (target < rest.size() && rest.get(target).startsWith("-")) {
                target += rest.get(target).matches("-[ipFloJ]") ? 2 : 1;
            }
            if (target + 1 < rest.size()) {
                String machine = rest.get(target).substring(rest.get(target).lastIndexOf('@') + 1);
                return unwrap(text, machine, pod, rest.subList(target + 1, rest.size()));
            }
        } else if (rest.get(0).equals("kubectl") && inner > 0 && inner + 1 < rest.size()) {
            Command outer = new Command(text, host, pod, List.copyOf(rest.subList(0, inner)));
            List<String> command = rest.subList(inner + 1, rest.size());
            List<String> targets = outer.arguments();
            if (outer.verb().equals("debug") && !targets.isEmpty() && targets.get(0).startsWith("node/")) {
                List<String> onNode = command.get(0).equals("chroot") && command.size() > 2 ? command.subList(2, command.size()) : command;
                return unwrap(text, targets.get(0).substring(5), pod, onNode);
            }
            if ((outer.verb().equals("run") || outer.verb().equals("exec")) && !targets.isEmpty()) {
                return unwrap(text, "", Optional.of(new Exec(outer.namespace(), targets.get(0))), command);
            }
        } else if (tool.equals("sh") || tool.equals("bash")) {
            int script = rest.indexOf("-c");
            if (script > 0 && script + 1 < rest.size()) {
                return unwrap(text, host, pod, words(rest.get(script + 1)));
            }
        }
        return new Command(text, host, pod, List.copyOf(rest));
    }

    /** Splits at blanks; quotes keep words together. */
    private static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        char quote = 0;
        boolean open = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quote != 0) {
                if (c == quote) {
                    quote = 0;
                } else {
                    word.append(c);
                }
            } else if (c == '\'' || c == '"') {
                quote = c;
                open = true;
            } else if (Character.isWhitespace(c)) {
                if (open || !word.isEmpty()) {
                    words.add(word.toString());
                }
                word.setLength(0);
                open = false;
            } else {
                word.append(c);
            }
        }
        if (open || !word.isEmpty()) {
            words.add(word.toString());
        }
        return words;
    }

    String tool() {
        return words.isEmpty() ? "" : words.get(0);
    }

    boolean kubectl() {
        return tool().equals("kubectl");
    }

    /** kubectl's verb, wherever global flags stand. */
    String verb() {
        return kubectl() ? plain().stream().findFirst().orElse("") : "";
    }

    /** What follows the verb and is no flag. */
    List<String> arguments() {
        List<String> plain = plain();
        return plain.isEmpty() ? List.of() : plain.subList(1, plain.size());
    }

    private List<String> plain() {
        List<String> plain = new ArrayList<>();
        for (int i = 1; i < words.size(); i++) {
            String word = words.get(i);
            if (word.startsWith("-")) {
                i += WITH_VALUE.contains(word) ? 1 : 0;
            } else {
                plain.add(word);
            }
        }
        return plain;
    }

    /**
     * Words of a tool other than kubectl that are no flags.
     *
     * @param valued letters of flags after which a value follows
     */
    List<String> operands(String valued) {
        List<String> operands = new ArrayList<>();
        for (int i = 1; i < words.size(); i++) {
            String word = words.get(i);
            if (!word.startsWith("-")) {
                operands.add(word);
            } else if (word.length() > 1 && word.length() < 5 && word.charAt(1) != '-' && valued.indexOf(word.charAt(word.length() - 1)) >= 0) {
                i++;
            }
        }
        return operands;
    }

    /** Value of a flag in any of its spellings, empty if it is not there. */
    String flag(String brief, String full) {
        for (int i = 1; i < words.size(); i++) {
            String word = words.get(i);
            if (word.equals(brief) || word.equals(full)) {
                return i + 1 < words.size() ? words.get(i + 1) : "";
            }
            if (word.startsWith(full + "=")) {
                return word.substring(full.length() + 1);
            }
            if (!word.startsWith("--") && word.startsWith(brief) && word.length() > brief.length()) {
                return word.substring(brief.length()).replaceFirst("^=", "");
            }
        }
        return "";
    }

    /** Empty where the command does not say. */
    String namespace() {
        return flag("-n", "--namespace");
    }

    boolean allNamespaces() {
        return words.contains("-A") || words.contains("--all-namespaces");
    }

    /** Shows only some objects of the kind. */
    boolean filtered() {
        return text.contains("|") || words.stream().anyMatch(w -> w.equals("-l") || w.startsWith("--selector") || w.startsWith("-l=")
                || w.startsWith("--field-selector") || w.startsWith("--limit"));
    }

    String output() {
        return flag("-o", "--output");
    }

    /** Resources asked for in their plural form: {@code svc,ep} are services and endpoints. */
    List<String> resources() {
        if (arguments().isEmpty()) {
            return List.of();
        }
        List<String> resources = new ArrayList<>();
        for (String resource : arguments().get(0).split(",")) {
            String kind = resource.contains("/") ? resource.substring(0, resource.indexOf('/')) : resource;
            resources.add(SHORT.getOrDefault(kind.toLowerCase(Locale.ROOT), kind.toLowerCase(Locale.ROOT)));
        }
        return resources;
    }

    /** One object or several, by name. */
    boolean named() {
        return arguments().size() > 1 || !arguments().isEmpty() && arguments().get(0).contains("/");
    }
}
