// summary: Visits that were announced and have no outcome yet; those whose time is over are lapsed.
// names: visitor, visited
// example: diplograph query planned-visits --today 2024-06-17 --as-of 2024-06-17
// param actor (actors, default *): only these visitors; a state takes in its bodies and office-holders
// param other (actors, default *): only visits to these
// param status (statuses, default planned,postponed): planned, postponed, cancelled
// param today (day, default today): the day on which a plan is over, or still to come
MATCH (a:Actor)-[m:VISITS]->(b:Actor)
WHERE ('*' IN $actor OR a.id IN $actor) AND ('*' IN $other OR b.id IN $other) AND m.status IN $status
RETURN m.date AS date, a.name AS visitor, b.name AS visited,
  CASE WHEN m.last_day IS NOT NULL AND m.last_day < $today THEN 'lapsed'
       WHEN m.last_day IS NULL AND m.first_day IS NOT NULL AND m.first_day + 365 < $today THEN 'lapsed'
       ELSE m.status END AS status,
  m.origins AS origins, m.quote AS quote, CASE WHEN m.url = '' THEN m.title ELSE m.url END AS source, m.event AS event
ORDER BY date, visitor, visited, event
