// Letters that press buttons of the page. A letter typed in a field stays a letter.
export default function (component) {
  const keys = component.data.keys;
  const pressed = (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest && event.target.closest("input, textarea, select, [contenteditable]")) return;
    const name = keys[event.key.toLowerCase()];
    const button = name && document.querySelector(`.st-key-${CSS.escape(name)} button:not(:disabled)`);
    if (!button) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    button.click();
  };
  document.addEventListener("keydown", pressed, true);
  return () => document.removeEventListener("keydown", pressed, true);
}
