// summary: Where sources disagree: inside an event on place, mode or date; and events of the same actors up to three days apart.
// names: actors
// example: diplograph query conflicts
// param actor (actors, default *): only what this actor takes part in; a state takes in its bodies and office-holders
// param from (day, default 0001-01-01): leave out what ended before this day
// param to (day, default 9999-12-31): leave out what began after this day
// param status (statuses, default all): facts, all, or some of occurred, admitted, contested, alleged, planned, ...
MATCH (a:Actor)-[:PARTICIPATES_IN]->(e:Event)
WHERE ('*' IN $actor OR a.id IN $actor) AND size(e.disagreements) > 0 AND e.status IN $status
  AND (e.last_day IS NULL OR e.last_day >= $from) AND (e.first_day IS NULL OR e.first_day <= $to)
MATCH (p:Actor)-[:PARTICIPATES_IN]->(e)
MATCH (e)<-[:ABOUT]-(c:Claim)-[:STATED_IN]->(s:Source)
RETURN 'inside an event' AS conflict, e.disagreements AS differs, e.date AS date, e.type AS type, collect(DISTINCT p.name) AS actors,
  collect(DISTINCT CASE WHEN c.date = '' THEN null ELSE c.date END) AS dates,
  collect(DISTINCT CASE WHEN c.place = '' THEN null ELSE c.place END) AS places,
  collect(DISTINCT CASE WHEN c.mode = '' THEN null ELSE c.mode END) AS modes,
  e.status AS status, collect(DISTINCT CASE WHEN s.url = '' THEN s.title ELSE s.url END) AS source, e.id AS event, '' AS other_event
ORDER BY date, event
// and
MATCH (a:Actor)-[:PARTICIPATES_IN]->(e:Event)
WHERE ('*' IN $actor OR a.id IN $actor) AND size(e.near) > 0 AND e.status IN $status
  AND (e.last_day IS NULL OR e.last_day >= $from) AND (e.first_day IS NULL OR e.first_day <= $to)
MATCH (p:Actor)-[:PARTICIPATES_IN]->(e)
WITH e, collect(DISTINCT p.name) AS actors
UNWIND e.near AS key
MATCH (o:Event {id: key})
WITH e, actors, o
WHERE o.status IN $status AND o.first_day > e.last_day
UNWIND [e.date, o.date] AS day
UNWIND [e.place, o.place] AS place
UNWIND [e.mode, o.mode] AS mode
UNWIND [CASE WHEN e.url = '' THEN e.title ELSE e.url END, CASE WHEN o.url = '' THEN o.title ELSE o.url END] AS told
RETURN 'up to three days apart' AS conflict, ['date'] AS differs, e.date AS date, e.type AS type, actors,
  collect(DISTINCT day) AS dates, collect(DISTINCT CASE WHEN place = '' THEN null ELSE place END) AS places,
  collect(DISTINCT CASE WHEN mode = '' THEN null ELSE mode END) AS modes,
  e.status AS status, collect(DISTINCT told) AS source, e.id AS event, o.id AS other_event
ORDER BY date, event, other_event
// and
MATCH (a:Actor)-[:PARTICIPATES_IN]->(e:Event)
WHERE ('*' IN $actor OR a.id IN $actor) AND e.participant_count > 2 AND e.name = '' AND e.status IN $status
  AND (e.last_day IS NULL OR e.last_day >= $from) AND (e.first_day IS NULL OR e.first_day <= $to)
MATCH (p:Actor)-[:PARTICIPATES_IN]->(e)
MATCH (p)-[:PARTICIPATES_IN]->(o:Event)
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
