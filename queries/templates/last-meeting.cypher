// summary: The last dated meeting of an actor with each other, or with one.
// names: actor, met
// example: diplograph query last-meeting --actor Putin
// param actor (actors): whose meetings; a state takes in its bodies and office-holders
// param other (actors, default *): only with these
// param status (statuses, default facts): facts, all, or some of occurred, admitted, contested, alleged, planned, ...
MATCH (a:Actor)-[m:MEETS]-(b:Actor)
WHERE a.id IN $actor AND ('*' IN $other OR b.id IN $other) AND m.status IN $status AND m.last_day IS NOT NULL
  AND NOT EXISTS { MATCH (a)-[n:MEETS]-(b) WHERE n.last_day > m.last_day AND n.status IN $status }
RETURN m.date AS date, a.name AS actor, b.name AS met, m.status AS status, m.origins AS origins,
  m.quote AS quote, CASE WHEN m.url = '' THEN m.title ELSE m.url END AS source, m.event AS event
ORDER BY date, actor, met, event
