// summary: Who spoke for whom, in which office, on a day.
// names: actor, represents
// example: diplograph query offices --of Russia --date 2024-01-15
// as-of: no
// param of (actors, default *): only offices of these; a state takes in its bodies
// param date (text, default *): only who held the office on this day, month or year
// 'until 2021' takes in all of 2021: '~' sorts behind any digit and dash.
MATCH (a:Actor)-[r:REPRESENTS]->(b:Actor)
WHERE ('*' IN $of OR b.id IN $of) AND r.office <> ''
  AND ($date = '*' OR ((r.since = '' OR r.since <= $date) AND (r.until = '' OR r.until + '~' >= $date)))
RETURN a.name AS actor, r.office AS office, b.name AS represents, r.since AS since, r.until AS until, a.id AS id
ORDER BY represents, office, since, id
