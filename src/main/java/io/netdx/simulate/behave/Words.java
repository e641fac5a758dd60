package io.netdx.simulate.behave;

import io.netdx.simulate.world.Dialect;
import java.time.Instant;
import java.util.Locale;

/** How the log of a program says that a call succeeded or failed: the words of its language's usual client library. */
final class Words {

    private static final String POOL = "HTTPConnectionPool(host='%s', port=%d): Max retries exceeded with url: %s (Caused by %s)";
    private static final String CONNECTION = "<urllib3.connection.HTTPConnection object at 0x7f3c9a1d4e50>";

    private final String clientIp;
    private final Target target;
    private final Outcome outcome;

    Words(String clientIp, Target target, Outcome outcome) {
        this.clientIp = clientIp;
        this.target = target;
        this.outcome = outcome;
    }

    /** One line of the log, with a traceback where the language prints one. */
    String line(Dialect dialect, Instant at) {
        String words = outcome.ok() ? "" : words(dialect);
        String time = at.toString();
        String what = target.http() ? target.url() : target.host() + ":" + target.port();
        return switch (dialect) {
            case GO, GRPC -> outcome.ok() ? time + " level=info msg=\"upstream call\" " + (target.http() ? "url=" : "target=") + what + " status="
                    + (target.http() ? "200" : "ok") + " elapsed=4ms"
                    : answered() && dialect == Dialect.GO
                    ? time + " level=error msg=\"upstream call\" url=" + what + " status=" + status() + " elapsed=9ms"
                    : time + " level=error msg=\"upstream call failed\" err=\"" + words.replace("\"", "\\\"") + "\"";
            case PYTHON -> time.replace('T', ' ').replace("Z", ",118") + (outcome.ok() ? " INFO app.client GET " + what + " 200 0.012s"
                    : " ERROR app.client call failed\nTraceback (most recent call last):\n  File \"/srv/app/client.py\", line 48, in call\n"
                    + "    response = self._session.get(url, timeout=(3, 5))\n" + words);
            case NODE -> "{\"level\":\"" + (outcome.ok() ? "info" : "error") + "\",\"time\":\"" + time + "\",\"target\":\"" + what + "\",\"msg\":\""
                    + (outcome.ok() ? "request completed" : "request failed") + "\"" + (outcome.ok() ? ",\"statusCode\":200" : ",\"err\":\"" + words.replace("\"", "\\\"") + "\"")
                    + "}";
            case JAVA -> time + (outcome.ok() ? "  INFO 1 --- [nio-8080-exec-4] c.e.client.RestCaller : GET " + what + " -> 200"
                    : " ERROR 1 --- [nio-8080-exec-4] c.e.client.RestCaller : call failed: " + words + cause());
            case NGINX -> outcome.ok() ? clientIp + " - - [" + time + "] \"GET " + target.path() + " HTTP/1.1\" 200 512 \"-\" \"kube-probe/1.33\""
                    : time.replace('-', '/').replace('T', ' ').replace("Z", "") + " [error] 29#29: *1313 " + words;
            case CURL -> outcome.ok() ? time + " OK " + what + " 200 0.012s" : time + " FAIL " + what + " " + words;
        };
    }

    /** The end of a stack trace, which names the exception of the connection itself. */
    private String cause() {
        String trace = "\n\tat com.example.client.RestCaller.call(RestCaller.java:61)\nCaused by: ";
        return switch (outcome.kind()) {
            case REFUSED -> trace + "java.net.ConnectException: Connection refused";
            case NXDOMAIN -> trace + "java.net.UnknownHostException: " + target.host() + ": Name or service not known";
            case DNS_TIMEOUT, SERVFAIL -> trace + "java.net.UnknownHostException: " + target.host() + ": Temporary failure in name resolution";
            case TIMEOUT -> trace + "java.net.SocketTimeoutException: Connect timed out";
            default -> "";
        };
    }

    private boolean answered() {
        return switch (outcome.kind()) {
            case SERVER_ERROR, NOT_FOUND, FORBIDDEN, UNAVAILABLE -> true;
            default -> false;
        };
    }

