package io.netdx.model.path;

/** Address families by the names that the API gives them. */
final class Family {

    static final String V4 = "IPv4";
    static final String V6 = "IPv6";

    private Family() {
    }

    static String of(String ip) {
        return ip.indexOf(':') >= 0 ? V6 : V4;
    }
}
