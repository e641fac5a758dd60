package io.netdx.cli;

import io.modelcontextprotocol.json.jackson3.JacksonMcpJsonMapper;
import io.modelcontextprotocol.json.schema.JsonSchemaValidator;
import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.server.McpServerFeatures.SyncToolSpecification;
import io.modelcontextprotocol.server.McpSyncServer;
import io.modelcontextprotocol.server.transport.StdioServerTransportProvider;
import io.modelcontextprotocol.spec.McpSchema;
import io.netdx.diagnosis.ToolVersion;
import io.netdx.fact.Plain;

import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import tools.jackson.databind.json.JsonMapper;

/**
 * What agents may ask. Each tool is a command of this program with its own output (JSON but for explain), so that an agent is told word for word what a person is
 * told, and equal questions have equal answers.
 */
final class McpTools {

    private static final int LONGEST = 20_000;
    private static final String INSTRUCTIONS = "Kubernetes network faults: ranked diagnoses with evidence from a snapshot (kubectl get -o json lists, bundles, terminal logs). "
            + "Begin with diagnose; a verdict 'undetermined' and 'notEvaluated' say what was not seen. next_test says what to run, and takes the outcomes of what was run.";

    /** @param required names of arguments that must be there */
    private record Tool(String name, String description, Map<String, String> arguments, List<String> required, Line line) {
    }

    /** The command line that a call means. */
    private interface Line {
        List<String> of(Arguments given, Path folder) throws IOException;
    }

    private static final List<Tool> TOOLS = List.of(
            new Tool("diagnose", "Ranked diagnoses of a snapshot: causes with evidence, rivals, remedies and what could not be checked", arguments("snapshot", "path of a snapshot", "text",
                    "in place of a path: what a terminal showed, commands with their output"), List.of(),
                    (a, folder) -> list("diagnose", "--fail-on", "never", "-o", "json", "-f", snapshot(a, folder))),
            new Tool("trace", "The path of one connection, hop by hop, with the object that decides each hop", arguments("snapshot", "path of a snapshot", "text", "in place of a path: what a terminal showed",
                    "from", "pod/ns/name, deployment/ns/name or an address", "to", "the same or a host name, with :PORT"), List.of("from", "to"),
                    (a, folder) -> list("trace", "-o", "json", "-f", snapshot(a, folder), operand(a, "from"), operand(a, "to"))),
            new Tool("next_test", "The test that tells most per minute, given a complaint and the outcomes of tests so far", arguments("complaint", "what is wrong, in the user's words", "snapshot",
                    "path of a snapshot, if there is one", "answers", "outcomes so far, a line each: QUESTION = OUTCOME"), List.of("complaint"), McpTools::guided),
            new Tool("explain", "Everything known about a cause, finding, test or claim", arguments("id", "such as policy/default-deny-ingress or claim/C045"), List.of("id"),
                    (a, folder) -> list("explain", operand(a, "id"))),
            new Tool("knowledge", "All causes with title, severity, expertise and times", arguments(), List.of(), (a, folder) -> list("rules", "list", "-o", "json")));

    private McpTools() {
    }

    /** Serves until the client closes its end. */
    static void serve(InputStream in, OutputStream out) throws InterruptedException {
        JacksonMcpJsonMapper json = new JacksonMcpJsonMapper(JsonMapper.builder().build());
        CountDownLatch closed = new CountDownLatch(1);
        StdioServerTransportProvider transport = new StdioServerTransportProvider(json, new Ending(in, closed), out);
        JsonSchemaValidator none = (schema, value) -> JsonSchemaValidator.ValidationResponse.asValid("");
        McpSyncServer server = McpServer.sync(transport).serverInfo("netdx", ToolVersion.current()).instructions(INSTRUCTIONS).jsonMapper(json).jsonSchemaValidator(none)
                .capabilities(McpSchema.ServerCapabilities.builder().tools(false).build()).tools(TOOLS.stream().map(McpTools::specification).toList()).build();
        closed.await();
        server.closeGracefully();
    }

