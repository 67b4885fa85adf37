// summary: What was announced, and of which no source tells that it came about, though its time is over.
// names: actors
// example: diplograph query lapsed-announcements --today 2025-01-01
// param actor (actors, default *): only what this actor takes part in; a state takes in its bodies and office-holders
// param type (types, default *): event types or families, as in diplograph types
// param status (statuses, default planned,postponed): planned, postponed
// param today (day, default today): the day on which a plan is over
MATCH (a:Actor)-[x:PARTICIPATES_IN]->(e:Event)
WHERE ('*' IN $actor OR a.id IN $actor) AND x.status IN $status AND ('*' IN $type OR x.type IN $type)
  AND ((x.last_day IS NOT NULL AND x.last_day < $today) OR (x.last_day IS NULL AND x.first_day IS NOT NULL AND x.first_day + 365 < $today))
RETURN DISTINCT e.date AS date, e.type AS type, [] AS actors, '' AS announced,
  'lapsed' AS status, e.origins AS origins, e.quote AS quote, CASE WHEN e.url = '' THEN e.title ELSE e.url END AS source, e.id AS event
ORDER BY date, type, event
// also event
UNWIND $keys AS id
MATCH (e:Event {id: id})
OPTIONAL MATCH (e)<-[:PARTICIPATES_IN]-(p:Actor)
OPTIONAL MATCH (e)<-[:ABOUT]-(c:Claim)
RETURN e.id AS event, collect(DISTINCT p.name) AS actors, min(CASE WHEN c.stated_on = '' THEN null ELSE c.stated_on END) AS announced
ORDER BY event
