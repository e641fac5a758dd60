/** Where bytes come from: folders, archives, streams; limits, encodings, layouts, coverage. May import {@code cluster} and below. */
package io.netdx.source;
