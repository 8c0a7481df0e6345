// Saves a form while it is being filled in, and keeps what was typed in this tab until it is saved. The page works without it.
const sentFrom = sessionStorage.getItem("typed:sent");
if (sentFrom && /[?&](saved|done)=/.test(location.search)) { sessionStorage.removeItem(sentFrom); sessionStorage.removeItem("typed:sent"); }

const form = document.querySelector("form[data-autosave]");
const state = document.getElementById("autosave-state");
if (form && state) {
  const key = `typed:${form.dataset.autosave}:${location.pathname}`;
  const saves = form.dataset.autosaves === "true";
  const technical = name => name.startsWith("_") || name === "Version" || name === "Input.Do";
  const typed = (of = form) => [...new FormData(of)].filter(([name, value]) => typeof value === "string" && !technical(name));
  const inputs = (of, name) => [...of.elements].filter(e => e.name === name);
  const say = (what, more) => { state.hidden = false; state.className = what; state.textContent = state.dataset[what] + (more ?? ""); };
  const set = (input, value) => {
    if (input.type === "checkbox" || input.type === "radio") input.checked = input.value === value;
    else input.value = value;
  };
  let shown = JSON.stringify(typed());
  let timer, busy = false;

  const kept = sessionStorage.getItem(key);
  if (kept && kept !== shown) {
    for (const box of form.querySelectorAll("input[type=checkbox]")) box.checked = false;
    const seen = {};
    for (const [name, value] of JSON.parse(kept)) {
      const all = inputs(form, name), at = seen[name] = (seen[name] ?? -1) + 1;
      if (all[0]?.type === "radio" || all[0]?.type === "checkbox") all.forEach(e => { if (e.value === value) e.checked = true; });
      else if (all[at]) set(all[at], value);
    }
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
    const theirs = page.querySelector("form[data-autosave]");
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
    say("saved", ` ${new Date().toLocaleTimeString("zh-CN", { hour: "2-digit", minute: "2-digit", timeZone: "Asia/Shanghai" })}`);
  };

  form.addEventListener("input", () => {
    sessionStorage.setItem(key, JSON.stringify(typed()));
    clearTimeout(timer);
    if (saves) timer = setTimeout(save, 2500);
  });
  // The page that follows a save says so in its address; until then what was typed stays in this tab.
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
      const answer = await fetch(`${input.dataset.check}?value=${encodeURIComponent(input.value)}`, { headers: { Accept: "application/json" } }).catch(() => null);
      if (!answer?.ok || mine !== asked) return;
      const { right, sentence } = await answer.json();
      says.className = `check ${right ? "right" : "wrong"}`;
      says.textContent = sentence;
    }, 300);
  });
}
