/** A reader's view as records for the base: a viewpoint, the source that it cites, and, for someone new, a person. */

const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

/** @typedef {import("./credences.js").Credence} Credence */

/**
 * A record as a file of the base.
 *
 * @typedef {object} RecordFile
 * @property {string} path below the base's folder
 * @property {string} text
 */

/**
 * The files that put a view into the base.
 *
 * @param {object} view
 * @param {string} view.name of the holder
 * @param {string} [view.holder] id of the person record, where there is one
 * @param {string} view.subject title of the topic or model
 * @param {string} view.subjectId its id
 * @param {string} view.date such as 2026-11-21
 * @param {Map<string, import("./credences.js").Credence>} view.credences claim id → what was said of it
 * @param {Set<string>} taken ids that records have already
 * @returns {RecordFile[]}
 */
export function recordFiles({ name, holder, subject, subjectId, date, credences }, taken) {
  const person = holder || free(slug(name), taken);
  const viewpoint = free(`${person}-on-${subjectId}-${date}`, taken);
  const source = free(`${person}-credences-${date}`, new Set([...taken, viewpoint, person]));
  /** @type {RecordFile[]} */
  const files = [
    { path: `viewpoints/${viewpoint}.yaml`, text: viewpointText({ name, person, source, subject, date, credences }) },
    { path: `sources/${source}.yaml`, text: sourceText({ name, person, date }) },
  ];
  if (!holder) files.push({ path: `people/${person}.yaml`, text: lines("type: person", `name: ${quoted(name)}`) });
  return files;
}

/** @param {{name: string, person: string, source: string, subject: string, date: string, credences: Map<string, Credence>}} view */
function viewpointText({ name, person, source, subject, date, credences }) {
  const numbers = [...credences].filter(([, said]) => !said.stance);
  /** @param {string} word */
  const stances = (word) => [...credences].filter(([, said]) => said.stance === word).map(([claim]) => claim);
  /** @param {string} word */
  const list = (word) => {
    const claims = stances(word);
    return claims.length ? [`${word}:`, ...claims.map((claim) => `  - ${claim}`)] : [];
  };
  const said = numbers.length ? ["credences:", ...numbers.map(([claim, credence]) => `  ${claim}: ${credenceText(credence)}`)] : [];
  return lines(
    "type: viewpoint",
    `title: ${quoted(`${shortened(`${name} on ${subject}`, 66)}, ${monthOf(date)}`)}`,
    `holder: ${person}`,
    `date: ${date}`,
    "method: set claim by claim on the site",
    "sources:",
    `  - ${source}`,
    ...said,
    ...list("holds"),
    ...list("rejects"),
    ...list("suspends"),
  );
}

/** @param {{name: string, person: string, date: string}} source */
function sourceText({ name, person, date }) {
  return lines(
    "type: source",
    `title: ${quoted(`Credences that ${name} set on the site`)}`,
    "authors:",
    `  - ${person}`,
    `issued: ${date}`,
    "kind: personal_communication",
    "checked: read",
    "notes: Given by the holder, who sent in the viewpoint that cites this.",
  );
}

/** @param {Credence} credence */
function credenceText({ low, high, text }) {
  if (/^[a-z]/.test(text)) return text;
  return low === high ? String(low) : `[${low}, ${high}]`;
}

/** @param {...string} written */
function lines(...written) {
  return `${written.join("\n")}\n`;
}

/** @param {string} text */
function quoted(text) {
  const plain = text.replace(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, " ").replace(/\s+/g, " ").trim();
  return /^[\p{L}][\p{L}\p{N} ,.()’'-]*$/u.test(plain) && !/^(true|false|null|yes|no|on|off|n|y)$/i.test(plain) ? plain : `'${plain.replaceAll("'", "''")}'`;
}

/**
 * @param {string} text
 * @param {number} most
 */
function shortened(text, most) {
  return text.length <= most ? text : `${text.slice(0, most - 1).replace(/\s+\S*$/, "")}…`;
}

/** @param {string} date */
function monthOf(date) {
  const [year, month] = date.split("-");
  return `${MONTHS[Number(month) - 1]} ${year}`;
}

/**
 * The nearest well-formed id to a name.
 *
 * @param {string} name
 */
export function slug(name) {
  const letters = name.toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]/g, "");
  return (letters.match(/[a-z0-9]+/g) ?? ["reader"]).join("-").slice(0, 60).replace(/-$/, "");
}

/**
 * @param {string} id
 * @param {Set<string>} taken
 */
function free(id, taken) {
  if (!taken.has(id)) return id;
  let number = 2;
  while (taken.has(`${id}-${number}`)) number += 1;
  return `${id}-${number}`;
}
