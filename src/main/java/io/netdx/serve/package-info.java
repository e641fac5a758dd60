/**
 * A snapshot as a read-only Kubernetes API for kubectl, k9s and other clients.
 *
 * <p>{@code ObjectStore} holds the objects as they were taken, {@code Api} answers requests without knowing of sockets, {@code ApiServer}
 * is the socket. May import {@code source}, {@code cluster}, {@code fact} and Jackson's streaming parts.
 */
package io.netdx.serve;
