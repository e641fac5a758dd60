-- For each cause of the newest run in at least three clusters: attributes that at least four fifths of them have, and at most half of the others.
-- Clusters where an attribute was not seen count on neither side. The summary of the run tells which of these chance would hardly do.
WITH newest AS (SELECT run FROM runs ORDER BY started DESC LIMIT 1),
clusters AS (SELECT i.cluster, i.attributes FROM inventory i JOIN newest USING (run) WHERE i.error = ''),
has AS (
  SELECT cluster, name, explode(vals) AS value
  FROM (SELECT cluster, explode(attributes) AS (name, vals) FROM clusters)
),
known AS (SELECT DISTINCT cluster, name FROM has),
possible AS (
  SELECT d.cluster, d.cause, max(d.role <> 'consequence' AND d.confidence >= 0.5 AND d.suppressed IS NULL) AS sure
  FROM diagnoses d JOIN newest USING (run) WHERE d.state = 'active' GROUP BY d.cluster, d.cause
),
causes AS (SELECT cause, count(*) AS affected FROM possible WHERE sure GROUP BY cause HAVING count(*) >= 3),
sides AS (
  SELECT c.cause, k.cluster, p.sure IS NOT NULL AS affected
  FROM causes c CROSS JOIN clusters k LEFT JOIN possible p ON p.cause = c.cause AND p.cluster = k.cluster
  WHERE p.sure IS NULL OR p.sure
),
counts AS (
  SELECT s.cause, v.name, v.value,
         count_if(s.affected) AS affected, count_if(s.affected AND h.cluster IS NOT NULL) AS affected_with,
         count_if(NOT s.affected) AS others, count_if(NOT s.affected AND h.cluster IS NOT NULL) AS others_with
  FROM sides s
  JOIN known k ON k.cluster = s.cluster
  JOIN (SELECT DISTINCT name, value FROM has) v ON v.name = k.name
  LEFT JOIN has h ON h.cluster = s.cluster AND h.name = v.name AND h.value = v.value
  GROUP BY s.cause, v.name, v.value
)
SELECT cause, name AS attribute, value, affected_with, affected, others_with, others
FROM counts
WHERE affected_with >= 3 AND others > 0 AND affected_with >= 0.8 * affected AND others_with <= 0.5 * others
ORDER BY cause, affected_with / affected - others_with / others DESC, attribute, value
