// summary: What an actor claims: who did what, by which act, in which words.
// names: claimant, about
// example: diplograph query claims-by --actor "United States"
// param actor (actors): who says it; a state takes in its bodies and office-holders
MATCH (a:Actor)<-[:CLAIMED_BY]-(c:Claim)-[:ABOUT]->(e:Event)<-[:PARTICIPATES_IN]-(p:Actor)
WHERE a.id IN $actor
MATCH (c)-[:STATED_IN]->(s:Source)
RETURN c.stated_on AS stated_on, a.name AS claimant, c.act AS act, c.type AS type, collect(DISTINCT p.name) AS about,
  c.date AS date, c.modality AS modality, e.status AS status,
  c.quote AS quote, CASE WHEN s.url = '' THEN s.title ELSE s.url END AS source, e.id AS event, c.id AS claim
ORDER BY stated_on, claimant, type, claim
