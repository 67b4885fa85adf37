// summary: Everything in which an actor takes part, in the order of its dates.
// names: actors
// example: diplograph query timeline --actor Macron --status all
// param actor (actors): whose timeline; a state takes in its bodies and office-holders
// param from (day, default 0001-01-01): leave out what ended before this day
// param to (day, default 9999-12-31): leave out what began after this day
// param type (types, default *): event types or families, as in diplograph types
// param status (statuses, default facts): facts, all, or some of occurred, admitted, contested, alleged, planned, ...
MATCH (a:Actor)-[x:PARTICIPATES_IN]->(e:Event)
WHERE a.id IN $actor AND x.status IN $status AND ('*' IN $type OR x.type IN $type)
  AND (x.last_day IS NULL OR x.last_day >= $from) AND (x.first_day IS NULL OR x.first_day <= $to)
RETURN DISTINCT e.date AS date, e.type AS type, [] AS actors, e.place AS place, e.status AS status, e.origins AS origins,
  CASE WHEN e.first_day IS NOT NULL AND e.last_day IS NOT NULL AND e.first_day >= $from AND e.last_day <= $to THEN 'certain' ELSE 'possible' END AS time,
  e.quote AS quote, CASE WHEN e.url = '' THEN e.title ELSE e.url END AS source, e.id AS event
ORDER BY date, type, event
// also event
UNWIND $keys AS id
MATCH (e:Event {id: id})
OPTIONAL MATCH (e)<-[:PARTICIPATES_IN]-(p:Actor)
RETURN e.id AS event, collect(DISTINCT p.name) AS actors
ORDER BY event
