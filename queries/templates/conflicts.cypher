// summary: Where sources disagree: inside an event on place, mode or date; and events of the same actors up to three days apart.
// names: actors
// example: diplograph query conflicts
// param actor (actors, default *): only what this actor takes part in; a state takes in its bodies and office-holders
// param from (day, default 0001-01-01): leave out what ended before this day
// param to (day, default 9999-12-31): leave out what began after this day
// param status (statuses, default all): facts, all, or some of occurred, admitted, contested, alleged, planned, ...
MATCH (a:Actor)-[x:PARTICIPATES_IN]->(e:Event)
WHERE ('*' IN $actor OR a.id IN $actor) AND x.disagreement_count > 0 AND x.status IN $status
  AND (x.last_day IS NULL OR x.last_day >= $from) AND (x.first_day IS NULL OR x.first_day <= $to)
RETURN DISTINCT 'inside an event' AS conflict, e.disagreements AS differs, e.date AS date, e.type AS type, [] AS actors,
  [] AS dates, [] AS places, [] AS modes, e.status AS status, [] AS source, e.id AS event, '' AS other_event
ORDER BY date, event
// also event
UNWIND $keys AS id
MATCH (e:Event {id: id})
OPTIONAL MATCH (e)<-[:PARTICIPATES_IN]-(p:Actor)
OPTIONAL MATCH (e)<-[:ABOUT]-(c:Claim)
OPTIONAL MATCH (c)-[:STATED_IN]->(s:Source)
RETURN e.id AS event, collect(DISTINCT p.name) AS actors, collect(DISTINCT CASE WHEN c.date = '' THEN null ELSE c.date END) AS dates,
  collect(DISTINCT CASE WHEN c.place = '' THEN null ELSE c.place END) AS places,
  collect(DISTINCT CASE WHEN c.mode = '' THEN null ELSE c.mode END) AS modes,
  collect(DISTINCT CASE WHEN s.url = '' THEN s.title ELSE s.url END) AS source
ORDER BY event
// and
MATCH (a:Actor)-[x:PARTICIPATES_IN]->(e:Event)
WHERE ('*' IN $actor OR a.id IN $actor) AND x.near_count > 0 AND x.status IN $status
  AND (x.last_day IS NULL OR x.last_day >= $from) AND (x.first_day IS NULL OR x.first_day <= $to)
WITH DISTINCT e
UNWIND e.near AS key
MATCH (o:Event {id: key})
WHERE o.status IN $status AND o.first_day > e.last_day
UNWIND [e.date, o.date] AS day
UNWIND [e.place, o.place] AS place
UNWIND [e.mode, o.mode] AS mode
UNWIND [CASE WHEN e.url = '' THEN e.title ELSE e.url END, CASE WHEN o.url = '' THEN o.title ELSE o.url END] AS told
RETURN 'up to three days apart' AS conflict, ['date'] AS differs, e.date AS date, e.type AS type, [] AS actors,
  collect(DISTINCT day) AS dates, collect(DISTINCT CASE WHEN place = '' THEN null ELSE place END) AS places,
  collect(DISTINCT CASE WHEN mode = '' THEN null ELSE mode END) AS modes,
  e.status AS status, collect(DISTINCT told) AS source, e.id AS event, o.id AS other_event
ORDER BY date, event, other_event
// also event
UNWIND $keys AS id
MATCH (e:Event {id: id})
OPTIONAL MATCH (e)<-[:PARTICIPATES_IN]-(p:Actor)
RETURN e.id AS event, collect(DISTINCT p.name) AS actors
ORDER BY event
// and
MATCH (a:Actor)-[x:PARTICIPATES_IN]->(e:Event)
WHERE ('*' IN $actor OR a.id IN $actor) AND x.participant_count > 2 AND x.name = '' AND x.status IN $status
  AND (x.last_day IS NULL OR x.last_day >= $from) AND (x.first_day IS NULL OR x.first_day <= $to)
WITH DISTINCT e
OPTIONAL MATCH (e)<-[:PARTICIPATES_IN]-(p:Actor)
OPTIONAL MATCH (p)-[:PARTICIPATES_IN]->(o:Event)
WHERE o.type = e.type AND o.status IN $status AND o.participant_count < e.participant_count
  AND o.first_day <= e.last_day AND o.last_day >= e.first_day
WITH e, o, count(DISTINCT p.id) AS shared, collect(DISTINCT p.name) AS actors
WHERE shared = o.participant_count
UNWIND [e.date, o.date] AS day
UNWIND [e.place, o.place] AS place
UNWIND [CASE WHEN e.url = '' THEN e.title ELSE e.url END, CASE WHEN o.url = '' THEN o.title ELSE o.url END] AS told
RETURN 'some of the actors' AS conflict, ['participants'] AS differs, e.date AS date, e.type AS type, actors,
  collect(DISTINCT day) AS dates, collect(DISTINCT CASE WHEN place = '' THEN null ELSE place END) AS places, [e.mode] AS modes,
  e.status AS status, collect(DISTINCT told) AS source, e.id AS event, o.id AS other_event
ORDER BY date, event, other_event
