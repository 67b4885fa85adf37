// summary: What is told and denied: events with a denial, and who denies them.
// names: actors, deniers
// example: diplograph query contested --from 2018 --to 2024
// param actor (actors, default *): only what this actor takes part in; a state takes in its bodies and office-holders
// param from (day, default 0001-01-01): leave out what ended before this day
// param to (day, default 9999-12-31): leave out what began after this day
// param status (statuses, default contested,denied): contested, denied
MATCH (a:Actor)-[x:PARTICIPATES_IN]->(e:Event)
WHERE ('*' IN $actor OR a.id IN $actor) AND x.status IN $status
  AND (x.last_day IS NULL OR x.last_day >= $from) AND (x.first_day IS NULL OR x.first_day <= $to)
RETURN DISTINCT e.date AS date, e.type AS type, [] AS actors, [] AS deniers,
  e.basis AS basis, e.status AS status, e.origins AS origins,
  CASE WHEN e.first_day IS NOT NULL AND e.last_day IS NOT NULL AND e.first_day >= $from AND e.last_day <= $to THEN 'certain' ELSE 'possible' END AS time,
  e.quote AS quote, '' AS denial, CASE WHEN e.url = '' THEN e.title ELSE e.url END AS source, e.id AS event
ORDER BY date, type, event
// also event
UNWIND $keys AS id
MATCH (e:Event {id: id})
OPTIONAL MATCH (e)<-[:PARTICIPATES_IN]-(p:Actor)
OPTIONAL MATCH (e)<-[:ABOUT]-(d:Claim)
WHERE d.act = 'denies'
OPTIONAL MATCH (d)-[:CLAIMED_BY]->(w:Actor)
RETURN e.id AS event, collect(DISTINCT p.name) AS actors, CASE WHEN min(d.quote) IS NULL THEN '' ELSE min(d.quote) END AS denial, collect(DISTINCT w.name) AS deniers
ORDER BY event
