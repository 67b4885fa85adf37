// summary: When two actors met or spoke, by any of the types of talks.
// names: one, other
// example: diplograph query meetings-between --actor Putin --other "Kim Jong Un"
// param actor (actors): one of the two; a state takes in its bodies and office-holders
// param other (actors): the other
// param from (day, default 0001-01-01): leave out what ended before this day
// param to (day, default 9999-12-31): leave out what began after this day
// param status (statuses, default facts): facts, all, or some of occurred, admitted, contested, alleged, planned, ...
MATCH (a:Actor)-[m:MEETS|SPEAKS_WITH|NEGOTIATES_WITH]-(b:Actor)
WHERE a.id IN $actor AND b.id IN $other AND m.status IN $status
  AND (m.last_day IS NULL OR m.last_day >= $from) AND (m.first_day IS NULL OR m.first_day <= $to)
RETURN DISTINCT m.date AS date, m.type AS type, m.mode AS mode, a.name AS one, b.name AS other, m.place AS place,
  m.status AS status, m.origins AS origins,
  CASE WHEN m.first_day IS NOT NULL AND m.last_day IS NOT NULL AND m.first_day >= $from AND m.last_day <= $to THEN 'certain' ELSE 'possible' END AS time,
  m.quote AS quote, CASE WHEN m.url = '' THEN m.title ELSE m.url END AS source, m.event AS event
ORDER BY date, one, other, event
