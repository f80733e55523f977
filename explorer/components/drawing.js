// Holds the drawing in a frame that may run its own script and nothing else.
const kept = new WeakMap();

function colours(element) {
  const style = getComputedStyle(element);
  const ink = style.getPropertyValue("--st-text-color").trim() || "#1d2421";
  const safe = /^[#\w(),.\s%]+$/.test(ink) ? ink : "#1d2421";
  const back = style.getPropertyValue("--st-background-color").trim();
  const probe = document.createElement("canvas").getContext("2d");
  probe.fillStyle = back || "#ffffff";
  const red = parseInt(probe.fillStyle.slice(1, 3), 16);
  return { ink: safe, paper: probe.fillStyle, scheme: red < 128 ? "dark" : "light" };
}

export default function (component) {
  const { data, parentElement, setStateValue } = component;
  const place = parentElement.querySelector(".drawing");
  const known = kept.get(parentElement);
  if (known && known.html === data.html) return;
  if (known) known.stop();
  const { ink, paper, scheme } = colours(parentElement.host || parentElement);
  let began = 0;
  const frame = document.createElement("iframe");
  frame.setAttribute("sandbox", "allow-scripts");
  frame.title = data.title;
  frame.style.height = data.height + "px";
  frame.srcdoc = data.html.replace("__INK__", ink).replace("__PAPER__", paper).replace("__SCHEME__", scheme);
  const select = () =>
    frame.contentWindow?.postMessage({ select: window.samenspelSelected }, "*");
  const listen = (event) => {
    if (!event.source || event.source !== frame.contentWindow) return;
    if (typeof event.data !== "object") return;
    const { picked, opened, ready } = event.data || {};
    if (ready === true) {
      place.dataset.drawn = Math.round(performance.now() - began);
      select();
    }
    // The moment makes a second click on the same thing a change too (after Back, say).
    if (typeof picked === "string") setStateValue("picked", { id: picked, at: Date.now() });
    if (typeof opened === "string") setStateValue("opened", { id: opened, at: Date.now() });
  };
  const stop = () => {
    window.removeEventListener("message", listen);
    window.removeEventListener("samenspel-selected", select);
  };
  window.addEventListener("message", listen);
  window.addEventListener("samenspel-selected", select);
  delete place.dataset.drawn;
  place.style.minHeight = data.height + "px";
  // After the words of the page are on the screen: the drawing works on the same thread.
  requestAnimationFrame(() => setTimeout(() => {
    began = performance.now();
    place.replaceChildren(frame);
  }, 0));
  kept.set(parentElement, { html: data.html, stop });
  return stop;
}
