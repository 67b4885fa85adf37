// summary: Those around an actor: with whom, by which types, how often, from when to when.
// names: actor, other
// example: diplograph query ego --actor Macron
// totals: events sum, earliest min, latest max, source min
// param actor (actors): in the middle; a state takes in its bodies and office-holders
// param from (day, default 0001-01-01): leave out what ended before this day
// param to (day, default 9999-12-31): leave out what began after this day
// param type (types, default *): event types or families, as in diplograph types
// param status (statuses, default facts): facts, all, or some of occurred, admitted, contested, alleged, planned, ...
MATCH (a:Actor)-[m]-(b:Actor)
WHERE a.id IN $actor AND m.event IS NOT NULL AND m.status IN $status AND ('*' IN $type OR m.type IN $type)
  AND (m.last_day IS NULL OR m.last_day >= $from) AND (m.first_day IS NULL OR m.first_day <= $to)
RETURN a.name AS actor, b.name AS other, m.type AS type, count(DISTINCT m.event) AS events,
  min(CASE WHEN m.earliest = '' THEN null ELSE m.earliest END) AS earliest,
  max(CASE WHEN m.latest = '' THEN null ELSE m.latest END) AS latest, min(CASE WHEN m.url = '' THEN m.title ELSE m.url END) AS source, b.id AS other_id
ORDER BY actor, other, type, other_id
