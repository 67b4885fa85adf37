// summary: A tidy table for statistics: pairs of states by month and type of event, with ISO and COW codes.
// example: diplograph query dyad-months --from 2018 --to 2024 --status all --format csv
// totals: events max, claims max, source min
// param actor (actors, default *): only pairs with this state as source, or at either end where a type has no direction
// param other (actors, default *): only pairs with this state at the other end
// param from (day, default 0001-01-01): leave out what ended before this day
// param to (day, default 9999-12-31): leave out what began after this day
// param type (types, default *): event types or families, as in diplograph types
// param status (statuses, default facts): facts, all, or some of occurred, admitted, contested, alleged, planned, ...
// People and bodies count for the states that they represent, whatever the dates of their offices. Pairs come from
// the edges between actors, so gatherings of more than 25 are left out. Where a type has no direction, 'directed'
// is no, and the source is the first of the two states by id: each pair has one row, not two. A pair of two members
// is found from either end, each time with all its events of the month: so its totals are the greater, not the sum.
MATCH (a:Actor)-[m]-(b:Actor)
WHERE ('*' IN $actor OR a.id IN $actor) AND ('*' IN $other OR b.id IN $other) AND m.event IS NOT NULL AND m.source_state <> '' AND m.target_state <> '' AND m.source_state <> m.target_state
  AND (m.directed = 'no' OR m.source_state = a.state) AND m.month <> '' AND m.status IN $status AND ('*' IN $type OR m.type IN $type)
  AND (m.last_day IS NULL OR m.last_day >= $from) AND (m.first_day IS NULL OR m.first_day <= $to)
WITH DISTINCT m.month AS month, m.source_state AS source_id, m.target_state AS target_id, m.type AS type, m.directed AS directed,
  m.status AS status, m.event AS event, m.claim_count AS told, CASE WHEN m.url = '' THEN m.title ELSE m.url END AS source
RETURN month, source_id, '' AS source_iso3, '' AS source_cow, target_id, '' AS target_iso3, '' AS target_cow, type, directed, status,
  count(event) AS events, sum(told) AS claims, min(source) AS source
ORDER BY month, source_id, target_id, type, status
// also source_id
UNWIND $keys AS id
MATCH (x:Actor {id: id})
RETURN x.id AS source_id, x.iso3 AS source_iso3, x.cow AS source_cow
ORDER BY source_id
// also target_id
UNWIND $keys AS id
MATCH (x:Actor {id: id})
RETURN x.id AS target_id, x.iso3 AS target_iso3, x.cow AS target_cow
ORDER BY target_id
