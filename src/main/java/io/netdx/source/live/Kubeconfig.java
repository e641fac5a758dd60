package io.netdx.source.live;

import io.fabric8.kubernetes.api.model.AuthInfo;
import io.fabric8.kubernetes.api.model.Context;
import io.fabric8.kubernetes.api.model.ContextBuilder;
import io.fabric8.kubernetes.api.model.NamedAuthInfo;
import io.fabric8.kubernetes.api.model.NamedContext;
import io.fabric8.kubernetes.api.model.NamedContextBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.internal.KubeConfigUtils;
import io.netdx.fact.Plain;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Finds the cluster and the credentials as kubectl does: flags, then the files of KUBECONFIG or the usual one, then those of a pod. */
final class Kubeconfig {

    /** Stands for the context when flags replace its cluster or user. */
    private static final String FLAGS = "given by flags";

    private final KubeOptions options;
    private final List<io.fabric8.kubernetes.api.model.Config> files = new ArrayList<>();
    /** Folder of the file that a user's entry stands in: what the entry names without a root is there. */
    private final Map<AuthInfo, Path> folders = new IdentityHashMap<>();
    private String uid = "";
    private Map<String, List<String>> extra = Map.of();

    /**
     * A way to a cluster.
     *
     * @param uid   of the user to act as, which the client library does not send; empty for none
     * @param extra what else is told of that user
     */
    record Access(Config config, String uid, Map<String, List<String>> extra) {
    }

    private Kubeconfig(KubeOptions options) {
        this.options = options;
    }

    /**
     * Reads all files anew and runs the credential plugin, if there is one.
     *
     * @throws KubeconfigException where no cluster is named, or one that does not exist
     */
    static Access load(KubeOptions options, Map<String, String> environment) {
        Kubeconfig kubeconfig = new Kubeconfig(options);
        try {
            Config config = kubeconfig.merged(files(options, environment), environment);
            kubeconfig.flags(config);
            // the pages of a list are large: connections of their own are faster than one that they share
            config.setHttp2Disable(true);
            config.setRequestRetryBackoffLimit(0);
            return new Access(config, kubeconfig.uid, kubeconfig.extra);
        } catch (KubernetesClientException | IOException e) {
            throw unusable(e);
        }
    }

    /**
     * Name of the context that would be taken; empty where flags or a pod's environment name the cluster without one. Asks no server and runs no plugin.
     *
     * @throws KubeconfigException where no cluster is named, or a context that does not exist
     */
    static Optional<String> context(KubeOptions options, Map<String, String> environment) {
        Kubeconfig kubeconfig = new Kubeconfig(options);
        try {
            return kubeconfig.clusters(files(options, environment), environment) && options.server().isEmpty() ? kubeconfig.context().map(NamedContext::getName) : Optional.empty();
        } catch (KubernetesClientException | IOException e) {
            throw unusable(e);
        }
    }

    private static KubeconfigException unusable(Exception e) {
        Throwable cause = e.getCause() == null ? e : e.getCause();
        return new KubeconfigException("the kubeconfig cannot be used (" + Plain.line(String.valueOf(cause.getMessage())) + "); try kubectl version with it");
    }

    private static List<Path> files(KubeOptions options, Map<String, String> environment) {
        if (!options.kubeconfig().isEmpty()) {
            Path file = Path.of(options.kubeconfig());
            if (!Files.isReadable(file)) {
                throw new KubeconfigException("--kubeconfig " + options.kubeconfig() + " cannot be read");
            }
            return List.of(file);
        }
        String listed = environment.getOrDefault("KUBECONFIG", "");
        String usual = environment.getOrDefault("HOME", "") + "/.kube/config";
        // kubectl passes over files of the list that are not there
        return Stream.of((listed.isEmpty() ? usual : listed).split(File.pathSeparator)).filter(name -> !name.isEmpty()).map(Path::of)
                .filter(Files::isRegularFile).toList();
    }

    /** Reads the files; whether they name clusters. */
    private boolean clusters(List<Path> paths, Map<String, String> environment) throws IOException {
        for (Path path : paths) {
            if (Files.size(path) > 0) {
                io.fabric8.kubernetes.api.model.Config file = KubeConfigUtils.parseConfig(path.toFile());
                // kubectl writes null where it removed the last one
                file.setClusters(Objects.requireNonNullElse(file.getClusters(), List.of()));
                file.setContexts(Objects.requireNonNullElse(file.getContexts(), List.of()));
                file.setUsers(Objects.requireNonNullElse(file.getUsers(), List.of()));
                files.add(file);
                Path folder = path.toAbsolutePath().getParent();
                file.getUsers().stream().map(NamedAuthInfo::getUser).filter(Objects::nonNull).forEach(user -> folders.put(user, folder));
            }
        }
        boolean clusters = files.stream().anyMatch(f -> !f.getClusters().isEmpty());
        if (!clusters && options.server().isEmpty()) {
            if (!environment.containsKey("KUBERNETES_SERVICE_HOST") || !options.context().isEmpty() || !options.kubeconfig().isEmpty()) {
                throw new KubeconfigException("no snapshot is named with -f PATH, and no cluster by a kubeconfig: "
                        + (paths.isEmpty() ? "there is none; give --kubeconfig" : Plain.line(paths.get(0).toString()) + " holds none"));
            }
        }
        return clusters;
    }

