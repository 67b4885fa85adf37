// summary: A tidy table of ties: who is tied to whom, by which type, how often, from when to when.
// names: source_name, target_name
// example: diplograph query network --from 2023 --format csv
// totals: events sum, claims sum, origins max, earliest min, latest max, source min
// param actor (actors, default *): only ties from these
// param other (actors, default *): only ties to these
// param from (day, default 0001-01-01): leave out what ended before this day
// param to (day, default 9999-12-31): leave out what began after this day
// param type (types, default *): event types or families, as in diplograph types
// param status (statuses, default facts): facts, all, or some of occurred, admitted, contested, alleged, planned, ...
// Where a type has no direction, 'directed' is no, and the source is the first of the two by id.
MATCH (a:Actor)-[m]->(b:Actor)
WHERE ('*' IN $actor OR a.id IN $actor) AND ('*' IN $other OR b.id IN $other) AND m.event IS NOT NULL AND m.status IN $status AND ('*' IN $type OR m.type IN $type)
  AND (m.last_day IS NULL OR m.last_day >= $from) AND (m.first_day IS NULL OR m.first_day <= $to)
RETURN a.id AS source_id, a.name AS source_name, a.kind AS source_kind, a.iso3 AS source_iso3, a.cow AS source_cow,
  b.id AS target_id, b.name AS target_name, b.kind AS target_kind, b.iso3 AS target_iso3, b.cow AS target_cow,
  m.type AS type, m.directed AS directed,
  count(DISTINCT m.event) AS events, sum(m.claim_count) AS claims, max(m.origins) AS origins,
  min(CASE WHEN m.earliest = '' THEN null ELSE m.earliest END) AS earliest,
  max(CASE WHEN m.latest = '' THEN null ELSE m.latest END) AS latest, min(CASE WHEN m.url = '' THEN m.title ELSE m.url END) AS source
ORDER BY source_id, target_id, type
