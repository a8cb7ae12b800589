// Small comforts that every page shares. Everything works without them.

// From a disk there is no server to find index.html in a folder.
if (location.protocol === "file:") {
  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest("a[href]") : null;
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

// The page of a model brings its sliders along; other pages have no use for them.
for (const part of document.querySelectorAll("[data-model-script]")) {
  const script = document.createElement("script");
  script.src = part.dataset.modelScript;
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
