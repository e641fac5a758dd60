package io.netdx.catalog;

import java.util.List;

/**
 * Words and numbers of one finding type.
 *
 * @param message  template over the finding's args and {@code {subject}}, {@code {namespace}}, {@code {name}}
 * @param kind     {@code logical} (follows from configuration or status), {@code behavioural} (logs, timing, one probe),
 *                 {@code symptom} (a complaint, seen in behaviour) or {@code manifest} (a complaint that status or
 *                 configuration prove: a pod without an image, an Ingress of no class)
 * @param leak     probability of seeing it without any cause in the catalogue, 0..1
 * @param group    findings of one group on one subject count once
 * @param coverage kinds that must be completely seen before absence is concluded
 * @param grave    a symptom that must not stay unexplained
 */
public record FindingType(String id, String message, String kind, double leak, String group, List<String> coverage,
                          boolean grave, String definedIn) {

    public boolean symptom() {
        return kind.equals("symptom") || kind.equals("manifest");
    }

    /** Certain as far as it goes: not held to the bounds of behavioural evidence. */
    public boolean certain() {
        return kind.equals("logical") || kind.equals("manifest");
    }
}
