// summary: When two actors met or spoke, by any of the types of talks.
// names: one, other
// example: diplograph query meetings-between --actor Putin --other "Kim Jong Un"
// param actor (actors): one of the two; a state takes in its bodies and office-holders
// param other (actors): the other
// param from (day, default 0001-01-01): leave out what ended before this day
// param to (day, default 9999-12-31): leave out what began after this day
// param status (statuses, default facts): facts, all, or some of occurred, admitted, contested, alleged, planned, ...
MATCH (a:Actor)-[m:MEETS|SPEAKS_WITH|NEGOTIATES_WITH]-(b:Actor)
WHERE a.id IN $actor AND b.id IN $other
WITH DISTINCT a.name AS one, b.name AS other, m.event AS event, m.status AS status, m.first_day AS first_day, m.last_day AS last_day
WHERE status IN $status AND (last_day IS NULL OR last_day >= $from) AND (first_day IS NULL OR first_day <= $to)
RETURN '' AS date, '' AS type, '' AS mode, one, other, '' AS place, status, 0 AS origins,
  CASE WHEN first_day IS NOT NULL AND last_day IS NOT NULL AND first_day >= $from AND last_day <= $to THEN 'certain' ELSE 'possible' END AS time,
  '' AS quote, '' AS source, event
ORDER BY date, one, other, event
// also event
UNWIND $keys AS id
MATCH (e:Event {id: id})
RETURN e.id AS event, e.date AS date, e.type AS type, e.mode AS mode, e.place AS place, e.origins AS origins,
  e.quote AS quote, CASE WHEN e.url = '' THEN e.title ELSE e.url END AS source
ORDER BY event
