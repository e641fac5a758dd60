-- The causes of most clusters in the seven days before the newest run, each cluster once.
WITH week AS (
  SELECT run, started FROM runs WHERE started > (SELECT max(started) FROM runs) - INTERVAL 7 DAYS
)
SELECT d.cause, any_value(d.title) AS title, any_value(d.severity) AS severity, count(DISTINCT d.cluster) AS clusters, count(DISTINCT d.cluster, d.kind, d.namespace, d.name) AS objects
FROM diagnoses d JOIN week USING (run)
WHERE d.state = 'active' AND d.role <> 'consequence' AND d.confidence >= 0.5 AND d.suppressed IS NULL
GROUP BY d.cause
ORDER BY clusters DESC, objects DESC, d.cause
