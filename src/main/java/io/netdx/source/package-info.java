/**
 * Reads what the user named – a folder, an archive, a file, standard input – into a cluster.
 *
 * <p>Bytes come first: {@code Entries} finds the files and guards against hostile ones, {@code TextEncoding} makes them UTF-8,
 * {@code Content} and {@code Layout} say what each is; {@code SnapshotReader} hands them to the decoders of the subpackages.
 * Sources know nothing of rules. Allowed imports: {@code fact}, {@code cluster}, {@code work}, the subpackages, commons-compress, xz.
 */
package io.netdx.source;
