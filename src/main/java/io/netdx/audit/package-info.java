/**
 * Many snapshots at once: which there are, in which order and how many at a time they are judged, and what they are together. May import:
 * diagnosis, source, model, cluster, reason, catalog, report. Never the command line or another use; who watches and who interrupts is told
 * through {@link io.netdx.audit.Watch}.
 */
package io.netdx.audit;
