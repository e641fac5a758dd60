/**
 * Recognises known texts in logs, events, conditions and status messages, in one pass and in bounded memory, and yields
 * {@link io.netdx.fact.Signature} facts. What the texts are is data: {@code facts/knowledge/signatures.yaml}, compiled by the
 * build into a table that a cold JVM reads in milliseconds.
 *
 * <p>May import: {@code fact}, the JDK; the build step also snakeyaml-engine.
 */
package io.netdx.source.signature;
