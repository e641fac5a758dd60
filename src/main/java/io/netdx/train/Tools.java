package io.netdx.train;

import io.netdx.net.Cidr;
import io.netdx.simulate.behave.Running;
import io.netdx.simulate.world.Resource;
import io.netdx.train.Shell.Output;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * The tools in a pod: what {@code nslookup dig getent curl wget nc ping ip cat env hostname ss netstat} would say there, in their own words
 * (BIND's, curl's, OpenBSD netcat's, iputils'). What they find is computed by the cluster; where several ways are as likely, one is drawn.
 */
final class Tools {

    private static final int TIMEOUT = 5;
    /** Of an echo: IP's and ICMP's. */
    private static final int HEADERS = 28;
    /** How a call ends where nothing answers, when no time was named: the kernel's own patience. */
    private static final int KERNEL = 127;

    private final Running.Inside pod;
    private final RandomGenerator random;

    Tools(Running.Inside pod, RandomGenerator random) {
        this.pod = pod;
        this.random = random;
    }

    /** Runs a command line as {@code kubectl exec} would. */
    Output run(List<String> argv) {
        Map<String, String> environment = environment();
        return new Shell(this::tool, name -> environment.getOrDefault(name, "")).run(argv);
    }

    /** Runs what was typed at the prompt of a shell in the pod. */
    Output line(String text) {
        Map<String, String> environment = environment();
        return new Shell(this::tool, name -> environment.getOrDefault(name, "")).line(text);
    }

    private Output tool(List<String> argv) {
        String name = argv.get(0).substring(argv.get(0).lastIndexOf('/') + 1);
        return switch (name) {
            case "nslookup" -> nslookup(argv);
            case "dig" -> dig(argv);
            case "host" -> host(argv);
            case "getent" -> getent(argv);
            case "curl" -> curl(argv);
            case "wget" -> wget(argv);
            case "nc", "ncat", "netcat", "telnet" -> nc(argv);
            case "ping" -> ping(argv);
            case "cat" -> cat(argv);
            case "ip" -> ip(argv);
            case "ifconfig" -> ip(List.of("ip", "addr"));
            case "env", "printenv" -> Output.of(environment().entrySet().stream().map(e -> e.getKey() + "=" + e.getValue() + "\n").reduce("", String::concat));
            case "hostname" -> Output.of((argv.contains("-i") ? pod.ip() : name()) + "\n");
            case "ss", "netstat" -> sockets();
            case "echo" -> Output.of(String.join(" ", argv.subList(1, argv.size())) + "\n");
            case "sleep" -> Output.of("").taking(argv.size() > 1 && argv.get(1).matches("[0-9]{1,4}") ? Integer.parseInt(argv.get(1)) : 1);
            case "true", ":" -> Output.of("");
            case "false" -> Output.failed(1, "");
            case "whoami" -> Output.of("root\n");
            case "tcpdump" -> tcpdump(argv);
            default -> Output.failed(127, "sh: " + name + ": not found\n");
        };
    }

    private String name() {
        return pod.key().substring(pod.key().indexOf('/') + 1);
    }

    private static List<String> words(List<String> argv, String... withValue) {
        List<String> words = new ArrayList<>();
        for (int i = 1; i < argv.size(); i++) {
            if (List.of(withValue).contains(argv.get(i))) {
                i++;
            } else if (!argv.get(i).startsWith("-") && !argv.get(i).startsWith("+")) {
                words.add(argv.get(i));
            }
        }
        return words;
    }

    private Output nslookup(List<String> argv) {
        List<String> words = words(argv);
        if (words.isEmpty()) {
            return Output.failed(1, "nslookup: a name is missing\n");
        }
        Running.Lookup answer = pod.lookup(words.get(0));
        String head = "Server:\t\t" + answer.server() + "\nAddress:\t" + answer.server() + "#53\n\n";
        return switch (answer.ending()) {
            case OK -> {
                StringBuilder text = new StringBuilder(head);
                answer.addresses().forEach(a -> text.append("Name:\t").append(answer.name()).append("\nAddress: ").append(a).append('\n'));
                yield Output.of(text.append('\n').toString());
            }
            case SERVFAIL -> new Output(1, head + "** server can't find " + words.get(0) + ": SERVFAIL\n\n", "", 1);
            case NXDOMAIN -> new Output(1, head + "** server can't find " + words.get(0) + ": NXDOMAIN\n\n", "", 1);
            default -> new Output(1, (";; communications error to " + answer.server() + "#53: timed out\n").repeat(3) + ";; no servers could be reached\n\n", "", 15);
        };
    }

