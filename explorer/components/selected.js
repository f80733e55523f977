// Tells the drawing which thing is selected; apart from it, for the drawing is large to send.
export default function (component) {
  window.samenspelSelected = component.data.selected;
  window.dispatchEvent(new Event("samenspel-selected"));
}
