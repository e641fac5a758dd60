/**
 * Reads what people paste into tickets: terminal logs and maps of commands to their output. A command's output becomes the tree
 * of the API object that it shows, so that one decoder makes the records of all sources. What a command does not show stays
 * unknown. May import {@code fact}, {@code source.decode} and {@code source.host}.
 */
package io.netdx.source.transcript;
