// summary: What an actor claims: who did what, by which act, in which words.
// names: claimant, about
// example: diplograph query claims-by --actor "United States"
// param actor (actors): who says it; a state takes in its bodies and office-holders
MATCH (a:Actor)<-[:CLAIMED_BY]-(c:Claim)-[:ABOUT]->(e:Event)
WHERE a.id IN $actor
RETURN c.stated_on AS stated_on, a.name AS claimant, c.act AS act, c.type AS type, [] AS about,
  c.date AS date, c.modality AS modality, e.status AS status, c.quote AS quote, '' AS source, e.id AS event, c.id AS claim
ORDER BY stated_on, claimant, type, claim
// also claim
UNWIND $keys AS id
MATCH (c:Claim {id: id})
OPTIONAL MATCH (c)-[:STATED_IN]->(s:Source)
RETURN c.id AS claim, min(CASE WHEN s.url = '' THEN s.title ELSE s.url END) AS source
ORDER BY claim
// also event
UNWIND $keys AS id
MATCH (e:Event {id: id})
OPTIONAL MATCH (e)<-[:PARTICIPATES_IN]-(p:Actor)
RETURN e.id AS event, collect(DISTINCT p.name) AS about
ORDER BY event
