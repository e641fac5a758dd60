package io.netdx.source.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import io.netdx.fact.Pod;
import io.netdx.source.Limits;
import io.netdx.source.SnapshotReader;
import io.netdx.source.SourceException;
import io.netdx.source.signature.SignatureTable;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.Executors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The habits of kubeconfigs: whatever way kubectl finds to a cluster, this finds too. */
@Timeout(120)
class ConnectionTest {

    private static final Path CASE = Path.of("facts/cases/service/selector-mismatch/positive-typo.yaml");
    private static final Path TLS = Path.of("src/test/resources/tls");
    /** A name that no resolver knows: only a proxy can reach it. */
    private static final String ELSEWHERE = "http://api.cluster.invalid";

    @TempDir
    private Path folder;
    private StubApi api;
    /** What came with {@code Authorization}. */
    private final Set<String> credentials = new ConcurrentSkipListSet<>();

    @BeforeEach
    void server() throws IOException {
        api = new StubApi(CASE).with((exchange, stub) -> {
            credentials.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
            return false;
        });
    }

    @AfterEach
    void close() {
        api.close();
    }

    private static KubeOptions options(String kubeconfig) {
        return new KubeOptions(kubeconfig, "", "", "", List.of(), "", List.of(), "", Duration.ZERO, "", "", "", false, "", "", "");
    }

    private void reads(String kubeconfig) throws IOException {
        reads(options(Files.writeString(folder.resolve("config"), kubeconfig).toString()), Map.of());
    }

    private static void reads(KubeOptions options, Map<String, String> environment) throws IOException {
        try (LiveCluster cluster = new LiveCluster(options, environment, LogChoice.NONE, new Stop(), progress -> { })) {
            assertThat(SnapshotReader.read(cluster, Limits.DEFAULT, SignatureTable.load()).cluster().all(Pod.class)).hasSize(7);
        }
    }

    private static String config(String server, String more, String user) {
        return """
                clusters: [{name: lab, cluster: {server: "%s"%s}}]
                users: [{name: ann, user: %s}]
                contexts: [{name: lab, context: {cluster: lab, user: ann, namespace: shop}}]
                current-context: lab
                """.formatted(server, more, user);
    }

    /** 401 for any other token. */
    private void onlyToken(String token) {
        api.with((exchange, stub) -> {
            boolean refused = !("Bearer " + token).equals(exchange.getRequestHeaders().getFirst("Authorization"));
            if (refused) {
                stub.status(exchange, 401, "Unauthorized");
            }
            return refused;
        });
    }

    @Test
    void aProxyOfTheKubeconfigIsAsked() throws IOException {
        reads(config(ELSEWHERE, ", proxy-url: \"" + api.url() + "\"", "{token: t}"));
        assertThat(api.requests()).isNotEmpty().allMatch(r -> r.startsWith("GET " + ELSEWHERE + "/"));
    }

    /** What the environment names as {@code HTTP_PROXY}, the client library also takes from this property. */
    @Test
    void aProxyOfTheEnvironmentIsAsked() throws IOException {
        with(Map.of("http.proxy", api.url()), () -> reads(config(ELSEWHERE, "", "{token: t}")));
        assertThat(api.requests()).isNotEmpty().allMatch(r -> r.startsWith("GET " + ELSEWHERE + "/"));
    }

    @Test
    void severalFilesAreOneConfiguration() throws IOException {
        Path contexts = Files.writeString(folder.resolve("contexts"), "contexts: [{name: lab, context: {cluster: lab, user: ann}}]\ncurrent-context: lab\n");
        Path clusters = Files.writeString(folder.resolve("clusters"), "clusters: [{name: lab, cluster: {server: \"" + api.url() + "\"}}]\ncurrent-context: other\n");
        Path users = Files.writeString(folder.resolve("users"), "users: [{name: ann, user: {token: of-the-third}}]\n");
        String separator = System.getProperty("path.separator");
        reads(options(""), Map.of("KUBECONFIG", String.join(separator, contexts.toString(), folder.resolve("missing").toString(), clusters.toString(), users.toString())));
        assertThat(credentials).containsExactly("Bearer of-the-third");
    }

    @Test
    void aTokenFileThatChangesIsReadAgain() throws IOException {
        Path token = Files.writeString(folder.resolve("token"), "first");
        api.with((exchange, stub) -> {
            boolean old = "Bearer first".equals(exchange.getRequestHeaders().getFirst("Authorization")) && exchange.getRequestURI().getPath().endsWith("/pods");
            if (old) {
                Files.writeString(token, "second");
                stub.status(exchange, 401, "Unauthorized");
            }
            return old;
        });
        reads(config(api.url(), "", "{tokenFile: " + token + "}"));
        assertThat(credentials).containsExactly("Bearer first", "Bearer second");
    }

