/**
 * Audits beyond one machine, on Apache Spark: where the snapshots are, one of them at a time on each core of each executor, and tables of what
 * was found. How a snapshot is judged and what many are together is the audit's business, and the same here. The only package that knows
 * Spark and Hadoop, and in the job archive alone. May import: audit, diagnosis, source, report, reason, catalog, suppress, fact.
 */
package io.netdx.fleet;
