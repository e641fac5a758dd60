package io.netdx.source.transcript;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What tools print where a call by hand fails or succeeds, release by release. */
class ClientTestTest {

    private static final String IN_POD = "kubectl exec -n shop frontend-6d5b8c7d9f-7hm2k -- ";

    private static List<String> ends(String command, String output) {
        return ClientTest.of(Command.of(IN_POD + command, ""), output.lines().toList()).stream()
                .map(t -> t.mode() + " " + t.host() + (t.port().isEmpty() ? "" : ":" + t.port()) + (t.tries() == ClientTest.ONE ? "" : " x" + t.tries())).toList();
    }

    static Stream<Arguments> calls() {
        return Stream.of(
                // curl, from 7.29 to 8
                Arguments.of("curl -m 3 http://cart:8080/", "curl: (6) Could not resolve host: cart", "dns-failed cart:8080"),
                Arguments.of("curl -m 3 http://cart:8080/", "curl: (6) Could not resolve host: cart (Domain name not found)", "nxdomain cart:8080"),
                Arguments.of("curl -m 3 http://cart:8080/", "curl: (7) Failed to connect to cart port 8080: Connection refused", "refused cart:8080"),
                Arguments.of("curl -m 3 http://cart:8080/", "curl: (7) Failed to connect to cart port 8080 after 1 ms: Couldn't connect to server", "refused cart:8080"),
                Arguments.of("curl -m 5 http://cart:8080/", "curl: (7) Failed to connect to cart port 8080 after 3104 ms: Could not connect to server", "failed cart:8080"),
                Arguments.of("curl -m 5 http://cart:8080/", "curl: (7) Failed connect to cart:8080; No route to host", "unreachable cart:8080"),
                Arguments.of("curl http://cart:8080/", "curl: (28) Failed to connect to cart port 8080 after 129963 ms: Connection timed out", "timeout cart:8080"),
                Arguments.of("curl -m 3 http://cart:8080/", "curl: (28) Connection timed out after 3001 milliseconds", "timeout cart:8080"),
                Arguments.of("curl -m 3 http://cart:8080/", "curl: (28) Connection timeout after 3001 ms", "timeout cart:8080"),
                Arguments.of("curl -m 3 http://cart:8080/", "curl: (28) Resolving timed out after 3000 milliseconds", "dns-timeout cart:8080"),
                Arguments.of("curl -m 3 http://cart:8080/", "curl: (28) Operation timed out after 3001 milliseconds with 0 bytes received", "stalled cart:8080"),
                Arguments.of("curl -m 3 https://cart/", "curl: (28) SSL connection timeout", "stalled cart:443"),
                Arguments.of("curl -v -m 3 https://cart/", "* Connected to cart (10.96.10.2) port 443 (#0)\n* TLSv1.3 (OUT), TLS handshake, Client hello (1):\n"
                        + "* Connection timed out after 3001 milliseconds\ncurl: (28) Connection timed out after 3001 milliseconds", "stalled cart:443"),
                Arguments.of("curl https://cart/", "curl: (35) OpenSSL SSL_connect: SSL_ERROR_SYSCALL in connection to cart:443", "reset cart:443"),
                Arguments.of("curl https://cart/", "curl: (35) error:0A00010B:SSL routines::wrong version number", "tls cart:443"),
                Arguments.of("curl http://cart/", "curl: (52) Empty reply from server", "reset cart:80"),
                Arguments.of("curl http://cart/", "curl: (56) Recv failure: Connection reset by peer", "reset cart:80"),
                Arguments.of("curl https://cart/", "curl: (60) SSL certificate problem: unable to get local issuer certificate\nMore details here: https://curl.se/docs/sslcerts.html", "tls cart:443"),
                Arguments.of("curl -f http://cart/", "curl: (22) The requested URL returned error: 503", "http-error cart:80"),
                Arguments.of("curl -s http://cart/", "command terminated with exit code 7", "failed cart:80"),
                Arguments.of("curl -s --connect-timeout 2 http://cart/", "command terminated with exit code 28", "timeout cart:80"),
                Arguments.of("curl -v http://cart/", "* Host cart:80 was resolved.\n* IPv6: fd00::2\n* IPv4: 10.96.10.2\n*   Trying [fd00::2]:80...\n"
                        + "* connect to fd00::2 port 80 from fd00::1 port 41000 failed: Connection refused\n*   Trying 10.96.10.2:80...\n* Connected to cart (10.96.10.2) port 80\n"
                        + "> GET / HTTP/1.1\n> Host: cart\n>\n< HTTP/1.1 200 OK\n< content-length: 2\n<\nok", "ok cart:80"),
                Arguments.of("curl -s http://cart/", "<!DOCTYPE html>\n<html>\n<head>\n<title>Welcome to nginx!</title>", "ok cart:80"),
                Arguments.of("curl -s http://cart/", "upstream connect error or disconnect/reset before headers. reset reason: connection timeout", "http-error cart:80"),
                Arguments.of("curl -s http://cart/", "<html>\r\n<head><title>502 Bad Gateway</title></head>", "http-error cart:80"),
                // wget of busybox and of GNU
                Arguments.of("wget -qO- -T 3 http://cart/", "wget: bad address 'cart'\ncommand terminated with exit code 1", "dns-failed cart:80"),
                Arguments.of("wget -O- -T 3 cart:8080", "Connecting to cart:8080 (10.96.10.2:8080)\nwget: can't connect to remote host (10.96.10.2): Connection refused", "refused cart:8080"),
                Arguments.of("wget -O- -T 3 cart:8080", "Connecting to cart:8080 (10.96.10.2:8080)\nwget: download timed out", "timeout cart:8080"),
                Arguments.of("wget http://cart/", "Connecting to cart (cart)|10.96.10.2|:80... connected.\nHTTP request sent, awaiting response... 200 OK\nLength: 615 [text/html]", "ok cart:80"),
                Arguments.of("wget http://cart/", "Connecting to cart (cart)|10.96.10.2|:80... connected.\nHTTP request sent, awaiting response... Read error (Connection timed out) in headers.\nRetrying.",
                        "stalled cart:80"),
                // nc of nmap, OpenBSD, busybox and the old one; telnet
                Arguments.of("nc -zv 10.96.10.2 8080", "Ncat: Version 7.92 ( https://nmap.org/ncat )\nNcat: TIMEOUT.", "timeout 10.96.10.2:8080"),
                Arguments.of("ncat -vz -w 3 cart 8080", "Ncat: Version 7.92 ( https://nmap.org/ncat )\nNcat: Connection refused.", "refused cart:8080"),
                Arguments.of("nc -zv cart 8080 -w 3", "Ncat: Could not resolve hostname \"cart\": Name or service not known. QUITTING.", "dns-failed cart:8080"),
                Arguments.of("nc -zv cart 8080", "Ncat: Connected to 10.96.10.2:8080.\nNcat: 0 bytes sent, 0 bytes received in 0.02 seconds.", "ok cart:8080"),
                Arguments.of("nc -zv cart 8080", "nc: getaddrinfo for host \"cart\" port 8080: Temporary failure in name resolution", "dns-failed cart:8080"),
                Arguments.of("nc -zvw3 cart 8080", "Connection to cart (10.96.10.2) 8080 port [tcp/*] succeeded!", "ok cart:8080"),
                Arguments.of("nc -zv -w 3 cart 8080", "cart (10.96.10.2:8080) open", "ok cart:8080"),
                Arguments.of("nc -zv cart 8080", "(UNKNOWN) [10.96.10.2] 8080 (http-alt) : Connection refused", "refused cart:8080"),
                Arguments.of("timeout 3 nc -z 10.96.10.2 8080", "command terminated with exit code 124", "timeout 10.96.10.2:8080"),
                Arguments.of("telnet cart 8080", "Trying 10.96.10.2...\ntelnet: Unable to connect to remote host: Connection refused", "refused cart:8080"),
                // bash itself
                Arguments.of("bash -c '</dev/tcp/cart/8080'", "bash: connect: Connection refused\nbash: line 1: /dev/tcp/cart/8080: Connection refused", "refused cart:8080"),
                Arguments.of("timeout 3 bash -c 'echo > /dev/tcp/10.96.10.2/8080'", "command terminated with exit code 124", "timeout 10.96.10.2:8080"),
                Arguments.of("timeout 3 bash -c 'echo > /dev/tcp/cart/8080'", "command terminated with exit code 124", "failed cart:8080"),
                Arguments.of("bash -c 'cat < /dev/tcp/cart/8080'", "bash: cart: Name or service not known\nbash: line 1: /dev/tcp/cart/8080: Invalid argument", "dns-failed cart:8080"),
                Arguments.of("bash -c 'cat < /dev/tcp/10.96.10.2/8080'", "bash: connect: No route to host\nbash: line 1: /dev/tcp/10.96.10.2/8080: No route to host", "unreachable 10.96.10.2:8080"),
                // BIND's dig, host and nslookup, busybox, glibc
                Arguments.of("dig cart.shop.svc.cluster.local", ";; ->>HEADER<<- opcode: QUERY, status: SERVFAIL, id: 2213\n;; flags: qr rd; QUERY: 1, ANSWER: 0, AUTHORITY: 0, ADDITIONAL: 1",
                        "dns-servfail cart.shop.svc.cluster.local"),
                Arguments.of("dig -t A cart.shop.svc.cluster.local @10.96.0.10", ";; ->>HEADER<<- opcode: QUERY, status: REFUSED, id: 39028\n;; WARNING: recursion requested but not available",
                        "dns-failed cart.shop.svc.cluster.local"),
                Arguments.of("dig +search cart", ";; ->>HEADER<<- opcode: QUERY, status: NXDOMAIN, id: 2213", "nxdomain cart"),
                Arguments.of("dig cart.shop.svc.cluster.local", ";; communications error to 10.96.0.10#53: timed out\n;; no servers could be reached", "dns-timeout cart.shop.svc.cluster.local"),
                Arguments.of("dig cart.shop.svc.cluster.local", ";; communications error to 10.96.0.10#53: timed out\n;; ->>HEADER<<- opcode: QUERY, status: NOERROR, id: 2213\n"
                        + ";; flags: qr aa rd; QUERY: 1, ANSWER: 1, AUTHORITY: 0, ADDITIONAL: 1\n\n;; ANSWER SECTION:\ncart.shop.svc.cluster.local. 30 IN A 10.96.10.2", "resolved cart.shop.svc.cluster.local"),
                Arguments.of("dig +short cart.shop.svc.cluster.local", "10.96.10.2", "resolved cart.shop.svc.cluster.local"),
                Arguments.of("nslookup cart", "Server:\t\t10.96.0.10\nAddress:\t10.96.0.10:53\n\n** server can't find cart.cluster.local: NXDOMAIN\n\nName:\tcart.shop.svc.cluster.local\nAddress: 10.96.10.2\n\n"
                        + "** server can't find cart.svc.cluster.local: NXDOMAIN", "resolved cart"),
                Arguments.of("nslookup cart", "Server:    10.96.0.10\nAddress 1: 10.96.0.10 kube-dns.kube-system.svc.cluster.local\n\nName:      cart\nAddress 1: 10.96.10.2 cart.shop.svc.cluster.local",
                        "resolved cart"),
                Arguments.of("nslookup cart.shop 10.96.0.10", "Server:\t\t10.96.0.10\nAddress:\t10.96.0.10#53\n\n** server can't find cart.shop: NXDOMAIN", "nxdomain cart.shop"),
                Arguments.of("nslookup cart.shop", "Server:\t\t10.96.0.10\nAddress:\t10.96.0.10#53\n\n** server can't find cart.shop: REFUSED", "dns-failed cart.shop"),
                Arguments.of("host -t A cart.shop.svc.cluster.local.", "cart.shop.svc.cluster.local has address 10.96.10.2", "resolved cart.shop.svc.cluster.local"),
                Arguments.of("host cart", "Host cart not found: 2(SERVFAIL)", "dns-servfail cart"),
                Arguments.of("getent hosts cart", "10.96.10.2      cart.shop.svc.cluster.local", "resolved cart"),
                Arguments.of("getent ahosts cart", "command terminated with exit code 2", "dns-failed cart"),
                // ping of iputils and busybox
                Arguments.of("ping -c 3 10.244.2.20", "3 packets transmitted, 0 received, +3 errors, 100% packet loss, time 2043ms\nFrom 10.244.1.21 icmp_seq=1 Destination Host Unreachable",
                        "unreachable 10.244.2.20"),
                Arguments.of("ping -c 3 cart", "PING cart (10.96.10.2): 56 data bytes\n\n--- cart ping statistics ---\n3 packets transmitted, 0 packets received, 100% packet loss", "resolved cart, timeout cart"),
                Arguments.of("ping -c 3 cart", "3 packets transmitted, 3 received, 0% packet loss, time 2002ms", "resolved cart"),
                Arguments.of("ping -c 20 10.244.2.20", "20 packets transmitted, 13 received, 35% packet loss, time 19322ms", "timeout 10.244.2.20 x7, ok 10.244.2.20 x13"));
    }

