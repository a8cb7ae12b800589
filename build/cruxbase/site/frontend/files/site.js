// Small comforts that every page shares. Everything works without them.

// From a disk there is no server to find index.html in a folder.
if (location.protocol === "file:") {
  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? /** @type {HTMLAnchorElement|SVGAElement|null} */ (event.target.closest("a[href]")) : null;
    if (!link) return;
    const target = new URL(link.href instanceof SVGAnimatedString ? link.href.baseVal : link.href, location.href);
    if (target.protocol === "file:" && target.pathname.endsWith("/")) {
      target.pathname += "index.html";
      event.preventDefault();
      location.href = target.href;
    }
  });
}

// A page on paper says where it is from and when it was printed; the style sheet shows this on paper only.
{
  const article = document.querySelector("article");
  if (article) {
    const mark = document.createElement("p");
    mark.className = "cb-print-mark";
    article.append(mark);
    const stamp = () => {
      const canonical = document.querySelector('link[rel="canonical"]');
      const address = canonical instanceof HTMLLinkElement ? canonical.href + location.search + location.hash : location.href;
      mark.textContent = `${address} · printed ${new Date().toISOString().slice(0, 10)}`;
    };
    stamp();
    addEventListener("beforeprint", stamp);
  }
}

// Of what paper leaves folded, that is printed which a reader has opened; a generator's own script opens everything.
document.addEventListener("click", ({ target }) => {
  const fold = target instanceof Element ? target.closest("summary")?.parentElement : null;
  if (fold instanceof HTMLDetailsElement) fold.toggleAttribute("data-asked", !fold.open);
});

// The page of a model brings its sliders along; other pages have no use for them.
for (const part of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-model-script]"))) {
  const script = document.createElement("script");
  script.src = part.dataset.modelScript ?? "";
  document.head.append(script);
}

