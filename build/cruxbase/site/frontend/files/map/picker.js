/** A field to choose a record by typing part of its title. */

import { element } from "./elements.js";

let made = 0;

/**
 * @param {{label: string, value: number, base: import("./base.js").Base, search: import("./search.js").Search, ready: () => Promise<unknown>, onPick: (node: number) => void}} options
 */
export function pickerElement({ label, value, base, search, ready, onPick }) {
  made += 1;
  const listId = `cbm-picker-${made}`;
  const list = element("ul", { id: listId, role: "listbox", "aria-label": label, hidden: true, class: "cbm-options" });
  /** @type {import("./search.js").Hit[]} */
  let options = [];
  let active = -1;
  /** @type {HTMLInputElement} */
  const input = element("input", {
    id: `${listId}-field`,
    type: "text",
    role: "combobox",
    "aria-expanded": "false",
    "aria-controls": listId,
    "aria-autocomplete": "list",
    autocomplete: "off",
    spellcheck: "false",
    placeholder: "Type part of a title",
    value: value >= 0 ? base.titleOf(value) : "",
    oninput: () => {
      open();
      ready().then(() => document.activeElement === input && open());
    },
    onfocus: () => input.select(),
    onblur: () => setTimeout(close, 150),
    onkeydown: (event) => {
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        if (list.hidden) open();
        mark((active + (event.key === "ArrowDown" ? 1 : -1) + options.length) % Math.max(options.length, 1));
      } else if (event.key === "Enter" && options.length) pick(options[Math.max(active, 0)].node);
      else if (event.key === "Escape") close();
      else return;
      event.preventDefault();
    },
  });
  const close = () => {
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };
  /** @param {number} node */
  const pick = (node) => {
    input.value = base.titleOf(node);
    close();
    onPick(node);
  };
  /** @param {number} place */
  const mark = (place) => {
    active = place;
    for (const [number, item] of [...list.children].entries()) item.setAttribute("aria-selected", String(number === place));
    if (list.children[place]) input.setAttribute("aria-activedescendant", list.children[place].id);
  };
  const open = () => {
    options = search
      .hits(input.value)
      .filter((hit) => hit.node >= 0 && input.value.trim())
      .slice(0, 8);
    active = -1;
    list.replaceChildren(
      ...options.map((hit, number) =>
        element(
          "li",
          { id: `${listId}-${number}`, role: "option", "aria-selected": "false", onpointerdown: (event) => event.preventDefault(), onclick: () => pick(hit.node) },
          hit.title,
          element("span", { class: "cbm-where" }, `${base.word(hit.kind)}, ${base.topicTitle(hit.node)}`),
        ),
      ),
    );
    list.hidden = !options.length;
    input.setAttribute("aria-expanded", String(!list.hidden));
  };
  return element("div", { class: "cbm-picker" }, element("label", { for: `${listId}-field` }, label), input, list);
}