    private static SyncToolSpecification specification(Tool tool) {
        Map<String, Object> properties = new LinkedHashMap<>();
        tool.arguments().forEach((name, what) -> properties.put(name, Map.of("type", "string", "description", what)));
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "object");
        schema.put("properties", properties);
        schema.put("required", tool.required());
        McpSchema.Tool told = McpSchema.Tool.builder(tool.name(), schema).description(tool.description())
                .annotations(McpSchema.ToolAnnotations.builder().readOnlyHint(true).destructiveHint(false).idempotentHint(true).openWorldHint(false).build()).build();
        return SyncToolSpecification.builder().tool(told).callHandler((exchange, request) -> call(tool, new Arguments(request.arguments() == null ? Map.of() : request.arguments()))).build();
    }

    private static McpSchema.CallToolResult call(Tool tool, Arguments given) {
        try {
            Path folder = Files.createTempDirectory("netdx-mcp");
            try {
                return ran(tool.line().of(given, folder));
            } finally {
                for (String name : List.of("terminal.txt", "answers.txt")) {
                    Files.deleteIfExists(folder.resolve(name));
                }
                Files.deleteIfExists(folder);
            }
        } catch (IllegalArgumentException e) {
            return result(Plain.line(e.getMessage()), true);
        } catch (IOException e) {
            return result("the folder for temporary files cannot be used", true);
        }
    }

    private static McpSchema.CallToolResult ran(List<String> line) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int status = Main.run(line.toArray(String[]::new), new PrintStream(out, false, StandardCharsets.UTF_8), new PrintStream(err, false, StandardCharsets.UTF_8));
        boolean failed = status == Main.USAGE || status == Main.CANNOT_RUN;
        return result(failed ? err.toString(StandardCharsets.UTF_8).strip() : out.toString(StandardCharsets.UTF_8), failed);
    }

    private static McpSchema.CallToolResult result(String text, boolean failed) {
        return McpSchema.CallToolResult.builder().addTextContent(text).isError(failed).build();
    }

    private static List<String> guided(Arguments given, Path folder) throws IOException {
        List<String> line = list("guide", "--no-input", "--fail-on", "never", "-o", "json");
        if (!given.text("snapshot").isEmpty()) {
            line.addAll(List.of("-f", operand(given, "snapshot")));
        }
        if (!given.text("answers").isEmpty()) {
            line.addAll(List.of("--answers", Files.writeString(folder.resolve("answers.txt"), given.text("answers")).toString()));
        }
        line.addAll(List.of("--", given.text("complaint")));
        return line;
    }

    private static String snapshot(Arguments given, Path folder) throws IOException {
        if (!given.text("snapshot").isEmpty()) {
            return operand(given, "snapshot");
        }
        if (given.text("text").isEmpty()) {
            throw new IllegalArgumentException("name a snapshot, or give text");
        }
        return Files.writeString(folder.resolve("terminal.txt"), given.text("text")).toString();
    }

    /** An argument that cannot be taken for an option, nor for standard input, on which the protocol is spoken. */
    private static String operand(Arguments given, String name) {
        String value = given.text(name);
        if (value.isEmpty() || value.startsWith("-") || value.startsWith("@") || value.length() > LONGEST) {
            throw new IllegalArgumentException("the argument " + name + " is missing, or begins with - or @");
        }
        return value;
    }

    private record Arguments(Map<String, Object> given) {
        String text(String name) {
            return given.get(name) instanceof String text ? text : "";
        }
    }

    private static Map<String, String> arguments(String... pairs) {
        Map<String, String> all = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            all.put(pairs[i], pairs[i + 1]);
        }
        return all;
    }

    private static List<String> list(String... words) {
        return new ArrayList<>(List.of(words));
    }

    /** Tells when the client has closed its end. */
    private static final class Ending extends FilterInputStream {

        private final CountDownLatch closed;

        Ending(InputStream in, CountDownLatch closed) {
            super(in);
            this.closed = closed;
        }

        @Override
        public int read() throws IOException {
            int c = super.read();
            told(c);
            return c;
        }

        @Override
        public int read(byte[] into, int from, int count) throws IOException {
            int n = super.read(into, from, count);
            told(n);
            return n;
        }

        private void told(int read) {
            if (read < 0) {
                closed.countDown();
            }
        }
    }
}
