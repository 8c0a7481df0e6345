// A procedure's picture is made larger and smaller, and moved with the mouse. Without this it keeps its size and is scrolled.
const sizes = [0.5, 0.75, 1, 1.5, 2, 3];
const usual = sizes.indexOf(1);

for (const view of document.querySelectorAll(".diagram-view")) {
  const frame = view.querySelector(".diagram-scroll"), picture = frame.querySelector("svg");
  let at = usual, width = 0;

  const level = document.createElement("output");
  const show = (next, x = frame.clientWidth / 2, y = frame.clientHeight / 2) => {
    next = Math.min(Math.max(next, 0), sizes.length - 1);
    if (next === at) return;
    if (at === usual) width = picture.getBoundingClientRect().width;
    const grown = sizes[next] / sizes[at], left = (frame.scrollLeft + x) * grown - x, top = (frame.scrollTop + y) * grown - y;
    at = next;
    picture.style.maxWidth = at === usual ? "" : "none";
    picture.style.width = at === usual ? "" : `${width * sizes[at]}px`;
    frame.classList.toggle("enlarged", at > usual);
    frame.scrollTo(left, top);
    level.textContent = `${sizes[at] * 100}%`;
  };

  const button = (name, act) =>
    Object.assign(document.createElement("button"), { type: "button", className: "btn", textContent: name, onclick: act });
  const tools = document.createElement("div");
  tools.className = "diagram-tools";
  level.textContent = "100%";
  tools.append(button(view.dataset.smaller, () => show(at - 1)), level, button(view.dataset.larger, () => show(at + 1)),
    button(view.dataset.usual, () => show(usual)));
  view.append(tools);

  frame.addEventListener("keydown", press => {
    const step = { "+": 1, "=": 1, "-": -1, 0: usual - at }[press.key];
    if (step === undefined || press.ctrlKey || press.metaKey || press.altKey) return;
    press.preventDefault();
    show(at + step);
  });
  frame.addEventListener("wheel", turn => {
    if (!turn.ctrlKey) return;
    turn.preventDefault();
    const edge = frame.getBoundingClientRect();
    show(at - Math.sign(turn.deltaY), turn.clientX - edge.left, turn.clientY - edge.top);
  }, { passive: false });

  // Fingers scroll by themselves; a mouse takes hold of the picture. What began as a pull is no click on a state; one by the keyboard,
  // which has no detail, always is.
  let held = null, pulled = false;
  frame.addEventListener("pointerdown", press => {
    pulled = false;
    if (press.pointerType === "mouse" && press.button === 0)
      held = { x: press.clientX + frame.scrollLeft, y: press.clientY + frame.scrollTop };
  });
  addEventListener("pointermove", move => {
    if (!held) return;
    const left = held.x - move.clientX, top = held.y - move.clientY;
    pulled ||= Math.hypot(left - frame.scrollLeft, top - frame.scrollTop) > 4;
    if (pulled) frame.scrollTo(left, top);
  });
  addEventListener("pointerup", () => { held = null; });
  frame.addEventListener("dragstart", start => start.preventDefault());
  frame.addEventListener("click", click => { if (pulled && click.detail) click.preventDefault(); }, { capture: true });
}