    private int status() {
        if (outcome.kind() == Outcome.Kind.NOT_FOUND) {
            return 404;
        }
        if (outcome.kind() == Outcome.Kind.FORBIDDEN || outcome.kind() == Outcome.Kind.UNAVAILABLE) {
            return outcome.kind() == Outcome.Kind.FORBIDDEN ? 403 : 503;
        }
        return outcome.server().map(Traffic::dialect).orElse(Dialect.GO) == Dialect.NGINX ? 502 : 500;
    }

    private String words(Dialect dialect) {
        return switch (dialect) {
            case GO -> target.http() ? "Get \"" + target.url() + "\": " + go() : go();
            case GRPC -> outcome.kind() == Outcome.Kind.UNAVAILABLE ? "rpc error: code = Unavailable desc = upstream connect error or disconnect/reset before headers. reset reason: connection failure"
                    : outcome.kind() == Outcome.Kind.FORBIDDEN ? "rpc error: code = PermissionDenied desc = RBAC: access denied" : outcome.kind() == Outcome.Kind.NOT_FOUND ? "rpc error: code = Unimplemented desc = unknown service" : outcome.kind() == Outcome.Kind.SERVER_ERROR ? "rpc error: code = Internal desc = upstream " + target.host() + " failed"
                    : "rpc error: code = Unavailable desc = connection error: desc = \"transport: Error while dialing: " + go() + "\"";
            case PYTHON -> target.http() ? requests() : driver();
            case NODE -> node();
            case JAVA -> target.http() ? spring() : jdbc();
            case NGINX -> nginx();
            case CURL -> curl();
        };
    }

    private String peer() {
        return (outcome.address().contains(":") ? "[" + outcome.address() + "]" : outcome.address()) + ":" + target.port();
    }

    private String go() {
        String lookup = "dial tcp: lookup " + target.host() + " on " + outcome.address() + ":53: ";
        return switch (outcome.kind()) {
            case REFUSED -> "dial tcp " + peer() + ": connect: connection refused";
            case UNREACHABLE -> "dial tcp " + peer() + ": connect: no route to host";
            case NO_NETWORK -> "dial tcp " + peer() + ": connect: network is unreachable";
            case RESET -> "read tcp " + clientIp + ":41872->" + peer() + ": read: connection reset by peer";
            case STALLED -> target.http() ? "context deadline exceeded (Client.Timeout exceeded while awaiting headers)"
                    : "read tcp " + clientIp + ":41872->" + peer() + ": i/o timeout";
            case NXDOMAIN -> lookup + "no such host";
            case DNS_TIMEOUT -> lookup + "read udp " + clientIp + ":37873->" + outcome.address() + ":53: i/o timeout";
            case SERVFAIL -> lookup + "server misbehaving";
            default -> "dial tcp " + peer() + ": i/o timeout";
        };
    }

    private String requests() {
        String refused = "NewConnectionError('" + CONNECTION + ": Failed to establish a new connection: %s')";
        return switch (outcome.kind()) {
            case REFUSED -> "requests.exceptions.ConnectionError: " + pool(refused.formatted("[Errno 111] Connection refused"));
            case NO_NETWORK -> "requests.exceptions.ConnectionError: " + pool(refused.formatted("[Errno 101] Network is unreachable"));
            case UNREACHABLE -> "requests.exceptions.ConnectionError: " + pool(refused.formatted("[Errno 113] No route to host"));
            case RESET -> "requests.exceptions.ConnectionError: ('Connection aborted.', ConnectionResetError(104, 'Connection reset by peer'))";
            case STALLED -> "requests.exceptions.ReadTimeout: HTTPConnectionPool(host='" + target.host() + "', port=" + target.port() + "): Read timed out. (read timeout=5)";
            case NXDOMAIN -> "requests.exceptions.ConnectionError: " + pool(refused.formatted("[Errno -2] Name or service not known"));
            case DNS_TIMEOUT, SERVFAIL -> "requests.exceptions.ConnectionError: " + pool(refused.formatted("[Errno -3] Temporary failure in name resolution"));
            case FORBIDDEN -> "requests.exceptions.HTTPError: 403 Client Error: Forbidden for url: " + target.url();
            case UNAVAILABLE -> "requests.exceptions.HTTPError: 503 Server Error: Service Unavailable for url: " + target.url();
            case NOT_FOUND -> "requests.exceptions.HTTPError: 404 Client Error: Not Found for url: " + target.url();
            case SERVER_ERROR -> "requests.exceptions.HTTPError: " + (status() == 502 ? "502 Server Error: Bad Gateway" : "500 Server Error: Internal Server Error") + " for url: "
                    + target.url();
            default -> "requests.exceptions.ConnectTimeout: " + pool("ConnectTimeoutError(" + CONNECTION + ", 'Connection to " + target.host()
                    + " timed out. (connect timeout=3)')");
        };
    }

