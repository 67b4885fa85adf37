// summary: Who of those that the store's sources name spoke for whom, in which office, on a day.
// names: actor, represents
// example: diplograph query offices --of Russia --date 2024-01-15
// as-of: no
// param of (actors, default *): only offices of these; a state takes in its bodies
// param date (period, default *): only who may have held the office at some time of this day, month or year
// $date has the first and the last day asked for: a term overlaps it if it begins by the last and ends after the first.
MATCH (a:Actor)-[r:REPRESENTS]->(b:Actor)
WHERE ('*' IN $of OR b.id IN $of) AND r.office <> ''
  AND (r.first_day IS NULL OR any(day IN $date WHERE r.first_day <= day))
  AND (r.last_day IS NULL OR any(day IN $date WHERE r.last_day >= day))
RETURN a.name AS actor, r.office AS office, b.name AS represents, r.since AS since, r.until AS until, a.id AS id
ORDER BY represents, office, since, id
