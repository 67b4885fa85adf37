// summary: The actors with the most events, and by how many sources these are told.
// names: actor
// example: diplograph query most-active --limit 5
// param kind (text, default *): only actors of this kind: state, body, person, organisation, collective
// param limit (integer, default 20): how many
// param from (day, default 0001-01-01): leave out what ended before this day
// param to (day, default 9999-12-31): leave out what began after this day
// param type (types, default *): event types or families, as in diplograph types
// param status (statuses, default facts): facts, all, or some of occurred, admitted, contested, alleged, planned, ...
MATCH (a:Actor)-[:PARTICIPATES_IN]->(e:Event)
WHERE e.status IN $status AND ($kind = '*' OR a.kind = $kind) AND ('*' IN $type OR e.type IN $type)
  AND (e.last_day IS NULL OR e.last_day >= $from) AND (e.first_day IS NULL OR e.first_day <= $to)
RETURN a.name AS actor, a.kind AS kind, count(DISTINCT e.id) AS events, sum(e.claim_count) AS claims,
  min(CASE WHEN e.earliest = '' THEN null ELSE e.earliest END) AS earliest,
  max(CASE WHEN e.latest = '' THEN null ELSE e.latest END) AS latest, min(CASE WHEN e.url = '' THEN e.title ELSE e.url END) AS source, a.id AS id
ORDER BY events DESC, id
LIMIT $limit
