/**
 * What a report shows beside its diagnoses: the paths of failing connections, when things happened, and how much room is left. Taken from
 * cluster and model, only where a format shows it. May import: fact, cluster, model, reason, report.
 */
package io.netdx.exhibit;
