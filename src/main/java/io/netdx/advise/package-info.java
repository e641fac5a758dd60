/**
 * The decision tables of the customer's document applied to a cluster and to what-if figures. Numbers are rows of the tables, never
 * literals here; what was not seen is unknown, never zero. May import {@code knowledge}, {@code model}, {@code cluster}, {@code net},
 * {@code fact}.
 */
package io.netdx.advise;