    private String pool(String cause) {
        return String.format(Locale.ROOT, POOL, target.host(), target.port(), target.path(), cause);
    }

    /** The usual Python driver of the store behind the port. */
    private String driver() {
        String why = switch (outcome.kind()) {
            case REFUSED -> "[Errno 111] Connection refused";
            case UNREACHABLE -> "[Errno 113] No route to host";
            case NO_NETWORK -> "[Errno 101] Network is unreachable";
            case NXDOMAIN -> "[Errno -2] Name or service not known";
            case DNS_TIMEOUT, SERVFAIL -> "[Errno -3] Temporary failure in name resolution";
            default -> "timed out";
        };
        boolean named = outcome.kind() == Outcome.Kind.NXDOMAIN || outcome.kind() == Outcome.Kind.DNS_TIMEOUT || outcome.kind() == Outcome.Kind.SERVFAIL;
        return switch (target.port()) {
            case 5432 -> "psycopg2.OperationalError: " + (named ? "could not translate host name \"" + target.host() + "\" to address: " + why.substring(why.indexOf(']') + 2)
                    : "connection to server at \"" + target.host() + "\" (" + outcome.address() + "), port 5432 failed: "
                    + (why.equals("timed out") ? "timeout expired" : why.substring(why.indexOf(']') + 2) + "\n\tIs the server running on that host and accepting TCP/IP connections?"));
            case 3306 -> "pymysql.err.OperationalError: (2003, \"Can't connect to MySQL server on '" + target.host() + "' (" + why + ")\")";
            case 6379 -> why.equals("timed out") ? "redis.exceptions.TimeoutError: Timeout connecting to server"
                    : "redis.exceptions.ConnectionError: Error " + why.substring(7, why.indexOf(']')) + " connecting to " + target.host() + ":6379."
                    + why.substring(why.indexOf(']') + 1) + ".";
            default -> "pymongo.errors.ServerSelectionTimeoutError: " + target.host() + ":" + target.port() + ": " + why + " (configured timeouts: connectTimeoutMS: 20000.0ms)";
        };
    }

    private String node() {
        return switch (outcome.kind()) {
            case REFUSED -> "connect ECONNREFUSED " + peer();
            case UNREACHABLE -> "connect EHOSTUNREACH " + peer();
            case NO_NETWORK -> "connect ENETUNREACH " + peer() + " - Local (:::0)";
            case RESET -> "read ECONNRESET";
            case STALLED -> "timeout of 5000ms exceeded";
            case NXDOMAIN -> "getaddrinfo ENOTFOUND " + target.host();
            case DNS_TIMEOUT, SERVFAIL -> "getaddrinfo EAI_AGAIN " + target.host();
            case SERVER_ERROR, NOT_FOUND, FORBIDDEN, UNAVAILABLE -> "Request failed with status code " + status();
            default -> "connect ETIMEDOUT " + peer();
        };
    }

    private String spring() {
        String io = "org.springframework.web.client.ResourceAccessException: I/O error on GET request for \"" + target.url() + "\": ";
        return switch (outcome.kind()) {
            case REFUSED -> io + "Connection refused";
            case UNREACHABLE -> io + "No route to host";
            case NO_NETWORK -> io + "Network is unreachable";
            case RESET -> io + "Connection reset";
            case STALLED -> io + "Read timed out";
            case NXDOMAIN, DNS_TIMEOUT, SERVFAIL -> io + target.host() + (outcome.kind() == Outcome.Kind.NXDOMAIN ? ": Name or service not known"
                    : ": Temporary failure in name resolution");
            case FORBIDDEN -> "org.springframework.web.client.HttpClientErrorException$Forbidden: 403 Forbidden on GET request for \"" + target.url() + "\"";
            case UNAVAILABLE -> "org.springframework.web.client.HttpServerErrorException$ServiceUnavailable: 503 Service Unavailable on GET request for \"" + target.url() + "\"";
            case NOT_FOUND -> "org.springframework.web.client.HttpClientErrorException$NotFound: 404 Not Found on GET request for \"" + target.url() + "\"";
            case SERVER_ERROR -> "org.springframework.web.client.HttpServerErrorException: " + (status() == 502 ? "502 Bad Gateway" : "500 Internal Server Error")
                    + " on GET request for \"" + target.url() + "\"";
            default -> io + "Connect timed out";
        };
    }

