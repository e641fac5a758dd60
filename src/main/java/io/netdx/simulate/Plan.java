package io.netdx.simulate;

import java.time.Instant;
import java.util.List;

/**
 * What is to be simulated. Equal plans give equal bytes.
 *
 * @param nodes    size of each cluster; 0 for sizes of all kinds up to 40
 * @param faults   names of injectors, or families, from which each case takes one; empty for all
 * @param healthy  percentage of cases in which nothing is wrong
 * @param doubles  percentage of faulty cases with a second, independent fault
 * @param herrings harmless oddities in each case
 * @param missing  percentage of the files that each snapshot lacks
 * @param now      when the snapshots are taken
 */
public record Plan(long seed, int nodes, List<String> faults, int healthy, int doubles, int herrings, int missing, Instant now) {
}
