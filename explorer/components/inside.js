// Runs in the frame of the drawing. Labels are only ever handed on as text.
(() => {
  const full = new Map(nodes.get().map((n) => [n.id, n.label]));
  const most = nodes.get().slice().sort((a, b) => b.weight - a.weight);
  let chosen = null;

  // Labels of 12 pixels on the screen, whatever the scale; those that would overlap wait for zoom.
  function place() {
    const scale = network.getScale();
    const size = 12.5 / scale;
    const bodies = most.map((n) => [n.id, network.getPositions([n.id])[n.id], n.size]).map(
      ([id, p, r]) => ({ id, box: [p.x - r / 2, p.y - r / 2, p.x + r / 2, p.y + r / 2] }));
    const taken = [];
    const over = (a, b) => a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];
    const draw = document.createElement("canvas").getContext("2d");
    draw.font = size + "px system-ui, sans-serif";
    const at = network.getPositions();
    const changes = [];
    const first = most.filter((n) => n.id === chosen).concat(most.filter((n) => n.id !== chosen));
    for (const n of first) {
      const label = full.get(n.id);
      const half = draw.measureText(label).width / 2 + 4 / scale;
      const p = at[n.id];
      const top = p.y + n.size * 0.9;
      const box = [p.x - half, top, p.x + half, top + size * 1.35];
      const clash = n.id !== chosen && (taken.some((t) => over(box, t))
        || bodies.some((b) => b.id !== n.id && over(box, b.box)));
      if (!clash) taken.push(box);
      changes.push({ id: n.id, label: clash ? undefined : label, title: n.whole,
        font: { size, color: INK, face: "system-ui, sans-serif", vadjust: -2,
          strokeWidth: 3, strokeColor: PAPER } });
    }
    for (const change of changes) if (change.label === undefined) change.label = " ";
    nodes.update(changes);
  }

  nodes.update(nodes.get().map((n) => ({ id: n.id,
    color: { background: n.color, border: INK, highlight: { background: n.color, border: INK },
      hover: { background: n.color, border: INK } } })));
  edges.update(edges.get().map((e) => ({ id: e.id, title: e.whole })));
  // Spread over the whole frame, with room for labels at the edges, at a scale of one.
  const start = nodes.get().map((n) => ({ id: n.id, x: n.x, y: n.y }));
  const span = (axis) => {
    const all = start.map((n) => n[axis]);
    const low = Math.min(...all);
    return [low, Math.max(...all) - low || 1];
  };
  function spread() {
    const box = document.getElementById("mynetwork").getBoundingClientRect();
    const wide = Math.max(box.width - 150, 160), high = Math.max(box.height - 80, 120);
    const [left, width] = span("x"), [top, height] = span("y");
    if (start.length > 1) {
      nodes.update(start.map((n) => ({ id: n.id,
        x: ((n.x - left) / width - 0.5) * wide, y: ((n.y - top) / height - 0.5) * high - 8 })));
    }
    network.moveTo({ position: { x: 0, y: 0 }, scale: 1, animation: false });
    place();
  }
  spread();

  let waiting = null;
  network.on("zoom", () => { clearTimeout(waiting); waiting = setTimeout(place, 120); });
  network.on("click", (p) => { if (p.nodes.length) parent.postMessage({ picked: p.nodes[0] }, "*"); });
  network.on("doubleClick", (p) => { if (p.nodes.length) parent.postMessage({ opened: p.nodes[0] }, "*"); });
  window.addEventListener("resize", spread);
  window.addEventListener("message", (event) => {
    if (event.source !== parent || !event.data) return;
    chosen = full.has(event.data.select) ? event.data.select : null;
    network.unselectAll();
    if (chosen) network.selectNodes([chosen]);
    place();
  });
  network.once("afterDrawing", () => parent.postMessage({ ready: true }, "*"));
  network.redraw();
})();
