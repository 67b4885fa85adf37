// summary: The silences between two actors: how many days passed from one meeting to the next.
// names: one, other
// example: diplograph query gaps --actor Russia --other "North Korea" --days 100
// param actor (actors): one of the two; a state takes in its bodies and office-holders
// param other (actors): the other
// param days (integer, default 365): only silences of at least so many days
// param status (statuses, default facts): facts, all, or some of occurred, admitted, contested, alleged, planned, ...
MATCH (a:Actor)-[m:MEETS|SPEAKS_WITH|NEGOTIATES_WITH|VISITS]-(b:Actor)
WHERE a.id IN $actor AND b.id IN $other
WITH DISTINCT a.name AS one, b.name AS other, m.event AS event, m.status AS status, m.first_day AS begun, m.last_day AS ended
WHERE status IN $status AND begun IS NOT NULL AND ended IS NOT NULL
MATCH (a2:Actor)-[n:MEETS|SPEAKS_WITH|NEGOTIATES_WITH|VISITS]-(b2:Actor)
WHERE a2.id IN $actor AND b2.id IN $other
WITH one, other, event, ended, min(CASE WHEN n.status IN $status AND n.first_day > ended THEN n.first_day ELSE null END) - ended AS days,
  max(CASE WHEN n.status IN $status AND n.first_day <= ended THEN n.last_day ELSE null END) AS until
WHERE days >= $days AND until = ended
MATCH (a3:Actor)-[y:MEETS|SPEAKS_WITH|NEGOTIATES_WITH|VISITS]-(b3:Actor)
WHERE a3.id IN $actor AND b3.id IN $other
RETURN '' AS date, '' AS next, days, one, other, '' AS source,
  min(CASE WHEN y.status IN $status AND y.first_day = ended + days THEN y.event ELSE null END) AS next_event, event
ORDER BY date, one, other, event
// also event
UNWIND $keys AS id
MATCH (e:Event {id: id})
RETURN e.id AS event, e.date AS date, CASE WHEN e.url = '' THEN e.title ELSE e.url END AS source
ORDER BY event
// also next_event
UNWIND $keys AS id
MATCH (e:Event {id: id})
RETURN e.id AS next_event, e.date AS next
ORDER BY next_event
