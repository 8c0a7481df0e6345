// Keeps what is typed in this tab until it is sent, saves by itself where a form does that, and sends a form once. Every page works without
// it.
const readCookie = name => document.cookie.split("; ").some(one => one.startsWith(`${name}=`));
// The server says when what was sent was carried out; until then what was typed stays in this tab.
if (readCookie("sent")) {
  document.cookie = "sent=; path=/; max-age=0";
  const key = sessionStorage.getItem("typed:sent");
  if (key) sessionStorage.removeItem(key);
  sessionStorage.removeItem("typed:sent");
}

// A form goes off at the first click; a second one within ten seconds is the same click.
document.addEventListener("submit", event => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post") return;
  if (Date.now() - (form.dataset.sentAt ?? 0) < 10000) { event.preventDefault(); return; }
  form.dataset.sentAt = Date.now();
  form.setAttribute("aria-busy", "true");
});
addEventListener("pageshow",
  () => { for (const form of document.forms) { delete form.dataset.sentAt; form.removeAttribute("aria-busy"); } });

for (const form of document.querySelectorAll("form[data-autosave]")) keep(form);

// Ctrl+K looks for something, from every page; where the field is folded away, on the page for it.
document.addEventListener("keydown", event => {
  if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "k" || event.altKey || event.shiftKey) return;
  const field = document.querySelector("[data-find]");
  if (!field) return;
  event.preventDefault();
  if (field.offsetParent) field.focus(); else location.assign("/find");
});

// A menu closes when somebody goes on elsewhere; Escape gives the focus back to what opened it.
for (const menu of document.querySelectorAll("details[data-menu]")) {
  document.addEventListener("click", event => { if (!menu.contains(event.target)) menu.open = false; });
  menu.addEventListener("focusout", event => { if (event.relatedTarget && !menu.contains(event.relatedTarget)) menu.open = false; });
  menu.addEventListener("keydown", event => {
    if (event.key !== "Escape" || !menu.open) return;
    menu.open = false;
    menu.querySelector("summary").focus();
  });
}

// One tick for all of a list.
for (const all of document.querySelectorAll("[data-select-all]")) {
  all.closest("[hidden]").hidden = false;
  all.addEventListener("change", () => {
    for (const one of document.getElementsByName(all.dataset.selectAll)) one.checked = all.checked;
  });
}

// How much waits stands beside the links that lead there, once the services have answered; a page without the figures is whole.
const places = document.querySelectorAll("[data-count]");
if (places.length > 0)
  fetch("/counts", { headers: { accept: "application/json" } }).then(answer => answer.ok ? answer.json() : {}, () => ({})).then(counts => {
    for (const place of places) {
      const count = counts[place.dataset.count] ?? 0;
      place.hidden = count === 0;
      place.textContent = count > 99 ? "99+" : count;
    }
  });