    /** What kubectl leaves of a kubeconfig when the last context is deleted. */
    @Test
    void anEmptiedKubeconfigHoldsNoneAndSpoilsNoOther() throws IOException {
        Path emptied = Files.writeString(folder.resolve("emptied"), "apiVersion: v1\nkind: Config\nclusters: null\ncontexts: null\ncurrent-context: ''\npreferences: {}\nusers: null\n");
        assertThatThrownBy(() -> reads(options(emptied.toString()), Map.of())).isInstanceOf(KubeconfigException.class).hasMessageContaining("holds none");
        Path whole = Files.writeString(folder.resolve("config"), config(api.url(), "", "{token: whole}"));
        reads(options(""), Map.of("KUBECONFIG", emptied + System.getProperty("path.separator") + whole));
        assertThat(credentials).containsExactly("Bearer whole");
    }

    /** As kubectl takes it: what a kubeconfig names without a root lies beside it, wherever the program was started. */
    @Test
    void aTokenFileIsBesideTheKubeconfigThatNamesIt() throws IOException {
        Files.writeString(Files.createDirectories(folder.resolve("secret")).resolve("token"), "beside\n");
        reads(config(api.url(), "", "{tokenFile: secret/token}"));
        assertThat(credentials).containsExactly("Bearer beside");
        assertThatThrownBy(() -> reads(config(api.url(), "", "{tokenFile: secret/none}"))).isInstanceOf(KubeconfigException.class).hasMessageContaining("secret/none");
    }

    @Test
    void whoTheKubeconfigActsAsIsToldWhole() throws IOException {
        Set<String> told = new TreeSet<>();
        api.with((exchange, stub) -> {
            exchange.getRequestHeaders().forEach((name, values) -> told.addAll(name.startsWith("Impersonate-") ? List.of(name.toLowerCase(Locale.ROOT) + " " + values) : List.of()));
            return false;
        });
        String user = "{token: t, as: eve, as-uid: u-7, as-groups: [dev, ops], as-user-extra: {\"example.com/scopes\": [read, \"write\"], reason: [audit]}}";
        reads(config(api.url(), "", user));
        assertThat(told).containsExactly("impersonate-extra-example.com%2fscopes [read, write]", "impersonate-extra-reason [audit]", "impersonate-group [dev, ops]", "impersonate-uid [u-7]",
                "impersonate-user [eve]");
        told.clear();
        // a flag means somebody else, of whom the file says nothing
        reads(new KubeOptions(Files.writeString(folder.resolve("config"), config(api.url(), "", user)).toString(), "", "", "", List.of(), "bob", List.of(), "", Duration.ZERO, "", "", "", false, "", "", ""),
                Map.of());
        assertThat(told).containsExactly("impersonate-user [bob]");
    }

    /** Its first token is over, as the server sees it; then it is run again. */
    @Test
    void aCredentialPluginIsRunAndRunAgain() throws IOException {
        assumeTrue(Files.isExecutable(Path.of("/bin/sh")));
        Path plugin = Files.writeString(folder.resolve("plugin"), """
                #!/bin/sh
                echo run >> "%s"
                n=$(wc -l < "%s")
                echo '{"apiVersion": "client.authentication.k8s.io/v1", "kind": "ExecCredential", "status": {"expirationTimestamp": "2020-01-01T00:00:00Z", "token": "'$1-$n'"}}' | tr -d ' '
                """.formatted(folder.resolve("runs"), folder.resolve("runs")));
        onlyToken("given-2");
        reads(config(api.url(), "", "{exec: {apiVersion: client.authentication.k8s.io/v1, command: /bin/sh, args: [" + plugin + ", given], interactiveMode: Never}}"));
        assertThat(credentials).as("what was not refused").containsExactly("Bearer given-2");
        assertThat(folder.resolve("runs")).hasContent("run\nrun");
    }

    @Test
    void aCredentialPluginThatIsNotThereIsOneLine() {
        assertThatThrownBy(() -> reads(config(api.url(), "", "{exec: {apiVersion: client.authentication.k8s.io/v1, command: netdx-no-such-plugin}}")))
                .isInstanceOf(KubeconfigException.class).hasMessage("the credential plugin netdx-no-such-plugin of the kubeconfig gave no credentials; run it by hand, or log in again");
    }

