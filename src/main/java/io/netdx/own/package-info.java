/**
 * Writing rules of one's own: a scaffold that works, and cases that say what a rule must and must not find. May import: catalog, report,
 * reason, fact. Checking and compiling the rules themselves is the business of {@code engine.own}.
 */
package io.netdx.own;
