/**
 * Decodes what was read on a node itself (routes, packet filter, kernel settings, CNI and kubelet configuration) into
 * {@link io.netdx.fact.HostFact}s, line by line, bounded, and without ever failing on garbage.
 *
 * <p>The file name decides what a file is; {@link io.netdx.source.host.HostDecoder} is the only entry. One decoder class
 * per family of files. Allowed imports: {@code fact}, {@code source}, Jackson, snakeyaml-engine.
 */
package io.netdx.source.host;