// What is there to be copied is copied by one press. The address of the map carries its state; so does what embeds it.
for (const text of document.querySelectorAll(".cb-copy")) {
  const code = text.querySelector("code");
  if (!code || !navigator.clipboard) continue;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "cb-action cb-copy-button";
  button.textContent = "Copy";
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(code.textContent ?? "");
      button.textContent = "Copied";
    } catch {
      const range = document.createRange();
      range.selectNodeContents(code);
      getSelection()?.removeAllRanges();
      getSelection()?.addRange(range);
      button.textContent = "Selected: copy it now";
    }
  });
  text.append(button);
}
{
  const quote = document.querySelector("[data-quote-map]");
  const code = quote?.querySelector("code");
  const link = quote?.querySelector("a");
  if (code && link) {
    const [whole, shown] = [code.textContent ?? "", link.getAttribute("href") ?? ""];
    const follow = () => {
      const claim = /(?:^#|&)claim=([a-z0-9][a-z0-9-]*)/.exec(location.hash)?.[1];
      code.textContent = claim
        ? whole.replace("embed/map/", `embed/map/${claim}/`).replace(/ width="\d+" height="\d+"/, ' width="800" height="420"')
        : whole;
      link.setAttribute("href", claim ? `${shown}${claim}/` : shown);
    };
    follow();
    addEventListener("hashchange", follow);
    quote?.closest("details")?.addEventListener("toggle", follow); // the map replaces its address without an event
  }
}
// A link to a folded part unfolds it.
{
  const unfold = () => {
    const part = location.hash.length > 1 ? document.getElementById(decodeURIComponent(location.hash.slice(1))) : null;
    const folded = part?.closest("details");
    if (folded && !folded.open) {
      folded.open = true;
      part?.scrollIntoView();
    }
  };
  addEventListener("hashchange", unfold);
  if (/^#quote$|^#cite-page$/.test(location.hash)) unfold();
}

// A table sorts by any of its columns, and can be taken away as CSV or JSON. What has merged cells keeps its order.
{
  /** @param {Element|null|undefined} cell */
  const textOf = (cell) => (cell?.textContent ?? "").replace(/\s+/g, " ").trim();
  /** @param {HTMLTableElement} table */
  const rowsOf = (table) => [...(table.tBodies[0]?.rows ?? [])];
  /** @param {string} text */
  const numberIn = (text) => {
    const found = /[-−]?\d[\d,]*(?:\.\d+)?/.exec(text);
    return found ? Number(found[0].replace("−", "-").replaceAll(",", "")) : Number.NaN;
  };
  /** @param {HTMLTableElement} table */
  const isPlain = (table) => !table.querySelector("tbody [rowspan], tbody [colspan], .cb-joined, [data-swing], tbody input, tbody button");
  /**
   * @param {string} name
   * @param {string} type
   * @param {string} text
   */
  const save = (name, type, text) => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], { type }));
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  };
  /** @param {string} text */
  const quoted = (text) => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  // A spreadsheet takes a text that begins like this for a formula.
  /** @param {string} text */
  const harmless = (text) => (/^[=+@\t\r]/.test(text) ? `'${text}` : text);
  /** @param {HTMLTableElement} table */
  const namesOf = (table) => [...(table.tHead?.rows[0].cells ?? [])].map((cell, place) => textOf(cell) || `column ${place + 1}`);
  /** @param {HTMLTableElement} table */
  const asCsv = (table) =>
    [namesOf(table), ...rowsOf(table).map((row) => [...row.cells].map((cell) => harmless(textOf(cell))))]
      .map((cells) => cells.map(quoted).join(","))
      .join("\r\n") + "\r\n";
  /** @param {HTMLTableElement} table */
  const asJson = (table) => {
    const names = namesOf(table);
    const records = rowsOf(table).map((row) => Object.fromEntries([...row.cells].map((cell, place) => [names[place] ?? `column ${place + 1}`, textOf(cell)])));
    return `${JSON.stringify(records, null, 1)}\n`;
  };
  /** @param {HTMLTableElement} table */
  const nameOf = (table) => {
    const page = location.pathname.replace(/index\.html$/, "").split("/").filter(Boolean).slice(-1)[0] ?? "table";
    const all = [...document.querySelectorAll("article table.cb-rows")];
    return all.length > 1 ? `${page}-${all.indexOf(table) + 1}` : page;
  };
  /**
   * @param {HTMLTableElement} table
   * @param {number} place
   * @param {HTMLTableCellElement} heading
   * @param {boolean} [down] from the last to the first; without it, the other way round than it is sorted
   */
  const sortBy = (table, place, heading, down = heading.getAttribute("aria-sort") === "ascending") => {
    for (const cell of table.tHead?.rows[0].cells ?? []) cell.removeAttribute("aria-sort");
    heading.setAttribute("aria-sort", down ? "descending" : "ascending");
    const keys = rowsOf(table).map((row) => ({ row, text: textOf(row.cells[place]) }));
    const filled = keys.filter((key) => key.text && key.text !== "–");
    const numeric = filled.length > 0 && filled.every((key) => /^[^\p{L}]*\d/u.test(key.text));
    /**
     * @param {{text: string}} a
     * @param {{text: string}} b
     */
    const compare = (a, b) => {
      const [empty, other] = [!a.text || a.text === "–", !b.text || b.text === "–"];
      if (empty || other) return Number(empty) - Number(other);
      const order = numeric ? numberIn(a.text) - numberIn(b.text) : a.text.localeCompare(b.text);
      return down ? -order : order;
    };
    table.tBodies[0].append(...keys.sort(compare).map((key) => key.row));
  };
  /**
   * Where a phone shows each row of a table as a paragraph, its headings are gone: a choice above it sorts instead.
   *
   * @param {HTMLTableElement} table
   */
  const choiceFor = (table) => {
    const choice = document.createElement("select");
    choice.className = "cb-sort-by";
    choice.setAttribute("aria-label", "Sort the table by");
    choice.append(new Option("Sort by …", ""));
    const headings = [...(table.tHead?.rows[0].cells ?? [])];
    for (const [place, heading] of headings.entries()) {
      const name = textOf(heading);
      if (name) choice.append(new Option(`${name} ↑`, `${place} up`), new Option(`${name} ↓`, `${place} down`));
    }
    choice.addEventListener("change", () => {
      const [place, way] = choice.value.split(" ");
      if (place) sortBy(table, Number(place), headings[Number(place)], way === "down");
    });
    return choice;
  };
  /** @type {NodeListOf<HTMLTableElement>} */
  const tables = document.querySelectorAll("article table.cb-rows");
  for (const table of tables) {
    if (!table.tHead || table.tBodies.length !== 1 || rowsOf(table).length < 2) continue;
    if (isPlain(table)) {
      [...table.tHead.rows[0].cells].forEach((heading, place) => {
        if (!textOf(heading) || heading.querySelector("a, button, input, summary")) return;
        const button = document.createElement("button");
        button.type = "button";
        button.className = "cb-sort";
        button.append(...heading.childNodes);
        button.addEventListener("click", () => sortBy(table, place, heading));
        heading.append(button);
      });
      if (table.matches(".cb-table > .cb-stack")) table.before(choiceFor(table));
    }
    if (rowsOf(table).length < 3 || !isPlain(table)) continue;
    const line = document.createElement("p");
    line.className = "cb-small cb-take";
    line.append("Data:");
    for (const { label, type, text } of [
      { label: "CSV", type: "text/csv", text: asCsv },
      { label: "JSON", type: "application/json", text: asJson },
    ]) {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = label;
      button.addEventListener("click", () => save(`${nameOf(table)}.${label.toLowerCase()}`, type, text(table)));
      line.append(button);
    }
    (table.closest(".cb-table") ?? table).after(line);
  }
  // A chart is taken away as the picture that it is; its numbers are in the page's data.
  const data = document.querySelector('link[type="application/json"][rel~="describedby"]')?.getAttribute("href");
  for (const figure of document.querySelectorAll("article .cb-figure")) {
    if (!data || !figure.querySelector("svg.cb-strip, svg.cb-plot")) continue;
    const line = document.createElement("p");
    line.className = "cb-small cb-take";
    const link = document.createElement("a");
    link.href = data;
    link.textContent = "JSON";
    line.append("Data:", link);
    figure.after(line);
  }
}
