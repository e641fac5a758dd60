/**
 * From what the rules derived to ranked diagnoses: score, rank, explain, next test. Pure functions: the same input gives the
 * same judgement, byte for byte, in whatever order it comes. The method stands in {@code research/expert.md} §2.
 *
 * <p>May import {@code finding}, {@code catalog}, {@code fact} and the JDK without files, clock, locale or randomness.
 */
package io.netdx.reason;
