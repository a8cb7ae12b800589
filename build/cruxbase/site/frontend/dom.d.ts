/** What `map/elements.js` makes elements of. */

export type AttributeValue = string | number | boolean | null | undefined | ((event: any) => unknown);

/** Attributes by name, listeners by the name of their event after `on`; null, undefined and false ones are left out. */
export interface Attributes {
  [name: string]: AttributeValue;
  onclick?: (event: MouseEvent) => unknown;
  oninput?: (event: Event) => unknown;
  onchange?: (event: Event) => unknown;
  ontoggle?: (event: Event) => unknown;
  onfocus?: (event: FocusEvent) => unknown;
  onblur?: (event: FocusEvent) => unknown;
  onkeydown?: (event: KeyboardEvent) => unknown;
  onpointerdown?: (event: PointerEvent) => unknown;
  onload?: (event: Event) => unknown;
  onerror?: (event: Event) => unknown;
}

/** What goes into an element: nodes and texts, however deep in lists; null, undefined and false are left out. */
export type Child = Node | string | null | undefined | false | readonly Child[];
