// What the page needs of the browser: its language, links that open in place, copying a link.
export default function (component) {
  const { data, parentElement } = component;
  document.documentElement.lang = data.lang;

  // The language belongs in the address, but is no step of its own in the history.
  const here = new URL(window.location.href);
  if (!here.searchParams.has("lang")) {
    here.searchParams.set("lang", data.lang);
    window.history.replaceState(window.history.state, "", here);
  }

  if (!window.samenspelLinks) {
    window.samenspelLinks = true;
    document.addEventListener("click", (event) => {
      const link = event.target.closest && event.target.closest("a[target='_self'][href]");
      if (!link || event.defaultPrevented || event.button !== 0) return;
      if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
      const target = new URL(link.getAttribute("href"), window.location.href);
      if (target.origin !== window.location.origin) return;
      event.preventDefault();
      if (target.href === window.location.href) return;
      window.history.pushState({}, "", target);
      window.dispatchEvent(new PopStateEvent("popstate", { state: {} }));
      window.scrollTo(0, 0);
      const main = document.querySelector("[data-testid='stMain']");
      if (main) main.scrollTo(0, 0);
    });
  }

  const button = parentElement.querySelector("button");
  if (!button) return;
  button.querySelector(".word").textContent = data.share;
  button.onclick = async () => {
    const said = parentElement.querySelector(".said");
    try {
      await navigator.clipboard.writeText(window.location.href);
      said.textContent = data.copied;
    } catch {
      said.textContent = window.location.href;
    }
  };
}
