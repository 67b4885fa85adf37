// summary: The silences between two actors: how many days passed from one meeting to the next.
// names: one, other
// example: diplograph query gaps --actor Russia --other "North Korea" --days 100
// param actor (actors): one of the two; a state takes in its bodies and office-holders
// param other (actors): the other
// param days (integer, default 365): only silences of at least so many days
// param status (statuses, default facts): facts, all, or some of occurred, admitted, contested, alleged, planned, ...
MATCH (a:Actor)-[m:MEETS|SPEAKS_WITH|NEGOTIATES_WITH|VISITS]-(b:Actor)
WHERE a.id IN $actor AND b.id IN $other AND m.status IN $status AND m.first_day IS NOT NULL AND m.last_day IS NOT NULL
MATCH (a2:Actor)-[n:MEETS|SPEAKS_WITH|NEGOTIATES_WITH|VISITS]-(b2:Actor)
WHERE a2.id IN $actor AND b2.id IN $other AND n.status IN $status AND n.first_day > m.last_day
WITH m, a.name AS one, b.name AS other, min(n.first_day) - m.last_day AS days
WHERE days >= $days AND NOT EXISTS {
  MATCH (a3:Actor)-[x:MEETS|SPEAKS_WITH|NEGOTIATES_WITH|VISITS]-(b3:Actor)
  WHERE a3.id IN $actor AND b3.id IN $other AND x.status IN $status AND x.first_day <= m.last_day AND x.last_day > m.last_day
}
MATCH (a4:Actor)-[y:MEETS|SPEAKS_WITH|NEGOTIATES_WITH|VISITS]-(b4:Actor)
WHERE a4.id IN $actor AND b4.id IN $other AND y.status IN $status AND y.first_day = m.last_day + days
RETURN m.date AS date, min(y.date) AS next, days, one, other, CASE WHEN m.url = '' THEN m.title ELSE m.url END AS source,
  min(y.event) AS next_event, m.event AS event
ORDER BY date, one, other, event
