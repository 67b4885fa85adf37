// summary: Who an actor is: kind, codes, all names, whom it represents, and how many events tell of it.
// names: name, represents
// example: diplograph query actor --actor Poutine
// param actor (actors): who; a state takes in its bodies and office-holders
MATCH (a:Actor)
WHERE a.id IN $actor
OPTIONAL MATCH (a)-[n:NAMED]->(:Name)
OPTIONAL MATCH (a)-[r:REPRESENTS]->(b:Actor)
WITH a, collect(DISTINCT n.text) AS names, collect(DISTINCT b.name) AS represents
OPTIONAL MATCH (a)-[:PARTICIPATES_IN]->(e:Event)
RETURN a.id AS id, a.name AS name, a.kind AS kind, a.iso3 AS iso3, a.cow AS cow, a.wikidata AS wikidata,
  names, represents, count(DISTINCT e.id) AS events
ORDER BY id
