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

  const item = () => document.querySelector("[data-item]")?.dataset.item;

  // A button that decides carries its item: never press one of an item that is no longer shown.
  // The buttons come a moment after the item, so wait for them as long as it is shown.
  const press = (letter, shown, patience) => {
    if (item() !== shown) return;
    const name = keys[letter], enabled = "button:not(:disabled)";
    const button = within(`${name}-${shown}`, enabled) || within(name, enabled);
    if (button) {
      button.click();
      if (into[letter]) enter(into[letter], 30);
    } else if (patience > 0) setTimeout(() => press(letter, shown, patience - 1), 50);
  };

  const pressed = (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest && event.target.closest(typing)) return;
    const letter = event.key.toLowerCase();
    if (!keys[letter]) return;
    // Also when its button is off now: R must never reach Streamlit, which would start anew.
    event.preventDefault();
    event.stopImmediatePropagation();
    if (!event.repeat) press(letter, item(), 20);
  };
  document.addEventListener("keydown", pressed, true);
  document.documentElement.dataset.keys = "ready";
  return () => {
    document.removeEventListener("keydown", pressed, true);
    delete document.documentElement.dataset.keys;
  };
}
