-- How much of the checks could be made, run by run, and how many snapshots could not be read or tell of which kind least.
WITH gaps AS (
  SELECT run, kind, count(DISTINCT cluster) AS clusters, row_number() OVER (PARTITION BY run ORDER BY count(DISTINCT cluster) DESC, max(swing) DESC, kind) AS place
  FROM coverage WHERE checks > 0 GROUP BY run, kind
)
SELECT r.run, count(*) AS snapshots, count_if(i.error <> '') AS unread, round(100.0 * (1 - sum(i.not_made) / sum(i.checks)), 1) AS percent_made,
       any_value(g.kind) AS most_often_missing, any_value(g.clusters) AS in_clusters
FROM runs r JOIN inventory i USING (run) LEFT JOIN gaps g ON g.run = r.run AND g.place = 1
GROUP BY r.run, r.started
ORDER BY r.started
