// summary: Who accused whom, and of what.
// names: accuser, accused
// example: diplograph query accusations --other DPRK
// param actor (actors, default *): only those who did it; a state takes in its bodies and office-holders
// param other (actors, default *): only those to whom it was done
// param from (day, default 0001-01-01): leave out what ended before this day
// param to (day, default 9999-12-31): leave out what began after this day
// param status (statuses, default facts): facts, all, or some of occurred, admitted, contested, alleged, planned, ...
MATCH (a:Actor)-[m:ACCUSES]->(b:Actor)
WHERE ('*' IN $actor OR a.id IN $actor) AND ('*' IN $other OR b.id IN $other) AND m.status IN $status
  AND (m.last_day IS NULL OR m.last_day >= $from) AND (m.first_day IS NULL OR m.first_day <= $to)
RETURN m.date AS date, a.name AS accuser, b.name AS accused, [] AS of, [] AS deed, m.status AS status, m.origins AS origins,
  CASE WHEN m.first_day IS NOT NULL AND m.last_day IS NOT NULL AND m.first_day >= $from AND m.last_day <= $to THEN 'certain' ELSE 'possible' END AS time,
  m.quote AS quote, CASE WHEN m.url = '' THEN m.title ELSE m.url END AS source, m.event AS event
ORDER BY date, accuser, accused, event
// also event
UNWIND $keys AS id
MATCH (e:Event {id: id})
OPTIONAL MATCH (e)<-[:ABOUT]-(speech:Claim)
OPTIONAL MATCH (speech)<-[:CONTENT_OF]-(c:Claim)
OPTIONAL MATCH (c)-[:ABOUT]->(said:Event)
RETURN e.id AS event, collect(DISTINCT said.type) AS of, collect(DISTINCT said.status) AS deed
ORDER BY event
