// Letters that press buttons of the page. A letter typed in a field stays a letter.
export default function (component) {
  const { keys, into } = component.data;
  const typing = "input, textarea, select, [contenteditable], [role=listbox], [role=dialog]";
  const within = (name, what) => document.querySelector(`.st-key-${CSS.escape(name)} ${what}`);

  const enter = (name, patience) => {
    const field = within(name, "[data-testid=stForm] input");
    if (field) {
      field.focus();
      if (field.select) field.select();
    } else if (patience > 0) setTimeout(() => enter(name, patience - 1), 100);
  };

  const pressed = (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest && event.target.closest(typing)) return;
    const letter = event.key.toLowerCase();
    if (!keys[letter]) return;
    // Also when its button is off now: R must never reach Streamlit, which would start anew.
    event.preventDefault();
    event.stopImmediatePropagation();
    // A button that decides carries its item: never one of an item that is no longer shown.
    const shown = document.querySelector("[data-item]");
    const own = shown && within(`${keys[letter]}-${shown.dataset.item}`, "button:not(:disabled)");
    const button = own || within(keys[letter], "button:not(:disabled)");
    if (!button || event.repeat) return;
    button.click();
    if (into[letter]) enter(into[letter], 30);
  };
  document.addEventListener("keydown", pressed, true);
  document.documentElement.dataset.keys = "ready";
  return () => {
    document.removeEventListener("keydown", pressed, true);
    delete document.documentElement.dataset.keys;
  };
}
