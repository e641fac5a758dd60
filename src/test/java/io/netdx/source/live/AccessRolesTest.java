package io.netdx.source.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.netdx.catalog.Catalog;
import io.netdx.catalog.CatalogCodec;
import io.netdx.fact.HostFact;
import io.netdx.source.Limits;
import io.netdx.source.SnapshotReader;
import io.netdx.source.signature.SignatureTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The roles in the repository are those that reading a cluster needs. With {@code -Droles.write=true} the file is written. */
class AccessRolesTest {

    private static final Path FILE = Path.of("facts/access/clusterroles.yaml");
    private static final Path PROBES = Path.of("facts/access/proberole.yaml");
    private static final Pattern PATH = Pattern.compile("GET /(?:api|apis/([^/]+))/[^/]+/(?:namespaces/[^/]+/)?([a-z0-9]+)(?:/([^/?]+)(/log|/proxy)?)?.*");

    @Test
    void theFileSaysWhatTheTableSays() throws IOException {
        if (Boolean.getBoolean("roles.write")) {
            Files.writeString(FILE, AccessRoles.yaml());
            Files.writeString(PROBES, AccessRoles.probes());
        }
        assertThat(Files.readString(FILE)).isEqualTo(AccessRoles.yaml());
        assertThat(Files.readString(PROBES)).isEqualTo(AccessRoles.probes());
    }

    @Test
    void theRolesAreGoodForEveryRequestAndNothingElse() throws IOException {
        Set<String> granted = new HashSet<>();
        for (Object role : new Load(LoadSettings.builder().build()).loadAllFromString(Files.readString(FILE))) {
            for (Object entry : (List<?>) ((Map<?, ?>) role).get("rules")) {
                Map<?, ?> rule = (Map<?, ?>) entry;
                assertThat(List.of("get", "list")).contains((String) ((List<?>) rule.get("verbs")).get(0));
                for (Object resource : rule.containsKey("resources") ? (List<?>) rule.get("resources") : List.of()) {
                    ((List<?>) rule.get("apiGroups")).forEach(group -> granted.add(rule.get("verbs") + " " + resource + "." + group));
                }
            }
        }
        Set<String> used = new HashSet<>();
        try (StubApi api = new StubApi(Path.of("facts/cases/service/selector-mismatch/positive-typo.yaml"));
                LiveCluster cluster = new LiveCluster(new KubeOptions("", "", "", "", List.of(), "", List.of(), "", Duration.ZERO, api.url(), "", "",
                        false, "", "", ""), Map.of(), LogChoice.ALL, new Stop(), progress -> { })) {
            SnapshotReader.read(cluster, Limits.DEFAULT, SignatureTable.load());
            api.requests().stream().filter(r -> !r.equals("GET /version") && !r.equals("GET /apis")).forEach(request -> used.add(need(request)));
        }
        assertThat(granted).containsAll(used);
        List<String> idle = new ArrayList<>(granted);
        idle.removeAll(used);
        // the versions that this server does not prefer, and CoreDNS's metrics, because the case has no CoreDNS; no Prometheus was named;
        // events of the newer group, because those of the older one were given
        assertThat(idle).allMatch(need -> List.of("[get] pods/proxy.", "[get] services/proxy.", "[list] events.events.k8s.io").contains(need) || need.endsWith(".projectcalico.org") || need.endsWith(".extensions"));
    }

    /** What a check needs is asked for; the rest are files of nodes, texts and figures. */
    @Test
    void theTableHasEveryKindThatTheCatalogueNeeds() {
        Set<String> needed = new TreeSet<>();
        Catalog catalog = CatalogCodec.load();
        catalog.findings().values().forEach(finding -> needed.addAll(finding.coverage()));
        catalog.causes().values().forEach(cause -> needed.addAll(cause.coverage()));
        assertThat(needed).contains("Pod", "HTTPRoute", "Sysctl");
        ApiResource.ALL.forEach(resource -> needed.remove(resource.coverage()));
        Stream.of(HostFact.class.getPermittedSubclasses()).forEach(type -> needed.remove(type.getSimpleName()));
        needed.removeAll(List.of("Log", "Metric", "Alert"));
        assertThat(needed).isEmpty();
    }

    private static String need(String request) {
        Matcher m = PATH.matcher(request);
        assertThat(m.matches()).as(request).isTrue();
        String group = m.group(1) == null ? "" : m.group(1);
        String verb = m.group(3) == null ? "list" : "get";
        return "[" + verb + "] " + m.group(2) + (m.group(4) == null ? "" : m.group(4)) + "." + group;
    }
}