    /** Without {@code +search} the name is asked as it is. */
    private Output dig(List<String> argv) {
        List<String> words = words(argv).stream().filter(w -> !w.startsWith("@") && !w.equalsIgnoreCase("A") && !w.equalsIgnoreCase("IN")).toList();
        if (words.isEmpty()) {
            return Output.failed(1, "");
        }
        String asked = words.get(0).endsWith(".") ? words.get(0) : words.get(0) + ".";
        Running.Lookup answer = argv.contains("+search") ? pod.lookup(words.get(0)) : pod.lookup(asked);
        if (argv.contains("+short")) {
            boolean silent = answer.ending() == Running.Ending.DNS_TIMEOUT;
            return silent ? new Output(9, ";; communications error to " + answer.server() + "#53: timed out\n;; no servers could be reached\n", "", 15)
                    : Output.of(answer.addresses().stream().map(a -> a + "\n").reduce("", String::concat));
        }
        String head = "\n; <<>> DiG 9.18.28 <<>> " + String.join(" ", argv.subList(1, argv.size())) + "\n;; global options: +cmd\n";
        if (answer.ending() == Running.Ending.DNS_TIMEOUT) {
            return new Output(9, head + (";; communications error to " + answer.server() + "#53: timed out\n").repeat(3) + ";; no servers could be reached\n\n", "", 15);
        }
        String status = answer.ending() == Running.Ending.OK ? "NOERROR" : answer.ending().name();
        StringBuilder text = new StringBuilder(head).append(";; Got answer:\n;; ->>HEADER<<- opcode: QUERY, status: ").append(status).append(", id: ").append(random.nextInt(65536))
                .append("\n;; flags: qr aa rd; QUERY: 1, ANSWER: ").append(answer.addresses().size()).append(", AUTHORITY: 0, ADDITIONAL: 1\n\n;; QUESTION SECTION:\n;").append(asked)
                .append("\t\tIN\tA\n\n");
        if (!answer.addresses().isEmpty()) {
            text.append(";; ANSWER SECTION:\n");
            answer.addresses().forEach(a -> text.append(asked).append("\t30\tIN\tA\t").append(a).append('\n'));
            text.append('\n');
        }
        return Output.of(text.append(";; Query time: 1 msec\n;; SERVER: ").append(answer.server()).append("#53(").append(answer.server()).append(") (UDP)\n\n").toString());
    }

    private Output host(List<String> argv) {
        List<String> words = words(argv);
        Running.Lookup answer = pod.lookup(words.isEmpty() ? "localhost" : words.get(0));
        return switch (answer.ending()) {
            case OK -> Output.of(answer.addresses().stream().map(a -> answer.name() + " has address " + a + "\n").reduce("", String::concat));
            case DNS_TIMEOUT -> new Output(1, ";; communications error to " + answer.server() + "#53: timed out\n;; no servers could be reached\n", "", 15);
            default -> new Output(1, "Host " + words.get(0) + " not found: " + (answer.ending() == Running.Ending.SERVFAIL ? "2(SERVFAIL)" : "3(NXDOMAIN)") + "\n", "", 1);
        };
    }

    private Output getent(List<String> argv) {
        List<String> words = words(argv);
        Running.Lookup answer = pod.lookup(words.isEmpty() ? "" : words.get(words.size() - 1));
        return answer.ending() == Running.Ending.OK ? Output.of(String.format(Locale.ROOT, "%-15s %s%n", answer.addresses().get(0), answer.name()).replace("\r\n", "\n"))
                : new Output(2, "", "", answer.ending() == Running.Ending.DNS_TIMEOUT ? 15 : 1);
    }

    private Optional<Running.Attempt> attempt(String host, int port, String protocol, String url) {
        List<Running.Attempt> ways = pod.connect(host, port, protocol, url);
        return ways.isEmpty() ? Optional.empty() : Optional.of(ways.get(random.nextInt(ways.size())));
    }

