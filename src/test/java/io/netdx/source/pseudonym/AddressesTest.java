package io.netdx.source.pseudonym;

import static org.assertj.core.api.Assertions.assertThat;

import io.netdx.net.Cidr;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressesTest {

    private static final Key KEY = new Key(new byte[] {1, 2, 3});
    private final Addresses addresses = new Addresses(KEY, List.of("8.8.8.8", "172.17.0.0/16"), List.of("10.96.0.0/12", "10.244.0.0/16", "fd00:10:96::/112",
            "192.168.8.250-192.168.9.20"));

    private static int shared(String a, String b) {
        String left = bits(a);
        String right = bits(b);
        return (int) IntStream.range(0, 32).takeWhile(i -> left.charAt(i) == right.charAt(i)).count();
    }

    private static String bits(String address) {
        StringBuilder bits = new StringBuilder();
        for (String octet : address.split("\\.")) {
            bits.append(Integer.toBinaryString(256 + Integer.parseInt(octet)).substring(1));
        }
        return bits.toString();
    }

    @Test
    void twoAddressesShareAsManyBitsAsBefore() {
        Random random = new Random(7);
        for (int i = 0; i < 2000; i++) {
            String a = "10." + random.nextInt(4) + "." + random.nextInt(256) + "." + random.nextInt(256);
            String b = "10." + random.nextInt(4) + "." + random.nextInt(256) + "." + random.nextInt(256);
            assertThat(shared(addresses.of(a), addresses.of(b))).isEqualTo(shared(a, b));
        }
    }

    @ParameterizedTest
    @CsvSource({"10.3.4.5, 10.0.0.0/8", "172.20.1.2, 172.16.0.0/12", "192.168.3.4, 192.168.0.0/16", "100.64.7.7, 100.64.0.0/10", "203.0.113.9, 203.0.113.0/24",
        "fd12:3456::1, fd00::/8", "2001:db8:7::1, 2001:db8::/32", "172.17.3.4, 172.17.0.0/16"})
    void anAddressStaysInItsReservedRange(String address, String range) {
        assertThat(Cidr.parse(range).orElseThrow().contains(Cidr.parse(addresses.of(address)).orElseThrow())).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "169.254.169.254", "0.0.0.0", "255.255.255.255", "8.8.8.8", "::1", "::", "fe80::1", "224.0.0.18"})
    void whatMeansTheSameEverywhereStays(String address) {
        assertThat(addresses.of(address)).isEqualTo(address);
    }

    @Test
    void theFirstAndTheLastOfAWrittenRangeStayFirstAndLast() {
        assertThat(addresses.of("10.96.0.0")).endsWith(".0.0").isNotEqualTo("10.96.0.0");
        assertThat(addresses.of("10.96.0.10")).isEqualTo(addresses.of("10.96.0.0").replaceAll("0$", "10"));
        assertThat(addresses.of("10.244.255.255")).endsWith(".255.255");
        assertThat(addresses.of("fd00:10:96::a")).endsWith(":a");
    }

    @Test
    void whatIsWrittenFromToKeepsItsOrder() {
        assertThat(bits(addresses.of("192.168.8.250"))).isLessThan(bits(addresses.of("192.168.9.20")));
    }

    @Test
    void anotherKeyGivesOtherAddresses() {
        Addresses others = new Addresses(new Key(new byte[] {9}), List.of(), List.of());
        assertThat(IntStream.range(0, 50).mapToObj(i -> "10.1." + i + ".1").filter(a -> !others.of(a).equals(addresses.of(a))).count()).isGreaterThan(25);
    }
}
