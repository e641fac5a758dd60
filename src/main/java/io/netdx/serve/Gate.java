package io.netdx.serve;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/**
 * Stands before the JDK's server, which cannot hand over a connection: takes those on which a client wants to enter a container, and passes
 * all others on as they are.
 */
final class Gate implements Closeable {

    /** For all that clients do at once; a connection that is passed on needs two. */
    private static final int THREADS = 512;
    private static final int HEAD_MILLIS = 15_000;
    private static final int BUFFER = 1 << 14;

    private final ServerSocket listener;
    private final int inner;
    private final Upgrades upgrades;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads = new ThreadPoolExecutor(0, THREADS, 10, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
        Thread thread = new Thread(task, "gate");
        thread.setDaemon(true);
        return thread;
    });

    /**
     * Opens.
     *
     * @param inner the port of the server that everything else goes to
     */
    Gate(ServerSocket listener, int inner, Upgrades upgrades) {
        this.listener = listener;
        this.inner = inner;
        this.upgrades = upgrades;
        threads.execute(this::accept);
    }

    int port() {
        return listener.getLocalPort();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                open.add(client);
                start(client, () -> serve(client));
            } catch (IOException e) {
                // the listener was closed, a client was gone before it was there, or there are no more file descriptors for a while
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
            }
        }
    }

    private interface Task {
        void run() throws IOException;
    }

    /** Runs a task that ends with its connection. */
    private void start(Socket client, Task task) {
        try {
            threads.execute(() -> {
                try {
                    task.run();
                } catch (IOException e) {
                    // a client that is gone or speaks no TLS: nobody to tell
                } finally {
                    close(client);
                }
            });
        } catch (RejectedExecutionException e) {
            close(client);
        }
    }

    private void close(Socket socket) {
        open.remove(socket);
        try {
            socket.close();
        } catch (IOException e) {
            // it is closed all the same
        }
    }

    private void serve(Socket client) throws IOException {
        client.setSoTimeout(HEAD_MILLIS);
        client.setTcpNoDelay(true);
        InputStream in = new BufferedInputStream(client.getInputStream(), BUFFER);
        Head head = Head.read(in);
        client.setSoTimeout(0);
        if (upgrades.wanted(head)) {
            upgrades.answer(head, in, client.getOutputStream());
            return;
        }
        AtomicBoolean taken = new AtomicBoolean();
        try (Socket server = new Socket(InetAddress.getLoopbackAddress(), inner)) {
            open.add(server);
            server.setTcpNoDelay(true);
            start(server, () -> {
                try {
                    copy(server.getInputStream(), client.getOutputStream());
                } finally {
                    if (!taken.get()) {
                        close(client);
                    }
                }
            });
            // clients keep connections, and may enter a container on one that had other uses before
            for (; !upgrades.wanted(head); head = Head.read(in)) {
                head.passOn(in, server.getOutputStream());
            }
            taken.set(true);
        }
        upgrades.answer(head, in, client.getOutputStream());
    }

    private static void copy(InputStream in, OutputStream out) throws IOException {
        byte[] buffer = new byte[BUFFER];
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
            out.write(buffer, 0, n);
            out.flush();
        }
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            // it is closed all the same
        }
        open.forEach(this::close);
        threads.shutdownNow();
    }
}
