package io.netdx.source;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a file of a snapshot is, judged from its path alone, so that archives can be read as they stream by. Paths of different
 * producers do not collide; what matches nothing is judged by its content.
 */
final class Layout {

    /** {@code logs-cilium-x2vkq-cilium-agent-20240101-120000.log}: neither namespace nor where the pod's name ends. */
    private static final Pattern SYSDUMP_LOG = Pattern.compile("logs-(.+)-\\d{8}-\\d{6}(-prev)?\\.log");
    private static final Pattern SYSDUMP_LIST = Pattern.compile("(?:k8s-)?([a-z]+)-\\d{8}-\\d{6}\\.(?:yaml|json)");

    /** The role of a file. */
    sealed interface Role permits PodLog, NodeLog, HostFile, NamespaceList, Errors, Other {
    }

    /**
     * {@code container} is {@code *} where the file holds all containers. Where {@code namespace} is empty, the path does not say it,
     * and {@code pod} may go on with the container's name: which pod it is, the objects must tell.
     */
    record PodLog(String namespace, String pod, String container, boolean previous) implements Role {
    }

    record NodeLog(String node, String component) implements Role {
    }

    record HostFile(String node, String name) implements Role {
    }

    /** Objects of one kind in one namespace, by the folder. */
    record NamespaceList(Optional<String> kind, String namespace) implements Role {
    }

    /** What a collector says it could not read. */
    record Errors(Optional<String> kind) implements Role {
    }

    /** To be judged by content; the kind that the name suggests. */
    record Other(Optional<String> kind) implements Role {
    }

    private Layout() {
    }

    static Role of(String path) {
        String[] parts = path.split("/");
        String file = parts[parts.length - 1];
        String lower = file.toLowerCase(Locale.ROOT);
        boolean log = lower.endsWith(".log") || lower.equals("logs.txt");
        if (log || lower.endsWith(".txt")) {
            Role role = logRole(parts, file);
            if (role != null) {
                return role;
            }
        }
        Role host = hostRole(parts);
        if (host != null) {
            return host;
        }
        if (lower.equals("_stderr.txt") || lower.endsWith("-errors.json")) {
            return new Errors(Kinds.ofResource(lower.replace("-errors.json", "")));
        }
        return objectsRole(parts, file);
    }

    private static Role logRole(String[] parts, String file) {
        int n = parts.length;
        if (file.equals("logs.txt") && n >= 3) {
            return new PodLog(parts[n - 3], parts[n - 2], "*", false);
        }
        boolean previous = file.contains("previous");
        String stem = stem(file);
        if (n >= 6 && parts[n - 2].equals("logs") && parts[n - 3].equals(parts[n - 4]) && parts[n - 6].equals("pods")) {
            return new PodLog(n >= 7 ? parts[n - 7] : "", parts[n - 5], parts[n - 3], previous);
        }
        if (n >= 5 && parts[n - 2].equals("logs") && parts[n - 5].equals("podlogs")) {
            return new PodLog(parts[n - 4], parts[n - 3], stem, previous);
        }
        if (n >= 4 && parts[n - 4].equals("logs")) {
            return new PodLog(parts[n - 3], parts[n - 2], stem.replace("-previous", "").replace(".previous", ""), previous);
        }
        if (n >= 4 && parts[n - 4].equals("pods") && parts[n - 3].split("_").length == 3) {
            String[] pod = parts[n - 3].split("_");
            return new PodLog(pod[0], pod[1], parts[n - 2], false);
        }
        if (n >= 2 && parts[n - 2].equals("containers") && stem.split("_").length == 3) {
            String[] pod = stem.split("_");
            int id = pod[2].lastIndexOf('-');
            return new PodLog(pod[1], pod[0], id > 0 ? pod[2].substring(0, id) : pod[2], false);
        }
        Matcher dumped = SYSDUMP_LOG.matcher(file);
        if (dumped.matches()) {
            return new PodLog("", dumped.group(1), "*", dumped.group(2) != null);
        }
        if (n >= 2 && isNodeComponent(stem)) {
            return new NodeLog(parts[n - 2], stem);
        }
        return null;
    }

    private static boolean isNodeComponent(String stem) {
        return switch (stem) {
            case "kubelet", "kube-proxy", "flanneld", "containerd", "crio", "docker", "journal", "netpol-controller",
                    "kernel", "dmesg", "calico-node", "cilium-agent" -> true;
            default -> false;
        };
    }

    private static Role hostRole(String[] parts) {
        for (int i = 0; i + 2 < parts.length; i++) {
            if (parts[i].equals("nodes") && !parts[parts.length - 1].endsWith(".log")
                    && !isObjectFolder(parts, i)) {
                String name = String.join("/", java.util.Arrays.copyOfRange(parts, i + 2, parts.length));
                return new HostFile(parts[i + 1], name);
            }
        }
        return null;
    }

    /** {@code cluster-scoped-resources/core/nodes/x.yaml} and {@code resources/nodes/cluster/x.json} hold objects, not host files. */
    private static boolean isObjectFolder(String[] parts, int nodes) {
        return nodes > 0 && (parts[nodes - 1].equals("core") || parts[nodes - 1].equals("cluster-resources")
                || parts[nodes - 1].equals("resources"));
    }

    private static Role objectsRole(String[] parts, String file) {
        int n = parts.length;
        Matcher dumped = SYSDUMP_LIST.matcher(file);
        if (dumped.matches()) {
            return new Other(Kinds.ofResource(dumped.group(1)));
        }
        Optional<String> byFile = Kinds.ofResource(stem(file));
        for (int i = 0; i < n - 1; i++) {
            if (parts[i].equals("cluster-resources")) {
                return n - i == 3 ? new NamespaceList(Kinds.ofResource(parts[i + 1]), stem(file)) : new Other(byFile);
            }
            if (parts[i].equals("namespaces") && n - i >= 3) {
                // must-gather: namespaces/shop/crd.projectcalico.org/networkpolicies.yaml
                return n - i == 4 ? new NamespaceList(Kinds.ofResource(stem(file) + "." + parts[i + 2]), parts[i + 1]) : new Other(byFile);
            }
            if (parts[i].equals("ns") && i > 0 && parts[i - 1].equals("resources") && n - i == 3) {
                return new NamespaceList(byFile, parts[i + 1]);
            }
        }
        if (n >= 2 && byFile.isPresent() && !parts[n - 2].equals("resources")) {
            return new NamespaceList(byFile, parts[n - 2]);
        }
        return new Other(byFile);
    }

    static String stem(String file) {
        int dot = file.lastIndexOf('.');
        return dot > 0 ? file.substring(0, dot) : file;
    }
}
