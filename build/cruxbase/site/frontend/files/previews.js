// A link to a record shows what it says, when pointed at or reached by keyboard. Escape closes it; one can move into it.
// It reads the record's own file of this site. From a disk there is nothing to ask, and the links work without.

(() => {
  if (location.protocol === "file:") return;
  const root = new URL("../../", /** @type {HTMLScriptElement} */ (document.currentScript).src);
  const FOLDERS = new Set(["claims", "sources", "people", "viewpoints", "topics", "models"]);
  const WAIT = 220;
  const LINGER = 160;
  const EDGE = 12;
  const known = new Map();
  const canHover = matchMedia("(hover: hover)");
  /** @type {HTMLElement|null} */
  let box = null;
  /** @type {HTMLAnchorElement|SVGAElement|null} */
  let link = null;
  let timer = 0;

  /** @param {HTMLAnchorElement|SVGAElement} anchor */
  const recordOf = (anchor) => {
    if (!anchor.closest(".md-content") || anchor.closest(".cb-preview, .cb-marks")) return null;
    const href = anchor.href instanceof SVGAnimatedString ? anchor.href.baseVal : anchor.getAttribute("href");
    if (!href || href.startsWith("#")) return null;
    const target = new URL(href, location.href);
    if (target.origin !== root.origin || !target.pathname.startsWith(root.pathname)) return null;
    if (target.pathname === location.pathname) return null;
    const [folder, id, ...rest] = target.pathname.slice(root.pathname.length).split("/");
    return FOLDERS.has(folder) && /^[a-z0-9-]+$/.test(id) && rest.join("") === "" ? id : null;
  };

  /** @param {string} id */
  const asked = (id) => {
    if (!known.has(id)) {
      const address = new URL(`api/records/${id}.json`, root);
      known.set(id, fetch(address).then((answer) => (answer.ok ? answer.json() : null)).catch(() => null));
    }
    return known.get(id);
  };

  /**
   * @param {string} name
   * @param {string} className
   * @param {string} text
   */
  const element = (name, className, text) => {
    const made = document.createElement(name);
    if (className) made.className = className;
    made.dir = "auto";
    made.textContent = text;
    return made;
  };

  /** @param {any} found */
  const reasons = (found) => {
    const [pro, con] = [found.supporting?.length ?? 0, found.attacking?.length ?? 0];
    return pro || con ? `${pro || "no"} for, ${con || "none"} against` : "";
  };

  /** @param {any} found */
  const filled = (found) => {
    const record = found.data;
    const head = [found.type, found.type === "definition" ? "" : reasons(found)].filter(Boolean).join(" · ");
    const text = record.statement ?? record.question ?? record.summary ?? record.notes ?? "";
    const parts = [element("p", "cb-preview-kind", head), element("p", "cb-preview-title", record.term ?? found.title)];
    if (text) parts.push(element("p", "cb-preview-text", text.length > 420 ? `${text.slice(0, 400).replace(/\s\S*$/, "")} …` : text));
    return parts;
  };

  /**
   * @param {HTMLElement} box
   * @param {Element} link
   */
  const place = (box, link) => {
    const at = link.getClientRects()[0] ?? link.getBoundingClientRect();
    const width = document.documentElement.clientWidth;
    const left = Math.max(EDGE, Math.min(at.left, width - box.offsetWidth - EDGE));
    const below = at.bottom + 6;
    const above = at.top - box.offsetHeight - 6;
    const top = below + box.offsetHeight > innerHeight - EDGE && above > EDGE ? above : below;
    box.style.left = `${left + scrollX}px`;
    box.style.top = `${top + scrollY}px`;
  };

  const hide = () => {
    clearTimeout(timer);
    link?.removeAttribute("aria-describedby");
    link = null;
    box?.remove();
    box = null;
  };

  /**
   * @param {HTMLAnchorElement|SVGAElement} anchor
   * @param {string} id
   */
  const show = async (anchor, id) => {
    const found = await asked(id);
    if (link !== anchor || !found) return;
    box?.remove();
    const shown = element("div", "cb-preview", "");
    shown.id = "cb-preview";
    shown.setAttribute("role", "tooltip");
    shown.append(...filled(found));
    shown.addEventListener("mouseenter", () => clearTimeout(timer));
    shown.addEventListener("mouseleave", leave);
    document.body.append(shown);
    anchor.setAttribute("aria-describedby", shown.id);
    place(shown, anchor);
    box = shown;
  };

  /**
   * @param {HTMLAnchorElement|SVGAElement} anchor
   * @param {number} wait
   */
  const enter = (anchor, wait) => {
    if (anchor === link) {
      clearTimeout(timer);
      return;
    }
    const id = recordOf(anchor);
    if (id === null) return;
    hide();
    link = anchor;
    timer = setTimeout(() => show(anchor, id), wait);
  };

  function leave() {
    clearTimeout(timer);
    timer = setTimeout(hide, LINGER);
  }

  /** @param {Event} event */
  const anchorOf = (event) => (event.target instanceof Element ? event.target.closest("a") : null);

  document.addEventListener("mouseover", (event) => {
    const anchor = anchorOf(event);
    if (anchor && canHover.matches) enter(anchor, WAIT);
  });
  document.addEventListener("mouseout", (event) => {
    if (link && anchorOf(event) === link && !link.contains(/** @type {Node|null} */ (event.relatedTarget))) leave();
  });
  document.addEventListener("focusin", (event) => {
    const anchor = anchorOf(event);
    if (anchor && anchor.matches(":focus-visible")) enter(anchor, 0);
  });
  document.addEventListener("focusout", (event) => {
    if (anchorOf(event) === link) hide();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") hide();
  });
  document.addEventListener("click", hide, true);
  addEventListener("pagehide", hide);
})();
