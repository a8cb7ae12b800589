/** What the pages of the site hand to their scripts: data files, and functions that one script has for another. */
declare var cruxbase: {
  /** of the map */
  data?: import("./data.js").MapData;
  search: import("./data.js").SearchHead;
  suggest: (input: HTMLInputElement, where: { list: HTMLElement; href: (address: string) => string; all: (query: string) => string }) => unknown;
  view: import("./data.js").ViewData;
  viewTexts?: string[];
  /** pieces that have just come, each of a shape of its own */
  [piece: string]: any;
};
