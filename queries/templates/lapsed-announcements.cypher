// summary: What was announced, and of which no source tells that it came about, though its time is over.
// names: actors
// example: diplograph query lapsed-announcements --today 2025-01-01
// as-of: no
// param actor (actors, default *): only what this actor takes part in; a state takes in its bodies and office-holders
// param type (types, default *): event types or families, as in diplograph types
// param status (statuses, default planned,postponed): planned, postponed
// param today (day, default today): the day on which a plan is over
MATCH (a:Actor)-[:PARTICIPATES_IN]->(e:Event)
WHERE ('*' IN $actor OR a.id IN $actor) AND e.status IN $status AND ('*' IN $type OR e.type IN $type)
  AND ((e.last_day IS NOT NULL AND e.last_day < $today) OR (e.last_day IS NULL AND e.first_day IS NOT NULL AND e.first_day + 365 < $today))
MATCH (p:Actor)-[:PARTICIPATES_IN]->(e)
MATCH (e)<-[:ABOUT]-(c:Claim)-[:STATED_IN]->(s:Source)
RETURN e.date AS date, e.type AS type, collect(DISTINCT p.name) AS actors, min(c.stated_on) AS announced,
  'lapsed' AS status, e.origins AS origins,
  coalesce(min(CASE WHEN c.quote <> '' AND c.modality = 'planned' THEN c.quote ELSE null END), min(c.quote)) AS quote, collect(DISTINCT CASE WHEN s.url = '' THEN s.title ELSE s.url END) AS source, e.id AS event
ORDER BY date, type, event
