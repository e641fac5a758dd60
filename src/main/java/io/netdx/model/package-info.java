/** The network model: what follows by algorithm from the facts of a cluster. May import {@code cluster}, {@code fact}, {@code net}. */
package io.netdx.model;