    private String jdbc() {
        boolean postgres = target.port() == 5432;
        return switch (outcome.kind()) {
            case REFUSED -> postgres ? "org.postgresql.util.PSQLException: Connection to " + target.host() + ":5432 refused. Check that the hostname and port are correct "
                    + "and that the postmaster is accepting TCP/IP connections." : "java.net.ConnectException: Connection refused: " + target.host() + "/" + peer();
            case NXDOMAIN -> "java.net.UnknownHostException: " + target.host() + ": Name or service not known";
            case DNS_TIMEOUT, SERVFAIL -> "java.net.UnknownHostException: " + target.host() + ": Temporary failure in name resolution";
            case NO_NETWORK -> "java.net.ConnectException: Network is unreachable: " + target.host() + "/" + peer();
            case STALLED -> "java.net.SocketTimeoutException: Read timed out";
            default -> "java.net.ConnectException: Connection timed out: " + target.host() + "/" + peer();
        };
    }

    private String nginx() {
        String upstream = ", client: " + clientIp + ", server: _, request: \"GET " + target.path() + " HTTP/1.1\", upstream: \"http://" + peer() + target.path() + "\", host: \"web\"";
        return switch (outcome.kind()) {
            case REFUSED -> "connect() failed (111: Connection refused) while connecting to upstream" + upstream;
            case NO_NETWORK -> "connect() to " + peer() + " failed (101: Network is unreachable) while connecting to upstream" + upstream;
            case UNREACHABLE -> "connect() failed (113: No route to host) while connecting to upstream" + upstream;
            case RESET -> "recv() failed (104: Connection reset by peer) while reading response header from upstream" + upstream;
            case STALLED -> "upstream timed out (110: Connection timed out) while reading response header from upstream" + upstream;
            case NXDOMAIN -> target.host() + " could not be resolved (3: Host not found), client: " + clientIp + ", server: _";
            case DNS_TIMEOUT -> target.host() + " could not be resolved (110: Operation timed out), client: " + clientIp + ", server: _";
            case SERVFAIL -> target.host() + " could not be resolved (2: Server failure), client: " + clientIp + ", server: _";
            case SERVER_ERROR, NOT_FOUND, FORBIDDEN, UNAVAILABLE -> "upstream sent status " + status() + " while reading response header from upstream" + upstream;
            default -> "upstream timed out (110: Connection timed out) while connecting to upstream" + upstream;
        };
    }

    private String curl() {
        return switch (outcome.kind()) {
            case REFUSED -> "curl: (7) Failed to connect to " + target.host() + " port " + target.port() + " after 3 ms: Couldn't connect to server";
            case NO_NETWORK -> "curl: (7) Failed to connect to " + target.host() + " port " + target.port() + " after 1 ms: Couldn't connect to server";
            case UNREACHABLE -> "curl: (7) Failed to connect to " + target.host() + " port " + target.port() + " after 3061 ms: No route to host";
            case RESET -> "curl: (56) Recv failure: Connection reset by peer";
            case STALLED -> "curl: (28) Operation timed out after 5001 milliseconds with 0 bytes received";
            case NXDOMAIN, SERVFAIL -> "curl: (6) Could not resolve host: " + target.host();
            case DNS_TIMEOUT -> "curl: (28) Resolving timed out after 5000 milliseconds";
            case SERVER_ERROR, NOT_FOUND, FORBIDDEN, UNAVAILABLE -> "curl: (22) The requested URL returned error: " + status();
            default -> "curl: (28) Failed to connect to " + target.host() + " port " + target.port() + " after 5001 ms: Timeout was reached";
        };
    }
}
