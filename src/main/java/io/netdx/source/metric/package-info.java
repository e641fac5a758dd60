/**
 * Reads what monitoring exported: tables of time series, reports of anomalies, samples and alerts of Prometheus. All become
 * {@link io.netdx.fact.Measurement}s; a name that no rule could use is left out. May import {@code fact}, {@code source} and
 * {@code source.decode}.
 */
package io.netdx.source.metric;