    @Test
    void aClientCertificateIsShown() throws IOException, GeneralSecurityException {
        Set<String> peers = new TreeSet<>();
        HttpsServer secure = secure(true, exchange -> {
            peers.add(((com.sun.net.httpserver.HttpsExchange) exchange).getSSLSession().getPeerPrincipal().getName());
            api.answer(exchange);
        });
        String server = "https://127.0.0.1:" + secure.getAddress().getPort();
        String authority = ", certificate-authority: " + TLS.resolve("server.crt").toAbsolutePath();
        try {
            reads(config(server, authority, "{client-certificate: " + TLS.resolve("client.crt").toAbsolutePath() + ", client-key: " + TLS.resolve("client.key").toAbsolutePath() + "}"));
            assertThat(peers).containsExactly("CN=ann");
            String data = "{client-certificate-data: " + base64(TLS.resolve("client.crt")) + ", client-key-data: " + base64(TLS.resolve("client.key")) + "}";
            reads(config(server, ", certificate-authority-data: " + base64(TLS.resolve("server.crt")), data));
            assertThatThrownBy(() -> reads(config(server, authority, "{token: t}"))).isInstanceOf(SourceException.class).hasMessageContaining("cannot be reached");
            assertThatThrownBy(() -> reads(config(server, "", data))).as("a server that nobody vouches for").isInstanceOf(SourceException.class);
        } finally {
            secure.stop(0);
        }
    }

    /** In a pod: an address in the environment; token, authority and namespace in files. */
    @Test
    void theServiceAccountOfAPodIsUsed() throws IOException, GeneralSecurityException {
        HttpsServer secure = secure(false, exchange -> {
            credentials.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
            api.answer(exchange);
        });
        Map<String, String> pod = new HashMap<>(Map.of("KUBERNETES_SERVICE_HOST", "127.0.0.1", "KUBERNETES_SERVICE_PORT", String.valueOf(secure.getAddress().getPort())));
        Map<String, String> files = new HashMap<>(pod);
        files.put("kubernetes.auth.serviceAccount.token", Files.writeString(folder.resolve("token"), "of-the-pod").toString());
        files.put("kubernetes.certs.ca.file", TLS.resolve("server.crt").toAbsolutePath().toString());
        files.put("kubernetes.auth.tryKubeConfig", "false");
        pod.put("HOME", folder.toString());
        try {
            with(files, () -> reads(options(""), pod));
            assertThat(credentials).containsExactly("Bearer of-the-pod");
        } finally {
            secure.stop(0);
        }
    }

    private interface Work {
        void run() throws IOException;
    }

    private static void with(Map<String, String> properties, Work work) throws IOException {
        properties.forEach(System::setProperty);
        try {
            work.run();
        } finally {
            properties.keySet().forEach(System::clearProperty);
        }
    }

    private interface Answering {
        void answer(HttpExchange exchange) throws IOException;
    }

    private static HttpsServer secure(boolean clientCertificate, Answering answering) throws IOException, GeneralSecurityException {
        KeyStore own = KeyStore.getInstance("PKCS12");
        own.load(null, null);
        own.setKeyEntry("server", key(TLS.resolve("server.key")), new char[0], new Certificate[] {certificate(TLS.resolve("server.crt"))});
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(own, new char[0]);
        KeyStore clients = KeyStore.getInstance("PKCS12");
        clients.load(null, null);
        clients.setCertificateEntry("client", certificate(TLS.resolve("client.crt")));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(clients);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        server.setHttpsConfigurator(new HttpsConfigurator(context) {
            @Override
            public void configure(HttpsParameters parameters) {
                SSLParameters tls = getSSLContext().getDefaultSSLParameters();
                tls.setNeedClientAuth(clientCertificate);
                parameters.setSSLParameters(tls);
            }
        });
        server.setExecutor(Executors.newCachedThreadPool(work -> {
            Thread thread = new Thread(work);
            thread.setDaemon(true);
            return thread;
        }));
        server.createContext("/", exchange -> {
            try (exchange) {
                answering.answer(exchange);
            }
        });
        server.start();
        return server;
    }

    private static Certificate certificate(Path pem) throws IOException, GeneralSecurityException {
        try (InputStream in = Files.newInputStream(pem)) {
            return CertificateFactory.getInstance("X.509").generateCertificate(in);
        }
    }

    private static PrivateKey key(Path pem) throws IOException, GeneralSecurityException {
        String base64 = Files.readString(pem).replaceAll("-----[A-Z ]+-----", "").replaceAll("\\s", "");
        return KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(base64)));
    }

    private static String base64(Path file) throws IOException {
        return Base64.getEncoder().encodeToString(Files.readAllBytes(file));
    }
}
