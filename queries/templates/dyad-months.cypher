// summary: A tidy table for statistics: pairs of states by month and type of event, with ISO and COW codes.
// example: diplograph query dyad-months --from 2018 --to 2024 --status all --format csv
// as-of: no
// param actor (actors, default *): only pairs with this state as source, or at either end where a type has no direction
// param other (actors, default *): only pairs with this state at the other end
// param from (day, default 0001-01-01): leave out what ended before this day
// param to (day, default 9999-12-31): leave out what began after this day
// param type (types, default *): event types or families, as in diplograph types
// param status (statuses, default facts): facts, all, or some of occurred, admitted, contested, alleged, planned, ...
// People and bodies count for the states that they represent, whatever the dates of their offices. Pairs come from
// the edges between actors, so gatherings of more than 25 are left out. Where a type has no direction, 'directed'
// is no, and the source is the first of the two states by id: each pair has one row, not two.
MATCH (a:Actor)-[:REPRESENTS*0..2]->(x:Actor {kind: 'state'})
MATCH (a)-[m]->(b:Actor)
WHERE m.event IS NOT NULL AND m.status IN $status AND m.month <> ''
  AND (m.last_day IS NULL OR m.last_day >= $from) AND (m.first_day IS NULL OR m.first_day <= $to)
MATCH (b)-[:REPRESENTS*0..2]->(y:Actor {kind: 'state'})
WHERE x.id <> y.id
WITH DISTINCT x, y, m.month AS month, m.event AS key, m.source AS told
MATCH (e:Event {id: key})
WHERE ('*' IN $type OR e.type IN $type)
WITH x, y, month, e, told, CASE WHEN e.type IN ['MEETS', 'SPEAKS_WITH', 'NEGOTIATES_WITH', 'AGREES_WITH', 'COOPERATES_WITH', 'RESTORES_RELATIONS'] THEN 'no' ELSE 'yes' END AS directed
WHERE (('*' IN $actor OR x.id IN $actor) AND ('*' IN $other OR y.id IN $other))
  OR (directed = 'no' AND ('*' IN $actor OR y.id IN $actor) AND ('*' IN $other OR x.id IN $other))
WITH month, e, told, directed, x, y, directed = 'no' AND x.id > y.id AS turned
WITH DISTINCT month, e, told, directed,
  CASE WHEN turned THEN y.id ELSE x.id END AS source_id, CASE WHEN turned THEN x.id ELSE y.id END AS target_id,
  CASE WHEN turned THEN y.iso3 ELSE x.iso3 END AS source_iso3, CASE WHEN turned THEN x.iso3 ELSE y.iso3 END AS target_iso3,
  CASE WHEN turned THEN y.cow ELSE x.cow END AS source_cow, CASE WHEN turned THEN x.cow ELSE y.cow END AS target_cow
MATCH (s:Source {id: told})
RETURN month, source_id, source_iso3, source_cow, target_id, target_iso3, target_cow, e.type AS type, directed,
  e.status AS status, count(DISTINCT e.id) AS events, sum(e.claim_count) AS claims,
  min(CASE WHEN s.url = '' THEN s.title ELSE s.url END) AS source
ORDER BY month, source_id, target_id, type, status