    private static int patience(List<String> argv, int otherwise, String... flags) {
        for (int i = 0; i < argv.size(); i++) {
            for (String flag : flags) {
                String value = argv.get(i).equals(flag) && i + 1 < argv.size() ? argv.get(i + 1) : argv.get(i).startsWith(flag + "=") ? argv.get(i).substring(flag.length() + 1)
                        : flag.length() == 2 && argv.get(i).startsWith(flag) ? argv.get(i).substring(2) : "";
                if (value.matches("[0-9]{1,4}(\\.[0-9]+)?s?")) {
                    return Math.max(1, (int) Double.parseDouble(value.replace("s", "")));
                }
            }
        }
        return otherwise;
    }

    private record Place(String host, int port, String url) {
    }

    private static Optional<Place> place(String given) {
        String url = given.contains("://") ? given : "http://" + given;
        try {
            URI uri = URI.create(url);
            int port = uri.getPort() > 0 ? uri.getPort() : url.startsWith("https") ? 443 : 80;
            return uri.getHost() == null ? Optional.empty() : Optional.of(new Place(uri.getHost(), port, url.endsWith("/") || !uri.getRawPath().isEmpty() ? url : url + "/"));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static int status(Running.Ending ending) {
        return switch (ending) {
            case OK -> 200;
            case FORBIDDEN -> 403;
            case NOT_FOUND -> 404;
            case SERVER_ERROR -> 500;
            default -> 503;
        };
    }

    private Output curl(List<String> argv) {
        List<String> words = words(argv, "-o", "-w", "-m", "--max-time", "--connect-timeout", "-H", "-X", "--output", "--write-out", "--header", "--request", "-d", "--data", "-u", "--retry");
        Optional<Place> place = words.stream().findFirst().flatMap(Tools::place);
        if (place.isEmpty()) {
            return Output.failed(2, "curl: no URL specified!\ncurl: try 'curl --help' for more information\n");
        }
        String host = place.get().host();
        int port = place.get().port();
        int patience = patience(argv, KERNEL, "-m", "--max-time", "--connect-timeout");
        boolean silent = argv.stream().anyMatch(a -> a.matches("-[a-zA-Z]*s[a-zA-Z]*") || a.equals("--silent")) && argv.stream().noneMatch(a -> a.matches("-[a-zA-Z]*S[a-zA-Z]*"));
        Running.Attempt end = attempt(host, port, "TCP", place.get().url()).orElse(new Running.Attempt(Running.Ending.TIMEOUT, "", ""));
        String failure = switch (end.ending()) {
            case NXDOMAIN, SERVFAIL -> "(6) Could not resolve host: " + host;
            case DNS_TIMEOUT -> "(28) Resolving timed out after " + Math.min(patience, 20) * 1000 + " milliseconds";
            case REFUSED, NO_NETWORK -> "(7) Failed to connect to " + host + " port " + port + " after 3 ms: Couldn't connect to server";
            case UNREACHABLE -> "(7) Failed to connect to " + host + " port " + port + " after 3061 ms: No route to host";
            case TIMEOUT -> "(28) Failed to connect to " + host + " port " + port + " after " + (patience * 1000 + 1) + " ms: Timeout was reached";
            case RESET -> "(56) Recv failure: Connection reset by peer";
            case STALLED -> "(28) Operation timed out after " + (Math.min(patience, 30) * 1000 + 1) + " milliseconds with 0 bytes received";
            default -> "";
        };
        if (!failure.isEmpty()) {
            int code = Integer.parseInt(failure.substring(1, failure.indexOf(')')));
            return new Output(code, written(argv, 0), silent ? "" : "curl: " + failure + "\n", code == 28 ? Math.min(patience, 30) : 1);
        }
        int status = status(end.ending());
        boolean fails = status >= 400 && argv.stream().anyMatch(a -> a.equals("-f") || a.equals("--fail") || a.matches("-[a-zA-Z]*f[a-zA-Z]*"));
        if (fails) {
            return new Output(22, written(argv, status), silent ? "" : "curl: (22) The requested URL returned error: " + status + "\n", 1);
        }
        boolean head = argv.stream().anyMatch(a -> a.matches("-[a-zA-Z]*[Iiv][a-zA-Z]*") || a.equals("--head") || a.equals("--verbose"));
        boolean discarded = argv.contains("/dev/null");
        return new Output(0, (head ? "HTTP/1.1 " + status + " " + reason(status) + "\ncontent-type: text/plain\n\n" : "") + (discarded ? "" : status == 200 ? "ok\n" : reason(status) + "\n")
                + written(argv, status), "", 1);
    }

    private static String reason(int status) {
        return Map.of(200, "OK", 403, "Forbidden", 404, "Not Found", 500, "Internal Server Error", 503, "Service Unavailable").getOrDefault(status, "");
    }

    /** {@code -w '%{http_code}'}. */
    private static String written(List<String> argv, int status) {
        int at = Math.max(argv.indexOf("-w"), argv.indexOf("--write-out"));
        return at < 0 || at + 1 >= argv.size() ? "" : argv.get(at + 1).replace("%{http_code}", "%03d".formatted(status)).replace("%{response_code}", "%03d".formatted(status)).replace("\\n", "\n");
    }

    /** GNU's words are many; busybox's are what pods have. */
    private Output wget(List<String> argv) {
        Optional<Place> place = words(argv, "-O", "-T", "--timeout", "-t", "--header").stream().findFirst().flatMap(Tools::place);
        if (place.isEmpty()) {
            return Output.failed(1, "wget: missing URL\n");
        }
        int patience = patience(argv, KERNEL, "-T", "--timeout");
        Running.Attempt end = attempt(place.get().host(), place.get().port(), "TCP", place.get().url()).orElse(new Running.Attempt(Running.Ending.TIMEOUT, "", ""));
        String to = place.get().host() + " (" + end.address() + ":" + place.get().port() + ")";
        return switch (end.ending()) {
            case OK -> new Output(0, "Connecting to " + to + "\n" + (argv.contains("--spider") ? "remote file exists\n" : "ok\n"), "", 1);
            case NXDOMAIN, SERVFAIL, DNS_TIMEOUT -> new Output(1, "", "wget: bad address '" + place.get().host() + "'\n", end.ending() == Running.Ending.DNS_TIMEOUT ? 15 : 1);
            case REFUSED -> new Output(1, "", "Connecting to " + to + "\nwget: can't connect to remote host (" + end.address() + "): Connection refused\n", 1);
            case UNREACHABLE -> new Output(1, "", "Connecting to " + to + "\nwget: can't connect to remote host (" + end.address() + "): No route to host\n", 3);
            case NO_NETWORK -> new Output(1, "", "Connecting to " + to + "\nwget: can't connect to remote host (" + end.address() + "): Network is unreachable\n", 1);
            case TIMEOUT, STALLED -> new Output(1, "", "Connecting to " + to + "\nwget: download timed out\n", Math.min(patience, 30));
            case RESET -> new Output(1, "", "Connecting to " + to + "\nwget: error getting response: Connection reset by peer\n", 1);
            default -> new Output(1, "", "Connecting to " + to + "\nwget: server returned error: HTTP/1.1 " + status(end.ending()) + " " + reason(status(end.ending())) + "\n", 1);
        };
    }

    private Output nc(List<String> argv) {
        List<String> words = words(argv, "-w", "-i");
        if (words.size() < 2 || !words.get(1).matches("[0-9]{1,5}")) {
            return Output.failed(1, "usage: nc [-uvz] [-w timeout] destination port\n");
        }
        String host = words.get(0);
        int port = Integer.parseInt(words.get(1));
        boolean udp = argv.stream().anyMatch(a -> a.matches("-[a-z]*u[a-z]*"));
        boolean quiet = argv.stream().noneMatch(a -> a.matches("-[a-z]*v[a-z]*"));
        int patience = patience(argv, KERNEL, "-w");
        Optional<String> address = Cidr.address(host).isPresent() ? Optional.of(host) : pod.lookup(host).addresses().stream().findFirst();
        if (address.isEmpty()) {
            boolean slow = pod.lookup(host).ending() == Running.Ending.DNS_TIMEOUT;
            return new Output(1, "", "nc: getaddrinfo for host \"" + host + "\" port " + port + ": " + (slow ? "Temporary failure in name resolution" : "Name or service not known") + "\n", slow ? 15 : 1);
        }
        Running.Attempt end = attempt(udp ? address.get() : host, port, udp ? "UDP" : "TCP", "").orElse(new Running.Attempt(Running.Ending.TIMEOUT, address.get(), ""));
        String to = host + (host.equals(address.get()) ? "" : " (" + address.get() + ")");
        if (udp) {
            // nothing comes back from UDP but a refusal: silence counts as success, as it does for the real one
            return end.ending() == Running.Ending.REFUSED ? Output.failed(1, "") : said(quiet, 0, "Connection to " + to + " " + port + " port [udp/*] succeeded!", 2);
        }
        return end.connected() ? said(quiet, 0, "Connection to " + to + " " + port + " port [tcp/*] succeeded!", 1) : switch (end.ending()) {
            case REFUSED -> said(quiet, 1, "nc: connect to " + to + " port " + port + " (tcp) failed: Connection refused", 1);
            case UNREACHABLE -> said(quiet, 1, "nc: connect to " + to + " port " + port + " (tcp) failed: No route to host", 3);
            case NO_NETWORK -> said(quiet, 1, "nc: connect to " + to + " port " + port + " (tcp) failed: Network is unreachable", 1);
            case RESET -> said(quiet, 1, "nc: read error: Connection reset by peer", 1);
            default -> said(quiet, 1, "nc: connect to " + to + " port " + port + " (tcp) " + (patience == KERNEL ? "failed: Connection timed out" : "timed out: Operation now in progress"),
                    Math.min(patience, KERNEL));
        };
    }

    private static Output said(boolean quiet, int code, String text, int took) {
        return new Output(code, "", quiet ? "" : text + "\n", took);
    }

    private Output ping(List<String> argv) {
        List<String> words = words(argv, "-c", "-W", "-w", "-i", "-s", "-M");
        if (words.isEmpty()) {
            return Output.failed(2, "ping: usage error: Destination address required\n");
        }
        String host = words.get(0);
        int count = Math.min(patience(argv, 4, "-c"), 20);
        Optional<String> address = Cidr.address(host).isPresent() ? Optional.of(host) : pod.lookup(host).addresses().stream().findFirst();
        if (address.isEmpty()) {
            return new Output(2, "", "ping: " + host + ": Name or service not known\n", pod.lookup(host).ending() == Running.Ending.DNS_TIMEOUT ? 15 : 1);
        }
        int size = size(argv);
        Running.Ending end = pod.ping(address.get(), size);
        StringBuilder text = new StringBuilder("PING " + host + " (" + address.get() + ") " + size + "(" + (size + HEADERS) + ") bytes of data.\n");
        if (end == Running.Ending.OK) {
            for (int i = 1; i <= count; i++) {
                text.append(size + 8).append(" bytes from ").append(address.get()).append(": icmp_seq=").append(i).append(" ttl=62 time=0.").append(210 + i * 7).append(" ms\n");
            }
        }
        int loss = end == Running.Ending.OK ? 0 : 100;
        text.append("\n--- ").append(host).append(" ping statistics ---\n").append(count).append(" packets transmitted, ").append(loss == 0 ? count : 0).append(" received, ").append(loss)
                .append("% packet loss, time ").append((count - 1) * 1000 + 20).append("ms\n");
        if (loss == 0) {
            text.append("rtt min/avg/max/mdev = 0.217/0.224/0.238/0.007 ms\n");
        }
        text.append(loss == 0 ? "" : "\n");
        return new Output(loss == 0 ? 0 : 1, text.toString(), "", count + (loss == 0 ? 0 : 10));
    }

    /** Bytes of an echo, {@code -s 1400}. */
    private static int size(List<String> argv) {
        int at = argv.indexOf("-s");
        return at >= 0 && at + 1 < argv.size() && argv.get(at + 1).matches("[0-9]{1,5}") ? Integer.parseInt(argv.get(at + 1)) : 56;
    }

    private Output cat(List<String> argv) {
        String file = argv.size() > 1 ? argv.get(1) : "";
        return switch (file) {
            case "/etc/resolv.conf" -> Output.of(pod.resolvConf());
            case "/etc/hosts" -> Output.of("# Kubernetes-managed hosts file.\n127.0.0.1\tlocalhost\n::1\tlocalhost ip6-localhost ip6-loopback\n" + pod.ip() + "\t" + name() + "\n");
            case "/etc/hostname" -> Output.of(name() + "\n");
            default -> Output.failed(1, "cat: " + file + ": No such file or directory\n");
        };
    }

    private Output ip(List<String> argv) {
        boolean routes = argv.stream().skip(1).anyMatch(a -> a.matches("r|ro|route|routes"));
        return Output.of(routes ? "default via 169.254.1.1 dev eth0 \n169.254.1.1 dev eth0 scope link \n"
                : "1: lo: <LOOPBACK,UP,LOWER_UP> mtu 65536 qdisc noqueue state UNKNOWN group default qlen 1000\n    inet 127.0.0.1/8 scope host lo\n       valid_lft forever preferred_lft forever\n"
                + "2: eth0@if7: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1450 qdisc noqueue state UP group default qlen 1000\n    inet " + pod.ip()
                + "/32 scope global eth0\n       valid_lft forever preferred_lft forever\n");
    }

    private Output sockets() {
        StringBuilder text = new StringBuilder("State   Recv-Q  Send-Q  Local Address:Port  Peer Address:Port\n");
        pod.listening().forEach(p -> text.append("LISTEN  0       4096    0.0.0.0:").append(p).append("  0.0.0.0:*\n"));
        boolean loopback = pod.template().items("spec", "containers").stream().anyMatch(c -> c.json().contains("127.0.0.1"));
        if (pod.listening().isEmpty() && loopback) {
            pod.template().items("spec", "containers").stream().flatMap(c -> c.items("ports").stream()).forEach(p -> text.append("LISTEN  0       4096    127.0.0.1:")
                    .append(p.text("containerPort")).append("  0.0.0.0:*\n"));
        }
        return Output.of(text.toString());
    }

    /** A summary of what passes while the pod's own program makes its calls. */
    private Output tcpdump(List<String> argv) {
        StringBuilder text = new StringBuilder();
        int at = 0;
        for (Map.Entry<String, String> call : new TreeMap<>(environment()).entrySet()) {
            Optional<Place> place = call.getValue().contains("://") ? place(call.getValue()) : Optional.empty();
            if (place.isPresent()) {
                Running.Attempt end = attempt(place.get().host(), place.get().port(), "TCP", place.get().url()).orElse(new Running.Attempt(Running.Ending.TIMEOUT, "", ""));
                text.append(packets(place.get(), end, at++));
            }
        }
        return new Output(0, text.toString(), "tcpdump: verbose output suppressed, use -v[v]... for full protocol decode\nlistening on eth0, link-type EN10MB (Ethernet), snapshot length 262144 bytes\n", 10);
    }

    private String packets(Place place, Running.Attempt end, int at) {
        String here = "IP " + pod.ip() + "." + (40_000 + at);
        String there = end.address() + "." + place.port();
        String syn = here + " > " + there + ": Flags [S], length 0\n";
        return switch (end.ending()) {
            case NXDOMAIN -> here + " > " + end.address() + ".53: A? " + place.host() + ".\nIP " + end.address() + ".53 > " + pod.ip() + "." + (40_000 + at) + ": NXDomain 0/1/0\n";
            case SERVFAIL -> here + " > " + end.address() + ".53: A? " + place.host() + ".\nIP " + end.address() + ".53 > " + pod.ip() + "." + (40_000 + at) + ": ServFail 0/0/0\n";
            case DNS_TIMEOUT -> (here + " > " + end.address() + ".53: A? " + place.host() + ".\n").repeat(3);
            case REFUSED -> syn + "IP " + there + " > " + pod.ip() + "." + (40_000 + at) + ": Flags [R.], length 0\n";
            case TIMEOUT, UNREACHABLE, NO_NETWORK -> syn.repeat(3);
            default -> syn + "IP " + there + " > " + pod.ip() + "." + (40_000 + at) + ": Flags [S.], length 0\n" + here + " > " + there + ": Flags [.], length 0\n";
        };
    }

    private Map<String, String> environment() {
        Map<String, String> all = new TreeMap<>(Map.of("HOSTNAME", name(), "KUBERNETES_SERVICE_HOST", "10.96.0.1", "KUBERNETES_SERVICE_PORT", "443",
                "PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"));
        for (Resource variable : pod.template().items("spec", "containers", 0, "env")) {
            all.put(variable.text("name"), variable.text("value"));
        }
        return all;
    }
}
