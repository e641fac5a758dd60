package io.netdx.serve;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * Who may come in: over TLS whoever has the token, else every user of this machine.
 *
 * @param token that the kubeconfig holds
 */
record Entry(boolean secure, String token) {

    static Entry of(boolean secure) {
        byte[] random = new byte[32];
        new SecureRandom().nextBytes(random);
        return new Entry(secure, HexFormat.of().formatHex(random));
    }

    /**
     * Lets pass or throws.
     *
     * @param authorization the header, or empty
     * @param host          the header, or empty
     * @throws ApiException where it is somebody else
     */
    void authorise(String authorization, String host) {
        if (secure) {
            byte[] given = authorization.getBytes(StandardCharsets.UTF_8);
            if (!MessageDigest.isEqual(given, ("Bearer " + token).getBytes(StandardCharsets.UTF_8))) {
                throw ApiException.unauthorized();
            }
            return;
        }
        // a page of the web whose name was made to lead here is no client
        String name = host.replaceFirst(":[0-9]*$", "");
        if (!name.equals("127.0.0.1") && !name.equals("localhost")) {
            throw ApiException.unauthorized();
        }
    }
}
