/** The immutable, indexed store of facts of one cluster. May import {@code fact} and {@code net}. */
package io.netdx.cluster;
