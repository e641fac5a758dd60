/**
 * Incidents to solve, on a simulated cluster. {@code Lab} is the cluster that a trainee changes, {@code Tools} what answers in its pods,
 * {@code Scenario} what went wrong and what is told of it. Everything random comes from the scenario's seed. May import {@code simulate}, {@code diagnosis}, {@code knowledge},
 * and what they may.
 */
package io.netdx.train;
