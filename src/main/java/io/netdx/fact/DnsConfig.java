package io.netdx.fact;

import java.util.List;
import java.util.Map;

/**
 * What a pod says about its own names, besides its DNS policy.
 *
 * @param searches    search domains of {@code dnsConfig}, in order
 * @param options     resolver options of {@code dnsConfig}; an option without a value maps to the empty string
 * @param hostAliases addresses by host name, as written into the pod's {@code /etc/hosts}
 * @param hostname    {@code spec.hostname}, empty if unset
 * @param subdomain   {@code spec.subdomain}, empty if unset
 */
public record DnsConfig(List<String> searches, Map<String, String> options, Map<String, List<String>> hostAliases,
                        String hostname, String subdomain) {

    public static final DnsConfig NONE = new DnsConfig(List.of(), Map.of(), Map.of(), "", "");
}
