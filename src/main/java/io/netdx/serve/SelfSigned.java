package io.netdx.serve;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Locale;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * A key and a certificate for the loopback addresses, made at the start and forgotten at the end. kubectl sends its token over TLS only, so
 * there is no access control without it. The JDK signs, but has no public way to write a certificate: RFC 5280, by hand.
 *
 * @param pem the certificate, which is its own authority
 */
record SelfSigned(SSLContext context, String pem) {

    private static final int SEQUENCE = 0x30;
    private static final byte[] ECDSA_SHA256 = bytes(0x30, 0x0a, 0x06, 0x08, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02);
    private static final byte[] COMMON_NAME = bytes(0x06, 0x03, 0x55, 0x04, 0x03);
    private static final byte[] ALTERNATIVE_NAME = bytes(0x06, 0x03, 0x55, 0x1d, 0x11);
    private static final byte[] BASIC_CONSTRAINTS = bytes(0x06, 0x03, 0x55, 0x1d, 0x13);
    private static final byte[] TRUE = bytes(0x01, 0x01, 0xff);
    private static final DateTimeFormatter UTC_TIME = DateTimeFormatter.ofPattern("yyMMddHHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final Duration LIFE = Duration.ofDays(365);

    static SelfSigned create(Instant now) throws IOException {
        try {
            KeyPairGenerator keys = KeyPairGenerator.getInstance("EC");
            keys.initialize(new ECGenParameterSpec("secp256r1"));
            KeyPair pair = keys.generateKeyPair();
            byte[] body = body(pair.getPublic().getEncoded(), now);
            Signature signature = Signature.getInstance("SHA256withECDSA");
            signature.initSign(pair.getPrivate());
            signature.update(body);
            byte[] der = tagged(SEQUENCE, body, ECDSA_SHA256, tagged(0x03, bytes(0), signature.sign()));
            Certificate certificate = CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry("serve", pair.getPrivate(), new char[0], new Certificate[] {certificate});
            KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            managers.init(store, new char[0]);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(managers.getKeyManagers(), null, null);
            String base64 = Base64.getMimeEncoder(64, bytes('\n')).encodeToString(der);
            return new SelfSigned(context, "-----BEGIN CERTIFICATE-----\n" + base64 + "\n-----END CERTIFICATE-----\n");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the JDK cannot make a certificate", e);
        }
    }

    private static byte[] body(byte[] publicKey, Instant now) {
        byte[] name = tagged(SEQUENCE, tagged(0x31, tagged(SEQUENCE, COMMON_NAME, tagged(0x0c, text("netdx serve")))));
        byte[] validity = tagged(SEQUENCE, tagged(0x17, text(UTC_TIME.format(now.minus(Duration.ofDays(1))))),
                tagged(0x17, text(UTC_TIME.format(now.plus(LIFE)))));
        byte[] names = tagged(SEQUENCE, tagged(0x82, text("localhost")), tagged(0x87, bytes(127, 0, 0, 1)),
                tagged(0x87, bytes(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1)));
        byte[] extensions = tagged(0xa3, tagged(SEQUENCE, tagged(SEQUENCE, ALTERNATIVE_NAME, tagged(0x04, names)),
                tagged(SEQUENCE, BASIC_CONSTRAINTS, TRUE, tagged(0x04, tagged(SEQUENCE, TRUE)))));
        return tagged(SEQUENCE, tagged(0xa0, bytes(2, 1, 2)), tagged(2, new BigInteger(100, new SecureRandom()).add(BigInteger.ONE).toByteArray()),
                ECDSA_SHA256, name, validity, name, publicKey, extensions);
    }

    /** A value of ASN.1 in DER. */
    private static byte[] tagged(int tag, byte[]... parts) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            content.writeBytes(part);
        }
        ByteArrayOutputStream value = new ByteArrayOutputStream();
        value.write(tag);
        int length = content.size();
        if (length > 0xff) {
            value.writeBytes(bytes(0x82, length >> 8, length));
        } else if (length > 0x7f) {
            value.writeBytes(bytes(0x81, length));
        } else {
            value.write(length);
        }
        value.writeBytes(content.toByteArray());
        return value.toByteArray();
    }

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }

    private static byte[] text(String ascii) {
        return ascii.getBytes(StandardCharsets.US_ASCII);
    }
}
