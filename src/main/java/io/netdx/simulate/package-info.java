/**
 * Makes snapshots of clusters that never were, with known faults: to measure the rules, to load benchmarks, to train people. {@code world} is what
 * a cluster is, {@code inject} what goes wrong in it, {@code behave} what it then shows. Everything random comes from a seed. May import the
 * JDK, the subpackages, and what they may.
 */
package io.netdx.simulate;
