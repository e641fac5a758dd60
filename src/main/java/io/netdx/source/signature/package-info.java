/** Recognises known texts in one pass. May import {@code fact}. */
package io.netdx.source.signature;
