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

// The page of a model brings its sliders along; other pages have no use for them.
for (const part of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-model-script]"))) {
  const script = document.createElement("script");
  script.src = part.dataset.modelScript ?? "";
  document.head.append(script);
}
