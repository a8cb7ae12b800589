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

// The page of a model brings its sliders along; other pages have no use for them.
for (const part of document.querySelectorAll("[data-model-script]")) {
  const script = document.createElement("script");
  script.src = part.dataset.modelScript;
  document.head.append(script);
}
