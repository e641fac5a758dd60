-- Ranges of the newest run that are nearly full or may be asked for more than they have, the fullest first, and how much fuller each is than
-- in the run before that saw it. Weeks left by that rate; empty where it does not grow.
WITH ranges AS (
  SELECT i.run, r.started, i.cluster, coalesce(i.captured_at, r.started) AS seen, explode(i.headroom) AS room
  FROM inventory i JOIN runs r USING (run)
),
rates AS (
  SELECT run, cluster, seen, room.kind, room.object_kind, room.object_namespace, room.object_name, room.range, room.used, room.capacity, room.wanted,
         lag(room.used) OVER w AS used_before, lag(seen) OVER w AS seen_before
  FROM ranges
  WINDOW w AS (PARTITION BY cluster, room.kind, room.object_name, room.range ORDER BY started)
)
SELECT cluster, kind, range, used, capacity, wanted, round(100.0 * used / greatest(capacity, 1), 1) AS percent, used - used_before AS growth,
       CASE WHEN used > used_before AND seen > seen_before
            THEN round((capacity - used) / (used - used_before) * (unix_timestamp(seen) - unix_timestamp(seen_before)) / 604800.0, 1) END AS weeks_left
FROM rates
WHERE run = (SELECT run FROM runs ORDER BY started DESC LIMIT 1)
ORDER BY percent DESC, cluster, kind, range
