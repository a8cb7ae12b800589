// Which pieces of the site's search are fetched for the first answer to a query: `node first_answer.js ROOT QUERY`, where ROOT has
// the site's modules (`search/`, `map/`, `shared/`) and the index's files (`assets/search/`). Prints their names, a line each.

import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const [root, query, suggestions] = process.argv.slice(2);
const { RecordsIndex } = await import(pathToFileURL(`${root}/search/records_index.js`).href);
/** @param {string} name */
const piece = (name) => {
  (0, eval)(readFileSync(`${root}/assets/search/${name}.js`, "utf8"));
  return globalThis.cruxbase[name.replaceAll("/", "")];
};
const asked = [];
piece("index");
const index = new RecordsIndex(globalThis.cruxbase.search, async (name) => {
  asked.push(name);
  return piece(name);
});
await index.prepare(query);
const { hits } = index.find(query);
const best = await index.best(hits, suggestions ? 7 : index.data.shown);
if (!suggestions) await index.texts(best.map(({ entry }) => entry));
console.log(asked.join("\n"));
