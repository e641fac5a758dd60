/** Words and numbers of causes and findings: loading, checking, the compiled form. May import {@code finding}. */
package io.netdx.catalog;
