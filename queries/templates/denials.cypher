// summary: Who denied what, in which words.
// names: denier, about
// example: diplograph query denials --actor Russia
// param actor (actors, default *): only what these deny; a state takes in its bodies and office-holders
MATCH (a:Actor)<-[:CLAIMED_BY]-(c:Claim)-[:ABOUT]->(e:Event)
WHERE ('*' IN $actor OR a.id IN $actor) AND c.act = 'denies'
RETURN c.stated_on AS stated_on, a.name AS denier, e.type AS type, [] AS about, e.date AS date,
  e.status AS status, c.quote AS quote, '' AS source, e.id AS event, c.id AS claim
ORDER BY stated_on, denier, type, claim
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
