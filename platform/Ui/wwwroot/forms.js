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
  const technical = name => name.startsWith("_") || name === "Version" || name === "Input.Do";
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
    if (busy) { timer = setTimeout(save, 1000); return; }
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
    const rows = form.querySelectorAll("fieldset.row"), newRows = theirs.querySelectorAll("fieldset.row");
    if (newRows.length < rows.length) { sessionStorage.removeItem(key); location.replace(`${location.pathname}?saved=${version}`); return; }
    [...newRows].slice(rows.length).forEach(row => form.querySelector("fieldset.row:last-of-type").after(document.importNode(row, true)));
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

// What can be said of a value while it is typed: the server knows the rules, here is only asked.
for (const input of document.querySelectorAll("input[data-check]")) {
  const says = document.getElementById(`${input.id}-check`);
  let timer, asked = 0;
  input.addEventListener("input", () => {
    const mine = ++asked;
    clearTimeout(timer);
    says.textContent = "";
    if (!input.value.trim()) return;
    timer = setTimeout(async () => {
      const answer = await fetch(`${input.dataset.check}?value=${encodeURIComponent(input.value)}`,
        { headers: { Accept: "application/json" } }).catch(() => null);
      if (!answer?.ok || mine !== asked) return;
      const { right, doubtful, sentence } = await answer.json();
      says.className = `check ${doubtful ? "doubtful" : right ? "right" : "wrong"}`;
      says.textContent = sentence;
    }, 300);
  });
}
