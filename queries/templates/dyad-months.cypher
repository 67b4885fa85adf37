// summary: A tidy table for statistics: pairs of states by month and type of event, with ISO and COW codes.
// example: diplograph query dyad-months --from 2018 --to 2024 --status all --format csv
// as-of: no
// param actor (actors, default *): only pairs with these states as source
// param other (actors, default *): only pairs with these states as target
// param from (day, default 0001-01-01): leave out what ended before this day
// param to (day, default 9999-12-31): leave out what began after this day
// param type (types, default *): event types or families, as in diplograph types
// param status (statuses, default facts): facts, all, or some of occurred, admitted, contested, alleged, planned, ...
// People and bodies count for the state that they represent. Pairs come from the edges between actors, so
// gatherings of more than 25 are left out; where a type has no direction, the source is the first by id.
MATCH (a:Actor)-[:REPRESENTS*0..2]->(x:Actor {kind: 'state'})
WHERE ('*' IN $actor OR x.id IN $actor)
MATCH (a)-[m]->(b:Actor)
WHERE m.event IS NOT NULL AND m.status IN $status AND m.month <> ''
  AND (m.last_day IS NULL OR m.last_day >= $from) AND (m.first_day IS NULL OR m.first_day <= $to)
MATCH (b)-[:REPRESENTS*0..2]->(y:Actor {kind: 'state'})
WHERE ('*' IN $other OR y.id IN $other) AND x.id <> y.id
WITH DISTINCT x.iso3 AS source_iso3, x.cow AS source_cow, y.iso3 AS target_iso3, y.cow AS target_cow, m.month AS month,
  m.event AS key, m.source AS told
MATCH (e:Event {id: key})
WHERE ('*' IN $type OR e.type IN $type)
MATCH (s:Source {id: told})
RETURN month, source_iso3, source_cow, target_iso3, target_cow, e.type AS type, e.status AS status,
  count(DISTINCT e.id) AS events, sum(e.claim_count) AS claims,
  min(CASE WHEN s.url = '' THEN s.title ELSE s.url END) AS source
ORDER BY month, source_iso3, target_iso3, type, status
