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
WHERE a.id IN $actor AND b.id IN $other AND m.status IN $status
RETURN DISTINCT $step AS step, a.name AS one, b.name AS two, m.date AS date, m.type AS type, m.status AS status,
  m.quote AS quote, CASE WHEN m.url = '' THEN m.title ELSE m.url END AS source, m.event AS event
ORDER BY one, two, date, event
