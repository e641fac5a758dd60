/**
 * Compares two looks at a cluster, and finds the change that explains a fault. Pure but for {@link io.netdx.diff.StoredReports}, which
 * reads reports. May import: report, reason, catalog, model, cluster, fact.
 */
package io.netdx.diff;
