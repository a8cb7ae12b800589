// The search box in the header. It loads the index when it is first used; without a script it is a link to the search page.
(() => {
  const find = /** @type {HTMLElement|null} */ (document.querySelector(".cb-find"));
  if (!find) return;
  const root = find.dataset.root;
  const isOnDisk = location.protocol === "file:";
  /** @param {string} address */
  const href = (address) => `${root}${address}${isOnDisk ? "index.html" : ""}`;
  /** @param {string} query */
  const all = (query) => `${href("search/")}#q=${encodeURIComponent(query)}`;
  const isSearchPage = Boolean(document.getElementById("cruxbase-search"));
  const link = /** @type {HTMLAnchorElement} */ (find.querySelector("a"));
  if (isOnDisk) link.href = href("search/");
  /**
   * @template {keyof HTMLElementTagNameMap} Name
   * @param {Name} name
   * @param {Record<string, string>} attributes
   */
  const made = (name, attributes) => {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    return element;
  };
  const input = made("input", {
    type: "search", class: "cb-find-input", placeholder: "Search", "aria-label": "Search", autocomplete: "off", spellcheck: "false",
    role: "combobox", "aria-expanded": "false", "aria-controls": "cb-find-list", "aria-autocomplete": "list", "aria-keyshortcuts": "/",
  });
  const list = made("div", { id: "cb-find-list", class: "cb-find-list", role: "listbox", "aria-label": "Found" });
  list.hidden = true;

  // On the search page the page's own box is the one to use.
  if (isSearchPage) find.style.visibility = "hidden";
  else {
    find.append(input, list);
    find.dataset.ready = "true";
  }

  /** @type {Promise<void>|null} */
  let waiting = null;
  const load = () => {
    waiting ??= ["index.js", "search.js"].reduce(
      (before, name) =>
        before.then(
          () =>
            /** @type {Promise<void>} */ (new Promise((resolve, reject) => {
              const script = made("script", { src: `${root}assets/search/${name}` });
              script.onload = () => resolve();
              script.onerror = reject;
              document.head.append(script);
            })),
        ),
      Promise.resolve(),
    ).then(() => {
      globalThis.cruxbase.suggest(input, { list, href, all });
    });
  };
  input.addEventListener("focus", load, { once: true });
  input.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !input.hasAttribute("aria-activedescendant")) location.href = input.value.trim() ? all(input.value.trim()) : href("search/");
  });

  document.addEventListener("keydown", (event) => {
    const target = event.target;
    const isTyping = target instanceof HTMLElement && (target.isContentEditable || /^(?:INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
    if (event.key !== "/" || isTyping || event.ctrlKey || event.metaKey || event.altKey) return;
    const box = isSearchPage ? document.getElementById("cbs-query") : input;
    if (!box) return;
    event.preventDefault();
    if (box === input && input.offsetParent === null) link.click();
    else box.focus();
  });
})();
