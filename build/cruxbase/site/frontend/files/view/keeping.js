/** Taking a view along: its link, and its records for the base. */

import { recordFiles } from "./records.js";
import { element } from "../map/elements.js";

export class Keeping {
  /** @param {import("./main.js").App} app the page's application */
  constructor(app) {
    this.app = app;
    /** @type {Map<number, import("./credences.js").Credence>} */
    this.mine = new Map();
    this.people = new Map(app.data.people.map(([id, name]) => [name.toLowerCase(), id]));
    this.taken = new Set([...app.claims.id, ...app.data.people.map(([id]) => id), ...app.data.viewpoints.map(({ id }) => id), ...app.topics.keys(), ...app.models.keys()]);
    this.name = element("input", { type: "text", id: "cbv-name", list: "cbv-people", autocomplete: "name", maxlength: 80, oninput: () => this.#write() });
    this.files = element("div", { class: "cbv-files" });
    this.told = element("span", { class: "cbv-told", role: "status" });
    this.element = element(
      "section",
      { class: "cbv-section cbv-keeping" },
      element("h2", {}, "Take it with you"),
      element("p", { class: "cbv-lead" }, "Nothing that you set leaves this browser. The address of this page carries it all."),
      element("p", { class: "cbv-buttons" }, this.#button("Copy link", () => this.#copy(app.address)), this.told),
      element(
        "details",
        { class: "cbv-records" },
        element("summary", {}, "As records for the base"),
        element("p", { class: "cbv-lead" }, "For a pull request: put these files into the base’s folder. ", element("code", {}, "cruxbase check"), " finds nothing in them but what does not fit together."),
        element("label", { for: "cbv-name", class: "cbv-name" }, "Your name", this.name),
        element("datalist", { id: "cbv-people" }, app.data.people.map(([, name]) => element("option", { value: name }))),
        this.files,
      ),
    );
  }

  /**
   * @param {string} text
   * @param {() => void} act
   */
  #button(text, act) {
    return element("button", { type: "button", class: "cb-action", onclick: act }, text);
  }

  /** @param {Map<number, import("./credences.js").Credence>} mine what was said, by number of the claim */
  show(mine) {
    this.mine = mine;
    this.#write();
  }

  #write() {
    const { app } = this;
    if (!this.mine.size) {
      this.files.replaceChildren(element("p", { class: "cbv-lead" }, "You have set no claim yet."));
      return;
    }
    const name = this.name.value.trim() || "Your Name";
    const files = recordFiles(
      {
        name,
        holder: this.people.get(name.toLowerCase()),
        subject: (app.topic ?? app.model)?.title ?? "",
        subjectId: app.state.about,
        date: today(),
        credences: new Map([...this.mine].map(([claim, said]) => [app.claims.id[claim], said])),
      },
      this.taken,
    );
    this.files.replaceChildren(...files.map((file) => this.#file(file)));
  }

  /** @param {import("./records.js").RecordFile} file */
  #file({ path, text }) {
    const name = path.split("/").pop() ?? path;
    return element(
      "div",
      { class: "cbv-file" },
      element("p", { class: "cbv-path" }, element("code", {}, path)),
      element("pre", { tabindex: 0, "aria-label": path }, element("code", {}, text)),
      element("p", { class: "cbv-buttons" }, this.#button("Copy", () => this.#copy(text)), this.#button("Download", () => download(text, name))),
    );
  }

  /** @param {string} text */
  async #copy(text) {
    try {
      await navigator.clipboard.writeText(text);
      this.told.textContent = "Copied.";
    } catch {
      this.told.textContent = "This browser does not let the page copy: select the text, or the address, and copy it by hand.";
    }
    setTimeout(() => this.told.replaceChildren(), 4000);
  }
}

function today() {
  const now = new Date();
  return `${now.getFullYear()}-${String(now.getMonth() + 1).padStart(2, "0")}-${String(now.getDate()).padStart(2, "0")}`;
}

/**
 * Hand a text to the reader as a file.
 *
 * @param {string} text
 * @param {string} name
 */
function download(text, name) {
  const address = URL.createObjectURL(new Blob([text], { type: "application/yaml" }));
  const link = element("a", { href: address, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10000);
}
