package io.netdx.net;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CidrTest {

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.0", "10.0.0.0/33", "10/8", "10.*.0.0/8", "*", "", "/8", "1-2.0.0.0/8", "10.0.0.0/255.0.0.0",
        "0x10.0.0.0/8", "fe80::1%eth0/64", "shop/8", "10.0.0.0/", "::/129"})
    void apiRefusesTheseBlocks(String text) {
        assertThat(Cidr.block(text)).isEmpty();
    }

    @Test
    void whatLiesBetweenTwoAddressesIsTheFewestRanges() {
        assertThat(Cidr.between("192.168.1.240", "192.168.1.250").stream().map(Cidr::toString)).containsExactly("192.168.1.240/29", "192.168.1.248/31", "192.168.1.250/32");
        assertThat(Cidr.between("fd00::10", " fd00::1f").stream().map(Cidr::toString)).containsExactly("fd00::10/124");
        assertThat(Cidr.between("192.168.1.240", "fd00::1")).isEmpty();
        assertThat(Cidr.between("192.168.1.240", "somewhere")).isEmpty();
    }

    @Test
    void hostBitsOfABlockAreMasked() {
        assertThat(Cidr.block("192.168.242.213/24")).hasToString("Optional[192.168.242.0/24]");
    }

    @Test
    void blocksHoldOnlyTheirFamily() {
        Cidr everyIpv4 = Cidr.block("0.0.0.0/0").orElseThrow();
        assertThat(everyIpv4.everything()).isTrue();
        assertThat(everyIpv4.contains("10.1.2.3")).isTrue();
        assertThat(everyIpv4.contains("fd00::1")).isFalse();
        assertThat(Cidr.block("fd00::/8").orElseThrow().contains("fd12::7")).isTrue();
    }

    @Test
    void addressesAreWhole() {
        assertThat(Cidr.address("10.1.2.3")).isPresent();
        assertThat(Cidr.address("fd00::1")).isPresent();
        assertThat(Cidr.address("1.2.3")).isEmpty();
        assertThat(Cidr.address("dead")).isEmpty();
        assertThat(Cidr.address("10.0.0.0/8")).isEmpty();
    }

    /** The own reading of plain IPv4 against the library's, over what tempts it. */
    @ParameterizedTest
    @ValueSource(strings = {"10.1.2.3", "10.1.2.3/8", "0.0.0.0/0", "255.255.255.255/32", "255.255.255.255", "10.1.2.3/32", "192.168.242.213/25",
        "256.1.1.1", "1.1.1.256", "01.1.1.1", "1.1.1.01", "1.1.1.1/", "1.1.1.1/33", "1.1.1.1/08", "1.1.1.1.1", "1.1.1", ".1.1.1", "1..1.1",
        "1.1.1.1 ", "1.1.1.1/8/8", "1.1.1.1x", "1.1.1.1/-1", "1.1.1.1/100", "1.1.1.1000", "0.0.0.00",
        "::", "::/0", "::1", "::1/128", "fd00::1", "fd00::", "1::2:3", "1:2:3:4:5:6:7:8", "1:2:3:4:5:6:7::", "::2:3:4:5:6:7:8", "1:0:0:4:0:0:0:8",
        "1:0:0:4:5:0:0:8", "0:0:3:4:5:6:7:8", "1:2:3:4:5:6:0:0", "1:0:3:4:5:6:7:8", "FE80::ABCD/64", "1::2::3", "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9",
        "1:2:3:4:5:6:7:8::", ":1:2:3:4:5:6:7", "1:2:3:4:5:6:7:", ":", ":::", "1:::2", "12345::", "fd00::1/129", "fd00::1/064", "::ffff:10.0.0.1",
        "g::1", "::/", "1:2:3:4:5:6::7:8"})
    void plainAddressesAreReadAsTheLibraryReadsThem(String text) throws Exception {
        inet.ipaddr.IPAddress expected = new inet.ipaddr.IPAddressString(text).getAddress();
        assertThat(Cidr.parse(text).map(Cidr::toString)).isEqualTo(java.util.Optional.ofNullable(expected).map(a -> a.toPrefixBlock().toString()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.1.1.-1", "10.*.0.0", "*", "1-2.0.0.0", "fd00::*"})
    void patternsAreNoAddresses(String text) {
        assertThat(Cidr.parse(text)).isEmpty();
    }

    @Test
    void rangesOfAllLengthsHoldWhatTheLibrarySays() {
        java.util.Random random = new java.util.Random(3);
        for (int i = 0; i < 4000; i++) {
            boolean ipv6 = random.nextBoolean();
            String a = random(random, ipv6);
            String b = random.nextInt(4) == 0 ? random(random, !ipv6) : near(random, a);
            inet.ipaddr.IPAddress x = new inet.ipaddr.IPAddressString(a).getAddress().toPrefixBlock();
            inet.ipaddr.IPAddress y = new inet.ipaddr.IPAddressString(b).getAddress().toPrefixBlock();
            Cidr p = Cidr.parse(a).orElseThrow();
            Cidr q = Cidr.parse(b).orElseThrow();
            assertThat(p.contains(q)).as("%s holds %s", a, b).isEqualTo(x.contains(y));
            assertThat(p.overlaps(q)).isEqualTo(x.contains(y) || y.contains(x));
            assertThat(p.equals(q)).isEqualTo(x.equals(y));
            assertThat(p).hasToString(x.toString());
            assertThat(p.size()).isEqualTo(x.getCount().bitLength() > 62 ? Long.MAX_VALUE : x.getCount().longValue());
            assertThat(p.first()).isEqualTo(ipv6 ? x.getLower().getValue().setBit(129) : x.getLower().getValue());
            assertThat(p.last()).isEqualTo(ipv6 ? x.getUpper().getValue().setBit(129) : x.getUpper().getValue());
        }
    }

    private static String random(java.util.Random random, boolean ipv6) {
        if (ipv6) {
            return "fd" + Integer.toHexString(random.nextInt(4)) + "0::" + Integer.toHexString(random.nextInt(1 << 16)) + "/" + random.nextInt(129);
        }
        return "10." + random.nextInt(4) + "." + random.nextInt(256) + "." + random.nextInt(256) + "/" + random.nextInt(33);
    }

    private static String near(java.util.Random random, String a) {
        int slash = a.indexOf('/');
        return a.substring(0, slash) + "/" + random.nextInt(a.indexOf(':') >= 0 ? 129 : 33);
    }
}
