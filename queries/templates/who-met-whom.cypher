// summary: Who an actor met, when, and which source says so.
// names: actor, met
// example: diplograph query who-met-whom --actor Poutine --from 2023 --to 2024-06
// param actor (actors): whose meetings; a state takes in its bodies and office-holders
// param from (day, default 0001-01-01): leave out what ended before this day
// param to (day, default 9999-12-31): leave out what began after this day
// param status (statuses, default facts): facts, all, or some of occurred, admitted, contested, alleged, planned, ...
MATCH (a:Actor)-[m:MEETS]-(b:Actor)
WHERE a.id IN $actor AND m.status IN $status
  AND (m.last_day IS NULL OR m.last_day >= $from) AND (m.first_day IS NULL OR m.first_day <= $to)
RETURN m.date AS date, a.name AS actor, b.name AS met, m.status AS status, m.origins AS origins,
  CASE WHEN m.first_day IS NOT NULL AND m.last_day IS NOT NULL AND m.first_day >= $from AND m.last_day <= $to THEN 'certain' ELSE 'possible' END AS time,
  m.quote AS quote, CASE WHEN m.url = '' THEN m.title ELSE m.url END AS source, m.event AS event
ORDER BY date, actor, met, event
