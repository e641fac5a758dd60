package io.netdx.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointNameTest {

    @ParameterizedTest
    @CsvSource({
        "shop/api,                 shop/api,          '',   TCP",
        "shop/api:8080,            shop/api,          8080, TCP",
        "svc/shop/api:http,        svc/shop/api,      http, TCP",
        "10.0.0.7:53/udp,          10.0.0.7,          53,   UDP",
        "fd00::7,                  fd00::7,           '',   TCP",
        "[fd00::7]:53/UDP,         fd00::7,           53,   UDP",
        "ip:8.8.8.8,               ip:8.8.8.8,        '',   TCP",
        "ip:8.8.8.8:53/udp,        ip:8.8.8.8,        53,   UDP",
        "api.shop.svc:3868/sctp,   api.shop.svc,      3868, SCTP"})
    void nameThenPortThenProtocol(String text, String name, String port, String protocol) {
        assertThat(EndpointName.parse(text)).contains(new EndpointName(name, port, protocol));
    }

    @ParameterizedTest
    @ValueSource(strings = {"shop/api:0", "shop/api:65536", "shop/api:", "shop/api:80/icmp", "[fd00::7", "shop/api:HTTP", "shop/api:-"})
    void malformedPortsAreRefused(String text) {
        assertThat(EndpointName.parse(text)).isEmpty();
    }

    @Test
    void numbersArePortsOnly() {
        assertThat(EndpointName.number("443")).contains(443);
        assertThat(EndpointName.number("99999")).isEmpty();
        assertThat(EndpointName.number("4x")).isEmpty();
    }
}