function keep(form) {
  if (form.querySelector("input[type=password]")) return;
  let state = form.querySelector(".autosave-state");
  const key = `typed:${form.dataset.autosave}:${location.pathname}:${form.id}`;
  const saves = form.dataset.autosaves === "true";
  const technical = name => name.startsWith("_") || ["Version", "Input.Do", "Input.Pasted", "Input.PasteAt"].includes(name);
  const typed = (of = form) => [...new FormData(of)].filter(([name, value]) => typeof value === "string" && !technical(name));
  const inputs = (of, name) => [...of.elements].filter(e => e.name === name);
  const say = (what, more) => { state.hidden = false; state.className = `autosave-state ${what}`;
    state.textContent = state.dataset[what] + (more ?? ""); };
  const set = (input, value) => {
    if (input.type === "checkbox" || input.type === "radio") input.checked = input.value === value;
    else input.value = value;
  };
  const shown = JSON.stringify(typed());
  let timer, busy = false;

  if (!state) {
    state = Object.assign(document.createElement("p"), { className: "autosave-state", hidden: true });
    state.setAttribute("role", "status");
    state.dataset.restored = document.body.dataset.restored;
    form.prepend(state);
  }

  // Where the server answers with what was sent, it stands there already.
  const kept = sessionStorage.getItem(key);
  const answered = form.dataset.posted === "true"
    || [...document.querySelectorAll("[data-answer]")].some(e => `form-${e.dataset.answer}` === form.id);
  if (kept && kept !== shown && !answered) {
    for (const box of form.querySelectorAll("input[type=checkbox]")) box.checked = false;
    const seen = {};
    for (const [name, value] of JSON.parse(kept)) {
      const all = inputs(form, name), at = seen[name] = (seen[name] ?? -1) + 1;
      if (all[0]?.type === "hidden") continue;
      if (all[0]?.type === "radio" || all[0]?.type === "checkbox") all.forEach(e => { if (e.value === value) e.checked = true; });
      else if (all[at]) set(all[at], value);
    }
    for (let e = form.parentElement; e; e = e.parentElement) if (e.tagName === "DETAILS") e.open = true;
    say("restored");
  }

  const save = async () => {
    if (busy || !closeRanks(form)) { timer = setTimeout(save, 1000); return; }
    busy = true;
    const sent = JSON.stringify(typed());
    try {
      const body = new URLSearchParams([...new FormData(form)].filter(([name, value]) => typeof value === "string" && name !== "Input.Do"));
      body.set("Input.Do", "autosave");
      const answer = await fetch(location.pathname, { method: "POST", body, headers: { Accept: "text/html" } });
      const version = new URL(answer.url).searchParams.get("saved");
      if (answer.ok && version) take(new DOMParser().parseFromString(await answer.text(), "text/html"), version, sent);
      else say(answer.status === 401 ? "expired" : "refused");
    } catch {
      say("offline");
    }
    busy = false;
  };

  // What was saved may hold what others changed elsewhere in the form: it is shown, except where something was typed meanwhile.
  const take = (page, version, sent) => {
    const theirs = page.getElementById(form.id);
    const unchanged = JSON.stringify(typed()) === sent;
    if (!theirs || !unchanged) { if (!unchanged) timer = setTimeout(save, 1000); if (!theirs) return; }
    const before = new Map(JSON.parse(sent)), now = new Map(typed());
    const rows = [...form.querySelectorAll("tr.edited")], newRows = [...theirs.querySelectorAll("tr.edited")];
    if (rows.slice(newRows.length).some(row => !isBlank(row))) {
      sessionStorage.removeItem(key); location.replace(`${location.pathname}?saved=${version}`);
      return;
    }
    for (const row of newRows.slice(rows.length)) rows[0].parentElement.append(document.importNode(row, true));
    const seen = {};
    for (const theirInput of theirs.elements) {
      const name = theirInput.name, at = seen[name] = (seen[name] ?? -1) + 1;
      if (!name || technical(name) || before.get(name) !== now.get(name)) continue;
      const mine = inputs(form, name)[at];
      if (!mine || mine === document.activeElement) continue;
      if (mine.type === "checkbox" || mine.type === "radio") mine.checked = theirInput.checked;
      else mine.value = theirInput.value;
    }
    inputs(form, "Version")[0].value = version;
    if (unchanged) sessionStorage.removeItem(key);
    // What stands beside the form says how it stands, by the procedure's own clock.
    for (const beside of document.querySelectorAll("[data-follows]"))
      beside.replaceWith(document.importNode(page.getElementById(beside.id), true));
    say("saved", ` ${theirs.querySelector(".autosave-state").dataset.now}`);
  };

  form.addEventListener("input", () => {
    sessionStorage.setItem(key, JSON.stringify(typed()));
    clearTimeout(timer);
    if (saves) timer = setTimeout(save, 2500);
  });
  form.addEventListener("submit", () => { clearTimeout(timer); sessionStorage.setItem("typed:sent", key); });
}

// Rows that are edited in a table. One that is added is the empty one once more; names and numbers follow the places.
function isBlank(row) {
  return [...row.querySelectorAll("input:not([type=hidden]),textarea,select")].every(e => e.type === "checkbox" ? !e.checked
    : e.tagName === "SELECT" ? e.selectedIndex <= 0 : !e.value.trim());
}

function number(rows) {
  for (const [at, row] of [...rows].entries())
    for (const e of row.querySelectorAll("*"))
      for (const { name, value } of [...e.attributes]) {
        const now = name === "name" ? value.replace(/\[\d+\]/, `[${at}]`)
          : ["id", "list", "aria-describedby"].includes(name) ? value.replace(/-\d+-/g, `-${at}-`)
          : name === "aria-label" ? value.replace(/\d+(?=\D*$)/, at + 1)
          : name === "value" && e.name === "Input.Do" ? `remove-${at}` : value;
        if (now !== value) e.setAttribute(name, now);
      }
}

