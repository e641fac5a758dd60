/**
 * Reads a running cluster through its API server: the lists as bytes, page after page, into the reader of snapshots. Only verbs that
 * read, but for the pods of probes. The only user of the Kubernetes client library, which is on the class path of such runs alone. Allowed imports: {@code fact},
 * {@code source}, fabric8, Jackson's streaming parser.
 */
package io.netdx.source.live;
