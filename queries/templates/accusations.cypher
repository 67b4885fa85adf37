// summary: Who accused whom, and of what.
// names: accuser, accused
// example: diplograph query accusations --other DPRK
// param actor (actors, default *): only those who did it; a state takes in its bodies and office-holders
// param other (actors, default *): only those to whom it was done
// param from (day, default 0001-01-01): leave out what ended before this day
// param to (day, default 9999-12-31): leave out what began after this day
// param status (statuses, default facts): facts, all, or some of occurred, admitted, contested, alleged, planned, ...
MATCH (a:Actor)-[p:PARTICIPATES_IN]->(e:Event)<-[q:PARTICIPATES_IN]-(b:Actor)
WHERE ('*' IN $actor OR a.id IN $actor) AND ('*' IN $other OR b.id IN $other) AND e.type = 'ACCUSES' AND p.role = 'accuser' AND q.role = 'accused' AND e.status IN $status
  AND (e.last_day IS NULL OR e.last_day >= $from) AND (e.first_day IS NULL OR e.first_day <= $to)
RETURN e.date AS date, a.name AS accuser, b.name AS accused, [] AS of, [] AS deed,
  e.status AS status, e.origins AS origins,
  CASE WHEN e.first_day IS NOT NULL AND e.last_day IS NOT NULL AND e.first_day >= $from AND e.last_day <= $to THEN 'certain' ELSE 'possible' END AS time,
  e.quote AS quote, CASE WHEN e.url = '' THEN e.title ELSE e.url END AS source, e.id AS event
ORDER BY date, accuser, accused, event
// also event
MATCH (a:Actor)-[p:PARTICIPATES_IN]->(e:Event)<-[q:PARTICIPATES_IN]-(b:Actor)
WHERE ('*' IN $actor OR a.id IN $actor) AND ('*' IN $other OR b.id IN $other) AND e.type = 'ACCUSES' AND p.role = 'accuser' AND q.role = 'accused'
MATCH (e)-[:CONTENT]->(said:Event)
RETURN e.id AS event, collect(DISTINCT said.type) AS of, collect(DISTINCT said.status) AS deed
ORDER BY event
