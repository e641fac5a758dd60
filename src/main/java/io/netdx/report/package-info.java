/**
 * One report model, one writer a format. Everything that is shown was judged elsewhere: nothing here scores, ranks or reads
 * a clock, so equal reports give equal bytes. Text that came from a cluster passes {@link io.netdx.fact.Plain} on its way out.
 *
 * <p>May import: reason, knowledge, catalog, finding, fact. Never engine, source or model: a report must be writable from a stored one.
 */
package io.netdx.report;
