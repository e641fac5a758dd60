package io.netdx.serve;

import io.netdx.serve.ControlPlane.Access;
import io.netdx.serve.ControlPlane.Exec;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Connections on which a client enters a container: {@code exec} and {@code attach}, over WebSocket as kubectl from 1.31 on does. */
final class Upgrades {

    private static final Set<String> SUBRESOURCES = Set.of("exec", "attach", "portforward");
    private static final int MOST_ARGUMENTS = 1000;

    private final Living living;
    private final Entry entry;

    Upgrades(Living living, Entry entry) {
        this.living = living;
        this.entry = entry;
    }

    /** Whether a request is one of these; watches, which some clients would rather have so too, are not. */
    boolean wanted(Head head) {
        String path = head.target().replaceFirst("\\?.*", "");
        return path.contains("/pods/") && SUBRESOURCES.contains(path.substring(path.lastIndexOf('/') + 1));
    }

    void answer(Head head, InputStream in, OutputStream out) throws IOException {
        Exec exec;
        boolean stdin;
        String protocol;
        try {
            entry.authorise(head.header("authorization"), head.header("host"));
            Request request = Request.of(head.method(), head.uri(), head.header("accept"), "", new byte[0]);
            exec = exec(request, Request.all(head.uri(), "command"));
            stdin = request.flag("stdin");
            protocol = protocol(head);
        } catch (ApiException e) {
            refuse(e, out);
            return;
        }
        WebSocket socket = WebSocket.accept(head, protocol, in, out);
        new ContainerSession(living.plane(), exec, stdin, socket).run();
    }

    /** The command, where the user may run it and the pod can. */
    private Exec exec(Request request, List<String> argv) {
        Route route = Route.of(request.path()).orElseThrow(ApiException::notFound);
        Revision now = living.now();
        ApiResource pods = route.resource(now.resources());
        // whatever the method: the right to do so is that to create
        Access access = new Access("create", route.group(), route.plural(), route.subresource(), route.namespace(), route.name());
        if (!living.plane().allowed(access)) {
            throw ApiException.forbidden(living.plane().user(), access, pods.qualified());
        }
        Optional<StoredObject> found = now.object(pods, route.namespace(), route.name());
        StoredObject pod = found.orElseThrow(() -> ApiException.notFound(pods, route.name(), ""));
        String phase = pod.tree().at("status").text("phase");
        boolean attach = route.subresource().equals("attach");
        if (route.subresource().equals("portforward")) {
            throw ApiException.badRequest("no port of a simulated pod can be forwarded: run what would use it in the cluster, with kubectl exec, debug or run");
        }
        if (phase.equals("Succeeded") || phase.equals("Failed")) {
            throw ApiException.badRequest("cannot " + (attach ? "attach" : "exec into") + " a container in a completed pod; current phase is " + phase);
        }
        if (!attach && (argv.isEmpty() || argv.size() > MOST_ARGUMENTS)) {
            throw ApiException.badRequest("you must specify at least 1 command for the container");
        }
        return new Exec(pod.namespace(), pod.name(), LogAnswers.container(request, pod.tree()), attach ? List.of() : argv, request.flag("tty"));
    }

    private static String protocol(Head head) {
        if (!head.header("upgrade").equalsIgnoreCase("websocket")) {
            throw ApiException.badRequest("this cluster is entered over WebSocket only, which kubectl does from 1.31 on (from 1.29 with"
                    + " KUBECTL_REMOTE_COMMAND_WEBSOCKETS=true)");
        }
        List<String> offered = List.of(head.header("sec-websocket-protocol").split("\\s*,\\s*"));
        return List.of(ContainerSession.V5, ContainerSession.V4).stream().filter(offered::contains).findFirst()
                .orElseThrow(() -> ApiException.badRequest("none of these protocols is spoken here: " + String.join(", ", offered)));
    }

    private static void refuse(ApiException e, OutputStream out) throws IOException {
        byte[] body = Json.bytes(e.status());
        out.write(("HTTP/1.1 " + e.code() + " Refused\r\nContent-Type: application/json\r\nContent-Length: " + body.length
                + "\r\nConnection: close\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
        out.write(body);
        out.flush();
    }
}
