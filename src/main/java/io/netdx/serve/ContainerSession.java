package io.netdx.serve;

import io.netdx.serve.ControlPlane.Exec;
import io.netdx.serve.ControlPlane.Refused;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A client in a container: a command, its streams as channels of one WebSocket, its exit code at the end
 * (k8s.io/apimachinery/pkg/util/remotecommand).
 */
final class ContainerSession {

    /** As the fourth, and the end of standard input can be said. */
    static final String V5 = "v5.channel.k8s.io";
    static final String V4 = "v4.channel.k8s.io";

    private static final int STDIN = 0;
    private static final int STDOUT = 1;
    private static final int STDERR = 2;
    private static final int ERROR = 3;
    private static final int END = 255;
    private static final int CHUNK = 1 << 15;

    private final ControlPlane plane;
    private final Exec exec;
    private final WebSocket socket;
    private final StandardInput stdin = new StandardInput();
    private final Terminal terminal;

    /** @param listens whether the client sends standard input */
    ContainerSession(ControlPlane plane, Exec exec, boolean listens, WebSocket socket) {
        this.plane = plane;
        this.exec = exec;
        this.socket = socket;
        this.terminal = new Terminal(stdin, new Channel(STDOUT));
        if (!listens) {
            stdin.end();
        }
    }

    /** Until the command has ended or the client is gone. */
    void run() throws IOException {
        Thread command = new Thread(this::command, "exec");
        command.setDaemon(true);
        command.start();
        try {
            for (Optional<byte[]> message = socket.read(); message.isPresent(); message = socket.read()) {
                said(message.get());
            }
        } finally {
            stdin.end();
            command.interrupt();
        }
    }

    /** Input; a new size of the terminal is of no interest. */
    private void said(byte[] message) throws IOException {
        if (message.length == 2 && (message[0] & 0xff) == END && message[1] == STDIN) {
            stdin.end();
        } else if (message.length > 1 && message[0] == STDIN) {
            if (exec.tty()) {
                terminal.typed(message, 1, message.length - 1);
            } else {
                stdin.put(message, 1, message.length - 1);
            }
        }
    }

    private void command() {
        try {
            OutputStream out = exec.tty() ? terminal.output() : new Channel(STDOUT);
            int code = plane.run(exec, stdin, out, exec.tty() ? out : new Channel(STDERR));
            end(code == 0 || exec.attached() ? Json.object("metadata", Map.of(), "status", "Success") : exited(code));
        } catch (Refused e) {
            end(failure(String.valueOf(e.getMessage()), e.reason(), Map.of()));
        } catch (InterruptedException | InterruptedIOException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            // nobody listens
        } catch (RuntimeException e) {
            end(failure("netdx failed: " + e, "InternalError", Map.of()));
        } finally {
            // whoever still sends does not wait for a reader
            stdin.end();
        }
    }

    private static Map<String, Object> exited(int code) {
        return failure("command terminated with non-zero exit code: exit status " + code, "NonZeroExitCode",
                Json.object("causes", List.of(Json.object("reason", "ExitCode", "message", Integer.toString(code)))));
    }

    private static Map<String, Object> failure(String message, String reason, Map<String, Object> details) {
        return Json.object("metadata", Map.of(), "status", "Failure", "message", io.netdx.fact.Plain.line(message), "reason", reason, "details", details);
    }

    private void end(Map<String, Object> status) {
        try {
            new Channel(ERROR).write(Json.bytes(status));
            socket.close();
        } catch (IOException e) {
            // nobody listens
        }
    }

    private final class Channel extends OutputStream {

        private final int number;

        Channel(int number) {
            this.number = number;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            for (int at = from; at < from + length; at += CHUNK) {
                int n = Math.min(CHUNK, from + length - at);
                byte[] message = new byte[n + 1];
                message[0] = (byte) number;
                System.arraycopy(bytes, at, message, 1, n);
                socket.send(message, message.length);
            }
        }
    }
}
