package io.netdx.report;

/**
 * How much was seen of one kind.
 *
 * @param kind   {@code NetworkPolicy}, or {@code Event (shop)} where the statement is about one namespace
 * @param state  {@code COMPLETE}, {@code FORBIDDEN}, …
 * @param detail why not complete; empty if complete
 */
public record CoverageLine(String kind, String state, String detail) {
}
