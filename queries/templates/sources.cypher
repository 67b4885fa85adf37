// summary: The sources, how many claims each gave, and how many events they tell of.
// example: diplograph query sources
// param publisher (text, default *): only this publisher
MATCH (s:Source)
WHERE $publisher = '*' OR s.publisher = $publisher
OPTIONAL MATCH (c:Claim)-[:STATED_IN]->(s)
OPTIONAL MATCH (c)-[:ABOUT]->(e:Event)
RETURN s.published AS published, s.publisher AS publisher, s.title AS title, s.language AS language,
  count(DISTINCT c.id) AS claims, count(DISTINCT e.id) AS events, s.url AS source, s.id AS id
ORDER BY published, title, id
