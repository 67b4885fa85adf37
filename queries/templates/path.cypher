// summary: The shortest chain of contacts from one actor to another: each step with its meetings.
// names: one, two
// example: diplograph query path --actor Macron --other "Kim Jong Un"
// search: MEETS|SPEAKS_WITH|NEGOTIATES_WITH|VISITS
// param actor (actors): where the chain begins; a state takes in its bodies and office-holders
// param other (actors): where it ends
// param hops (integer, default 4): at most so many steps
// param status (statuses, default facts): facts, all, or some of occurred, admitted, contested, alleged, planned, ...
// One step: from those of $actor to those of $other. The search finds who stands on the shortest chains.
MATCH (a:Actor)-[m:MEETS|SPEAKS_WITH|NEGOTIATES_WITH|VISITS]-(b:Actor)
WHERE a.id IN $actor AND b.id IN $other
WITH DISTINCT a.name AS one, b.name AS two, m.event AS event, m.status AS status
WHERE status IN $status
RETURN $step AS step, one, two, '' AS date, '' AS type, status, '' AS quote, '' AS source, event
ORDER BY one, two, date, event
// also event
UNWIND $keys AS id
MATCH (e:Event {id: id})
RETURN e.id AS event, e.date AS date, e.type AS type, e.quote AS quote, CASE WHEN e.url = '' THEN e.title ELSE e.url END AS source
ORDER BY event
