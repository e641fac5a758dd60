package io.netdx.knowledge;

import java.util.List;

/**
 * One statement of the customer's document.
 *
 * @param id        {@code C001} to {@code C146}
 * @param lines     place in the document, {@code 5-7} or {@code 9}
 * @param kind      what it is good for: rule, table, advice, procedure, scenario, training, reference
 * @param says      the statement, in our words
 * @param upstream  what can be read elsewhere
 * @param sources   addresses of it; empty only for what cannot be verified
 * @param carriedBy causes and findings that hold it, {@code cause/…} or {@code finding/…}
 */
public record Claim(String id, String lines, String kind, Verdict verdict, String says, String upstream, List<String> sources,
                    List<String> carriedBy) {
}
