/**
 * A cluster as a Kubernetes API for kubectl, k9s and other clients: a snapshot, to be read only, or a living one, to be changed.
 *
 * <p>{@code Storage} holds objects at one moment: {@code ObjectStore} those of a snapshot as they were taken, {@code Revision} those of a
 * {@code ControlPlane}, which whoever has a cluster to show gives. {@code Api} answers requests without knowing of sockets,
 * {@code ApiServer} is the socket; before that of a living cluster stands {@code Gate}, for connections into containers. May import
 * {@code source}, {@code cluster}, {@code fact}, {@code net} and Jackson's streaming parts.
 */
package io.netdx.serve;
