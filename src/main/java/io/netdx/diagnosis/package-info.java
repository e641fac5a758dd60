/**
 * The way of the data, once, for every use that judges clusters: source, facts, model, rules, differential, report. May import: source,
 * cluster, model, engine, reason, catalog, report. Never a use or the command line.
 */
package io.netdx.diagnosis;
