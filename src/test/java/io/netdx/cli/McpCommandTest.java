package io.netdx.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.ServerParameters;
import io.modelcontextprotocol.client.transport.StdioClientTransport;
import io.modelcontextprotocol.json.jackson3.JacksonMcpJsonMapper;
import io.modelcontextprotocol.json.schema.JsonSchemaValidator;
import io.modelcontextprotocol.spec.McpSchema;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** The client of the protocol's own Java SDK, against the program as a process of its own. */
class McpCommandTest {

    private static final String CASE = Path.of("facts/cases/service/selector-mismatch/positive-typo.yaml").toAbsolutePath().toString();

    private static McpSyncClient client;

    @BeforeAll
    static void connect() {
        JacksonMcpJsonMapper json = new JacksonMcpJsonMapper(JsonMapper.builder().build());
        String path = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        ServerParameters server = ServerParameters.builder(Path.of(System.getProperty("java.home"), "bin", "java").toString())
                .args(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp", path, "io.netdx.cli.Main", "mcp")).build();
        JsonSchemaValidator none = (schema, value) -> JsonSchemaValidator.ValidationResponse.asValid("");
        client = McpClient.sync(new StdioClientTransport(server, json)).jsonSchemaValidator(none).requestTimeout(Duration.ofMinutes(2)).initializationTimeout(Duration.ofMinutes(2)).build();
        client.initialize();
    }

    @AfterAll
    static void close() {
        client.closeGracefully();
    }

    private static McpSchema.CallToolResult call(String tool, Map<String, Object> arguments) {
        return client.callTool(McpSchema.CallToolRequest.builder(tool).arguments(arguments).build());
    }

    private static String text(McpSchema.CallToolResult result) {
        return ((McpSchema.TextContent) result.content().get(0)).text();
    }

    @Test
    void offersItsToolsAsReadOnly() {
        assertThat(client.getServerInfo().name()).isEqualTo("netdx");
        assertThat(client.listTools().tools()).extracting(McpSchema.Tool::name).containsExactlyInAnyOrder("diagnose", "trace", "next_test", "explain", "knowledge");
        assertThat(client.listTools().tools()).allMatch(t -> t.annotations().readOnlyHint());
    }

    @Test
    void anAgentIsToldWhatAPersonIsTold() {
        String told = text(call("diagnose", Map.of("snapshot", CASE)));
        assertThat(told).isEqualTo(Run.of("diagnose", "--fail-on", "never", "-o", "json", "-f", CASE).out()).contains("service/selector-mismatch");
        assertThat(text(call("diagnose", Map.of("snapshot", CASE)))).as("equal questions have equal answers").isEqualTo(told);
        assertThat(text(call("trace", Map.of("snapshot", CASE, "from", "shop/frontend", "to", "svc/shop/cart")))).contains("\"FlowTrace\"");
        assertThat(text(call("explain", Map.of("id", "policy/default-deny-ingress")))).contains("policy/default-deny-ingress");
        assertThat(text(call("knowledge", Map.of()))).contains("\"dns/coredns-down\"");
    }

    @Test
    void aTerminalsTextIsASnapshotToo() {
        String text = "$ kubectl get svc,ep -n shop\nNAME           TYPE        CLUSTER-IP   EXTERNAL-IP   PORT(S)   AGE\nservice/cart   ClusterIP   10.96.10.2   <none>        80/TCP    3d\n\n"
                + "NAME             ENDPOINTS   AGE\nendpoints/cart   <none>      3d\n";
        assertThat(text(call("diagnose", Map.of("text", text)))).contains("\"DiagnosisReport\"");
    }

    @Test
    void theNextTestFollowsFromTheComplaint() {
        String told = text(call("next_test", Map.of("complaint", "orders cannot reach the database since Monday", "snapshot", CASE)));
        assertThat(told).contains("\"next\"").contains("\"DiagnosisReport\"");
        assertThat(text(call("next_test", Map.of("complaint", "orders cannot reach the database")))).contains("\"test\"");
    }

    @Test
    void mistakesAreNamedAndNothingElseIsRead() {
        assertThat(call("diagnose", Map.of()).isError()).isTrue();
        assertThat(text(call("diagnose", Map.of("snapshot", "-")))).contains("begins with -");
        assertThat(call("diagnose", Map.of("snapshot", "/no/such/file")).isError()).isTrue();
        assertThat(call("explain", Map.of("id", "no/such")).isError()).isTrue();
    }
}
