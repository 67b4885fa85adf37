// summary: What several independent origins tell: agencies, papers and states that did not copy each other.
// names: actors
// example: diplograph query corroborated --actor Russia --origins 2
// param actor (actors, default *): only what this actor takes part in; a state takes in its bodies and office-holders
// param origins (integer, default 2): at least so many independent origins
// param from (day, default 0001-01-01): leave out what ended before this day
// param to (day, default 9999-12-31): leave out what began after this day
// param status (statuses, default facts): facts, all, or some of occurred, admitted, contested, alleged, planned, ...
MATCH (a:Actor)-[x:PARTICIPATES_IN]->(e:Event)
WHERE ('*' IN $actor OR a.id IN $actor) AND x.status IN $status AND x.origins >= $origins
  AND (x.last_day IS NULL OR x.last_day >= $from) AND (x.first_day IS NULL OR x.first_day <= $to)
RETURN DISTINCT e.date AS date, e.type AS type, [] AS actors, e.status AS status, e.origins AS origins,
  CASE WHEN e.first_day IS NOT NULL AND e.last_day IS NOT NULL AND e.first_day >= $from AND e.last_day <= $to THEN 'certain' ELSE 'possible' END AS time,
  e.quote AS quote, [] AS source, e.id AS event
ORDER BY date, type, event
// also event
UNWIND $keys AS id
MATCH (e:Event {id: id})
OPTIONAL MATCH (e)<-[:PARTICIPATES_IN]-(p:Actor)
OPTIONAL MATCH (e)<-[:ABOUT]-(c:Claim)
OPTIONAL MATCH (c)-[:STATED_IN]->(s:Source)
RETURN e.id AS event, collect(DISTINCT p.name) AS actors, collect(DISTINCT CASE WHEN s.url = '' THEN s.title ELSE s.url END) AS source
ORDER BY event
