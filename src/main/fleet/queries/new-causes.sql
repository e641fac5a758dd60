-- Clusters with a cause in the newest run that their snapshot before did not show, though it was read and judged by the same rules or older ones.
WITH looks AS (
  SELECT i.cluster, i.run, row_number() OVER (PARTITION BY i.cluster ORDER BY r.started DESC) AS age
  FROM inventory i JOIN runs r USING (run) WHERE i.error = ''
),
newest AS (SELECT run FROM runs ORDER BY started DESC LIMIT 1),
found AS (
  SELECT run, cluster, cause, any_value(title) AS title, any_value(severity) AS severity, max(confidence) AS confidence
  FROM diagnoses
  WHERE state = 'active' AND role <> 'consequence' AND confidence >= 0.5 AND suppressed IS NULL
  GROUP BY run, cluster, cause
)
SELECT now.cluster, now.cause, now.title, now.severity, round(now.confidence, 2) AS confidence, before.run AS not_in
FROM found now
JOIN newest USING (run)
JOIN looks before ON before.cluster = now.cluster AND before.age = 2
LEFT ANTI JOIN found then ON then.run = before.run AND then.cluster = now.cluster AND then.cause = now.cause
ORDER BY now.cluster, now.cause
