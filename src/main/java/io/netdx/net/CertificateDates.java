package io.netdx.net;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Base64;

/**
 * Reads from X.509 certificates when they end, and nothing else: no names, no keys. Written by hand, as a certificate factory costs a
 * tenth of a second at the first certificate. DER: a tag, a length, content (X.690 8.1; the certificate is RFC 5280 4.1).
 */
public final class CertificateDates {

    private static final String BEGIN = "-----BEGIN CERTIFICATE-----";
    private static final String END = "-----END CERTIFICATE-----";
    private static final int MAX = 64 * 1024;
    private static final int SEQUENCE = 0x30;

    private final byte[] der;
    private int at;

    private CertificateDates(byte[] der) {
        this.der = der;
    }

    /** When the last certificate of a bundle ends: of PEM, or of Base64 of PEM; {@link Instant#MAX} where none can be read. */
    public static Instant lastEnd(String bundle) {
        if (bundle.isEmpty() || bundle.length() > MAX) {
            return Instant.MAX;
        }
        String pem = bundle.contains(BEGIN) ? bundle : new String(decode(bundle), StandardCharsets.ISO_8859_1);
        Instant last = Instant.MIN;
        for (int begin = pem.indexOf(BEGIN); begin >= 0; begin = pem.indexOf(BEGIN, begin + 1)) {
            int end = pem.indexOf(END, begin);
            if (end > 0) {
                Instant one = new CertificateDates(decode(pem.substring(begin + BEGIN.length(), end))).notAfter();
                last = one.isAfter(last) ? one : last;
            }
        }
        return last.equals(Instant.MIN) ? Instant.MAX : last;
    }

    private static byte[] decode(String base64) {
        try {
            return Base64.getMimeDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }

    private Instant notAfter() {
        try {
            enter(SEQUENCE);
            enter(SEQUENCE);
            if ((der[at] & 0xff) == 0xa0) {
                skip();
            }
            // serial number, algorithm, issuer
            skip();
            skip();
            skip();
            enter(SEQUENCE);
            skip();
            return time();
        } catch (IndexOutOfBoundsException | DateTimeException | NumberFormatException malformed) {
            return Instant.MAX;
        }
    }

    /** Steps into an element. */
    private void enter(int tag) {
        if ((der[at] & 0xff) != tag) {
            throw new IndexOutOfBoundsException("not the tag " + tag);
        }
        at++;
        length();
    }

    private void skip() {
        at++;
        int length = length();
        at += length;
    }

    private int length() {
        int first = der[at++] & 0xff;
        if (first < 0x80) {
            return first;
        }
        int bytes = first & 0x7f;
        if (bytes == 0 || bytes > 3) {
            throw new IndexOutOfBoundsException("length of " + bytes + " bytes");
        }
        int length = 0;
        for (int i = 0; i < bytes; i++) {
            length = length << 8 | der[at++] & 0xff;
        }
        return length;
    }

    /** UTCTime has two digits for the year, from 1950 on; GeneralizedTime has four. */
    private Instant time() {
        boolean utc = (der[at++] & 0xff) == 0x17;
        int length = length();
        String text = new String(der, at, length, StandardCharsets.ISO_8859_1);
        int year = Integer.parseInt(text.substring(0, utc ? 2 : 4));
        String rest = text.substring(utc ? 2 : 4);
        return LocalDateTime.of(utc ? year < 50 ? 2000 + year : 1900 + year : year, two(rest, 0), two(rest, 2), two(rest, 4), two(rest, 6), two(rest, 8))
                .toInstant(ZoneOffset.UTC);
    }

    private static int two(String digits, int from) {
        return Integer.parseInt(digits.substring(from, from + 2));
    }
}
