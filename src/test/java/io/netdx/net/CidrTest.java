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
}