    private Config merged(List<Path> paths, Map<String, String> environment) throws IOException {
        boolean clusters = clusters(paths, environment);
        if (!clusters && options.server().isEmpty()) {
            return Config.autoConfigure(null);
        }
        Config config = Config.empty();
        if (clusters) {
            Optional<NamedContext> context = context();
            List<io.fabric8.kubernetes.api.model.Config> all = new ArrayList<>(files);
            String name = context.map(NamedContext::getName).orElse("");
            if (!options.cluster().isEmpty() || !options.user().isEmpty()) {
                all.add(0, replaced(context));
                name = FLAGS;
            }
            KubeConfigUtils.merge(config, name.isEmpty() ? null : name, all.toArray(io.fabric8.kubernetes.api.model.Config[]::new));
            user(context).ifPresent(user -> credentials(config, user));
        }
        Config.configFromSysPropsOrEnvVars(config);
        return config;
    }

    private Optional<NamedContext> context() {
        Optional<String> name = options.context().isEmpty() ? files.stream().map(io.fabric8.kubernetes.api.model.Config::getCurrentContext)
                .filter(c -> c != null && !c.isEmpty()).findFirst() : Optional.of(options.context());
        Optional<NamedContext> found = name.flatMap(n -> files.stream().flatMap(f -> f.getContexts().stream())
                .filter(c -> c.getName().equals(n)).findFirst());
        if (found.isEmpty() && (name.isPresent() || options.cluster().isEmpty() && options.server().isEmpty())) {
            throw new KubeconfigException(name.map(n -> "the kubeconfig has no context " + n).orElse("the kubeconfig has no current context")
                    + "; give --context, one of " + String.join(", ", files.stream().flatMap(f -> f.getContexts().stream())
                            .map(NamedContext::getName).distinct().limit(9).toList()));
        }
        return found;
    }

    /** The context with the cluster and user that flags name. */
    private io.fabric8.kubernetes.api.model.Config replaced(Optional<NamedContext> context) {
        Context given = context.map(NamedContext::getContext).orElseGet(Context::new);
        String cluster = options.cluster().isEmpty() ? String.valueOf(given.getCluster()) : options.cluster();
        if (files.stream().noneMatch(f -> f.getClusters().stream().anyMatch(c -> c.getName().equals(cluster)))) {
            throw new KubeconfigException("the kubeconfig has no cluster " + cluster);
        }
        ContextBuilder made = new ContextBuilder(given).withCluster(cluster);
        if (!options.user().isEmpty()) {
            made.withUser(options.user());
        }
        io.fabric8.kubernetes.api.model.Config config = new io.fabric8.kubernetes.api.model.Config();
        config.setContexts(List.of(new NamedContextBuilder().withName(FLAGS).withContext(made.build()).build()));
        config.setCurrentContext(FLAGS);
        return config;
    }

    private Optional<AuthInfo> user(Optional<NamedContext> context) {
        Optional<String> name = options.user().isEmpty() ? context.map(NamedContext::getContext).map(Context::getUser) : Optional.of(options.user());
        Optional<AuthInfo> found = name.flatMap(n -> files.stream().flatMap(f -> f.getUsers().stream()).filter(u -> u.getName().equals(n))
                .map(NamedAuthInfo::getUser).findFirst());
        if (found.isEmpty() && !options.user().isEmpty()) {
            throw new KubeconfigException("the kubeconfig has no user " + options.user());
        }
        return found;
    }

    /** What the client library leaves out of a user's entry. */
    private void credentials(Config config, AuthInfo user) {
        if (user.getTokenFile() != null && !user.getTokenFile().isEmpty() && (user.getToken() == null || user.getToken().isEmpty())) {
            try {
                config.setAutoOAuthToken(Files.readString(folders.get(user).resolve(user.getTokenFile())).strip());
            } catch (IOException e) {
                throw new KubeconfigException("the tokenFile " + Plain.line(user.getTokenFile()) + " of the kubeconfig cannot be read");
            }
        }
        if (user.getExec() != null && Stream.of(config.getOauthToken(), config.getAutoOAuthToken(), config.getClientCertData(), config.getClientCertFile())
                .allMatch(given -> given == null || given.isEmpty())) {
            throw new KubeconfigException("the credential plugin " + Plain.line(String.valueOf(user.getExec().getCommand()))
                    + " of the kubeconfig gave no credentials; run it by hand, or log in again");
        }
        if (user.getAs() != null && !user.getAs().isEmpty()) {
            config.setImpersonateUsername(user.getAs());
            config.setImpersonateGroups(user.getAsGroups() == null ? new String[0] : user.getAsGroups().toArray(String[]::new));
            uid = user.getAsUid() == null ? "" : user.getAsUid();
            extra = user.getAsUserExtra() == null ? Map.of() : new TreeMap<>(user.getAsUserExtra());
        }
    }

    private void flags(Config config) {
        if (!options.server().isEmpty()) {
            config.setMasterUrl(options.server());
        }
        if (!options.token().isEmpty()) {
            config.setOauthToken(options.token());
        }
        if (!options.certificateAuthority().isEmpty()) {
            config.setCaCertData(null);
            config.setCaCertFile(options.certificateAuthority());
        }
        if (options.insecureSkipTlsVerify()) {
            config.setTrustCerts(true);
            config.setDisableHostnameVerification(true);
        }
        if (!options.clientCertificate().isEmpty()) {
            config.setClientCertData(null);
            config.setClientCertFile(options.clientCertificate());
        }
        if (!options.clientKey().isEmpty()) {
            config.setClientKeyData(null);
            config.setClientKeyFile(options.clientKey());
        }
        if (!options.tlsServerName().isEmpty()) {
            config.setTlsServerName(options.tlsServerName());
        }
        if (!options.as().isEmpty()) {
            config.setImpersonateUsername(options.as());
            config.setImpersonateGroups(options.asGroups().toArray(String[]::new));
            uid = "";
            extra = Map.of();
        }
        if (!options.asUid().isEmpty()) {
            uid = options.asUid();
        }
    }
}
