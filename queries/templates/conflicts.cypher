// summary: Where sources disagree: inside an event on place, mode or date; and events of the same actors up to three days apart.
// names: actors
// example: diplograph query conflicts
// as-of: no
// param actor (actors, default *): only what this actor takes part in; a state takes in its bodies and office-holders
// param from (day, default 0001-01-01): leave out what ended before this day
// param to (day, default 9999-12-31): leave out what began after this day
// param status (statuses, default all): facts, all, or some of occurred, admitted, contested, alleged, planned, ...
MATCH (a:Actor)-[:PARTICIPATES_IN]->(e:Event)
WHERE ('*' IN $actor OR a.id IN $actor) AND e.status IN $status
  AND (e.last_day IS NULL OR e.last_day >= $from) AND (e.first_day IS NULL OR e.first_day <= $to)
MATCH (e)<-[:ABOUT]-(c:Claim)-[:STATED_IN]->(s:Source)
WITH e, collect(DISTINCT CASE WHEN c.place = '' THEN null ELSE c.place END) AS places,
  collect(DISTINCT CASE WHEN c.mode = '' THEN null ELSE c.mode END) AS modes,
  collect(DISTINCT CASE WHEN c.date = '' THEN null ELSE c.date END) AS dates,
  collect(DISTINCT CASE WHEN s.url = '' THEN s.title ELSE s.url END) AS told
WHERE size(places) > 1 OR size(modes) > 1 OR size(dates) > 1
MATCH (p:Actor)-[:PARTICIPATES_IN]->(e)
RETURN 'inside an event' AS conflict, e.date AS date, e.type AS type, collect(DISTINCT p.name) AS actors, dates, places, modes,
  e.status AS status, told AS source, e.id AS event, '' AS other_event
ORDER BY date, event
// and
MATCH (a:Actor)-[:PARTICIPATES_IN]->(e:Event)<-[:ABOUT]-(:Claim)-[:OF_KEY]->(k:Key)
WHERE ('*' IN $actor OR a.id IN $actor) AND e.status IN $status AND e.last_day IS NOT NULL
  AND (e.last_day IS NULL OR e.last_day >= $from) AND (e.first_day IS NULL OR e.first_day <= $to)
MATCH (k)<-[:OF_KEY]-(:Claim)-[:ABOUT]->(o:Event)
WHERE o.type = e.type AND o.status IN $status AND o.first_day > e.last_day AND o.first_day <= e.last_day + 3
WITH DISTINCT e, o, k
MATCH (k)<-[:OF_KEY]-(d:Claim)-[:ABOUT]->(w:Event)
WHERE w.id = e.id OR w.id = o.id
MATCH (d)-[:STATED_IN]->(s:Source)
MATCH (p:Actor)-[:PARTICIPATES_IN]->(e)
RETURN 'up to three days apart' AS conflict, e.date AS date, e.type AS type, collect(DISTINCT p.name) AS actors,
  collect(DISTINCT w.date) AS dates, collect(DISTINCT CASE WHEN w.place = '' THEN null ELSE w.place END) AS places,
  collect(DISTINCT CASE WHEN w.mode = '' THEN null ELSE w.mode END) AS modes,
  e.status AS status, collect(DISTINCT CASE WHEN s.url = '' THEN s.title ELSE s.url END) AS source, e.id AS event, o.id AS other_event
ORDER BY date, event, other_event
