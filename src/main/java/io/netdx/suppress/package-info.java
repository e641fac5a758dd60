/**
 * Which diagnoses somebody has decided to live with, for what reason and until when. A suppression marks a diagnosis of a report that is
 * judged already: it changes the exit status and what is shown, never the reasoning. May import: report, reason, catalog, cluster, fact.
 */
package io.netdx.suppress;