function emptyRow(row) {
  const copy = row.cloneNode(true);
  for (const e of copy.querySelectorAll(".of-saved,.error")) e.remove();
  for (const e of copy.querySelectorAll(".is-wrong")) e.classList.remove("is-wrong");
  for (const e of copy.querySelectorAll(".check")) e.textContent = "";
  for (const e of copy.querySelectorAll("input,textarea,select")) {
    e.removeAttribute("aria-invalid");
    if (e.type === "checkbox") e.checked = false;
    else if (e.tagName === "SELECT") e.selectedIndex = 0;
    else e.value = "";
  }
  return copy;
}

// Empty rows between others are not kept: they go before a save, so that every row stands where the answer has it. Not from under
// somebody's hands: then the save waits.
function closeRanks(form) {
  for (const table of form.querySelectorAll("[data-rows]")) {
    const rows = [...table.querySelectorAll("tr.edited")];
    const last = rows.findLastIndex(row => !isBlank(row));
    const gaps = rows.slice(0, Math.max(last, 0)).filter(isBlank);
    if (gaps.some(row => row.contains(document.activeElement))) return false;
    if (gaps.length === 0) continue;
    for (const row of gaps) row.remove();
    number(table.querySelectorAll("tr.edited"));
  }
  return true;
}

for (const table of document.querySelectorAll("[data-rows]")) {
  const form = table.closest("form"), rows = () => [...table.querySelectorAll("tr.edited")];
  const changed = () => { number(rows()); form.dispatchEvent(new Event("input")); };
  table.addEventListener("click", event => {
    const button = event.target.closest("button[name='Input.Do']");
    const row = button?.closest("tr.edited");
    if (button?.value === "add") {
      event.preventDefault();
      rows().at(-1).after(emptyRow(rows().at(-1)));
      changed();
      rows().at(-1).querySelector("input,select,textarea").focus();
    } else if (row) {
      event.preventDefault();
      if (rows().length === 1) row.after(emptyRow(row));
      const next = row.nextElementSibling ?? row.previousElementSibling;
      row.remove();
      changed();
      next.querySelector("button").focus();
    }
  });
  // What comes from Excel is read by the server, which says what it cannot understand: the same with a script and without.
  table.addEventListener("paste", event => {
    const cell = event.target.closest("tr.edited td"), text = event.clipboardData.getData("text/plain");
    if (!cell || !(text.includes("\t") || (event.target.tagName !== "TEXTAREA" && text.trim().includes("\n")))) return;
    event.preventDefault();
    form.elements["Input.Pasted"].value = text;
    form.elements["Input.PasteAt"].value = `${rows().indexOf(cell.parentElement)},${cell.cellIndex}`;
    table.querySelector("button[value=paste]").click();
  });
}

// How much of a long text is left.
for (const count of document.querySelectorAll(".counter[data-left]")) {
  const text = count.parentElement.querySelector("textarea");
  const show = () => { if (text.maxLength > 0) count.textContent = count.dataset.left.replace("{0}", text.maxLength - text.value.length); };
  text.addEventListener("input", show);
  if (text.value) show();
}

// Codes are found by name while they are typed; the list under the field is the browser's own.
let asking;
document.addEventListener("input", event => {
  const input = event.target, list = input.list;
  if (!input.dataset?.suggest || !list) return;
  clearTimeout(asking);
  if (!input.value.trim() || [...list.options].some(one => one.value === input.value)) return;
  asking = setTimeout(async () => {
    const answer = await fetch(`${input.dataset.suggest}?q=${encodeURIComponent(input.value)}`,
      { headers: { Accept: "application/json" } }).catch(() => null);
    if (answer?.ok) list.replaceChildren(...(await answer.json()).map(one => new Option(one.name, one.code)));
  }, 200);
});

// What can be said of a value while it is typed: the server knows the rules, here is only asked.
const checks = new WeakMap();
document.addEventListener("input", event => {
  const input = event.target;
  if (!input.dataset?.check) return;
  const says = document.getElementById(`${input.id}-check`), mine = {};
  clearTimeout(checks.get(input)?.timer);
  checks.set(input, mine);
  says.textContent = "";
  if (!input.value.trim()) return;
  mine.timer = setTimeout(async () => {
    const answer = await fetch(`${input.dataset.check}?value=${encodeURIComponent(input.value)}`,
      { headers: { Accept: "application/json" } }).catch(() => null);
    if (!answer?.ok || checks.get(input) !== mine) return;
    const { right, doubtful, sentence } = await answer.json();
    says.className = `check ${doubtful ? "doubtful" : right ? "right" : "wrong"}`;
    says.textContent = sentence;
  }, 300);
});
