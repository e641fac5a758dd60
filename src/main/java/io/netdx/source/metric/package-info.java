/**
 * Reads what monitoring exported: tables of time series, reports of anomalies, samples and alerts of Prometheus. They become
 * {@link io.netdx.fact.Measurement}s, {@link io.netdx.fact.Figure}s and {@link io.netdx.fact.Alert}s; a name that no rule could use is left out. May import {@code fact}, {@code source} and
 * {@code source.decode}.
 */
package io.netdx.source.metric;
