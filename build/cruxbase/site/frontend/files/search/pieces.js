/** Fetching pieces of the index: each is a script that leaves its data behind, because a page from a disk may fetch nothing else. */

import { element } from "../map/elements.js";

/**
 * @param {string} root what leads to the site's root
 * @returns {(name: string) => Promise<any>} fetches a piece by its name
 */
export function pieceLoader(root) {
  return (name) =>
    new Promise((resolve, reject) => {
      const key = name.replaceAll("/", "");
      const script = element("script", { src: `${root}assets/search/${name}.js`, async: true });
      script.addEventListener("load", () => {
        const piece = globalThis.cruxbase[key];
        delete globalThis.cruxbase[key];
        script.remove();
        if (piece) resolve(piece);
        else reject(new Error(`${name} has no data`));
      });
      script.addEventListener("error", () => {
        script.remove();
        reject(new Error(`${name} did not come`));
      });
      document.head.append(script);
    });
}