    @ParameterizedTest
    @MethodSource("calls")
    void aCallEnds(String command, String output, String expected) {
        assertThat(String.join(", ", ends(command, output))).isEqualTo(expected);
    }

    static Stream<Arguments> nothing() {
        return Stream.of(
                Arguments.of("curl http://cart/", "error: Internal error occurred: exec failed: exec: \"curl\": executable file not found in $PATH: unknown"),
                Arguments.of("curl -x http://proxy:3128 https://cart/", "curl: (56) CONNECT tunnel failed, response 403"),
                Arguments.of("curl -x http://proxy:3128 https://cart/", "curl: (5) Could not resolve proxy: proxy"),
                Arguments.of("curl -s -m 3 http://cart/", "command terminated with exit code 28"),
                Arguments.of("curl -s http://cart/version", "1.4.2"),
                Arguments.of("nc -zvu cart 53", "Connection to cart (10.96.10.2) 53 port [udp/domain] succeeded!"),
                Arguments.of("dig cart.shop AAAA", ";; ->>HEADER<<- opcode: QUERY, status: NOERROR, id: 1\n;; flags: qr aa rd; QUERY: 1, ANSWER: 0, AUTHORITY: 1, ADDITIONAL: 1"),
                Arguments.of("dig @8.8.8.8 cart.shop.svc.cluster.local", ";; ->>HEADER<<- opcode: QUERY, status: NXDOMAIN, id: 2213"),
                Arguments.of("dig -x 10.96.10.2", ";; ->>HEADER<<- opcode: QUERY, status: NXDOMAIN, id: 2213"),
                Arguments.of("nslookup cart", "*** Can't find cart: No answer"),
                // a single one is often lost, and a packet that is too large says nothing of others
                Arguments.of("ping -c 10 10.244.2.20", "10 packets transmitted, 9 received, 10% packet loss, time 9322ms"),
                Arguments.of("ping -c 3 -M do -s 1472 10.244.2.20", "ping: local error: message too long, mtu=1450\n\n--- 10.244.2.20 ping statistics ---\n3 packets transmitted, 0 received, +3 errors, 100% packet loss, time 2052ms"),
                Arguments.of("ping -c 1 -M do -s 1472 10.244.2.20", "From 192.168.10.1 icmp_seq=1 Frag needed and DF set (mtu = 1420)\n1 packets transmitted, 0 received, +1 errors, 100% packet loss"));
    }

    @ParameterizedTest
    @MethodSource("nothing")
    void aCallProvesNothing(String command, String output) {
        assertThat(ends(command, output)).isEmpty();
    }
}
