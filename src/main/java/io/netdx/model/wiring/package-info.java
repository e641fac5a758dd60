/**
 * Who should talk to whom: connections that configuration promises, each with a confidence and the place that promises it. Never
 * all pairs. May import: fact, net, cluster, and the names and workloads of the model.
 */
package io.netdx.model.wiring;
