package io.netdx.cli;

import java.util.List;
import java.util.Map;

/**
 * Whether an audit runs on Spark, and how.
 *
 * @param chosen  false for an audit in this process; then the rest is empty
 * @param master  where; empty where spark-submit said it
 * @param results folder of the tables
 * @param run     name of the run; empty for today's date
 * @param conf    settings of Spark
 * @param queries what to ask the tables instead of an audit; empty for an audit
 */
record SparkChoice(boolean chosen, String master, String results, String run, Map<String, String> conf, List<String> queries) {
}
