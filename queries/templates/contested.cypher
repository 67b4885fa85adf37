// summary: What is told and denied: events with a denial, and who denies them.
// names: actors, deniers
// example: diplograph query contested --from 2018 --to 2024
// param actor (actors, default *): only what this actor takes part in; a state takes in its bodies and office-holders
// param from (day, default 0001-01-01): leave out what ended before this day
// param to (day, default 9999-12-31): leave out what began after this day
// param status (statuses, default contested,denied): contested, denied
MATCH (a:Actor)-[:PARTICIPATES_IN]->(e:Event)
WHERE ('*' IN $actor OR a.id IN $actor) AND e.status IN $status
  AND (e.last_day IS NULL OR e.last_day >= $from) AND (e.first_day IS NULL OR e.first_day <= $to)
MATCH (p:Actor)-[:PARTICIPATES_IN]->(e)
RETURN e.date AS date, e.type AS type, collect(DISTINCT p.name) AS actors, [] AS deniers,
  e.basis AS basis, e.status AS status, e.origins AS origins,
  CASE WHEN e.first_day IS NOT NULL AND e.last_day IS NOT NULL AND e.first_day >= $from AND e.last_day <= $to THEN 'certain' ELSE 'possible' END AS time,
  e.quote AS quote, '' AS denial, CASE WHEN e.url = '' THEN e.title ELSE e.url END AS source, e.id AS event
ORDER BY date, type, event
// also event
MATCH (a:Actor)-[:PARTICIPATES_IN]->(e:Event)
WHERE ('*' IN $actor OR a.id IN $actor) AND e.status IN $status
MATCH (e)<-[:ABOUT]-(d:Claim)
WHERE d.act = 'denies'
RETURN e.id AS event, min(d.quote) AS denial
ORDER BY event
// also event
MATCH (a:Actor)-[:PARTICIPATES_IN]->(e:Event)
WHERE ('*' IN $actor OR a.id IN $actor) AND e.status IN $status
MATCH (e)<-[:ABOUT]-(d:Claim)-[:CLAIMED_BY]->(w:Actor)
WHERE d.act = 'denies'
RETURN e.id AS event, collect(DISTINCT w.name) AS deniers
ORDER BY event
