// Sends the files of a form in pieces (tus 1.0), shows how far each is, and goes on by itself after a broken connection. Without it the
// form posts its file whole.
const piece = 4 * 1024 * 1024;
const longestPause = 30;

for (const form of document.querySelectorAll("form[data-upload]")) {
  const input = form.querySelector("input[type=file]"), list = form.querySelector(".uploads"),
    button = form.querySelector("[type=submit]"), says = list.dataset;
  input.multiple = true;
  if (says.hint) document.getElementById(`${input.id}-hint`).textContent = says.hint;

  form.addEventListener("submit", async event => {
    if (input.files.length === 0) return;
    event.preventDefault();
    if (button.disabled) return;
    button.disabled = true;
    list.hidden = false;
    list.replaceChildren();
    const files = [...input.files];
    const rows = files.map(row);
    let all = true;
    for (const [n, file] of files.entries()) all = await send(file, rows[n], files.length === 1) && all;
    button.disabled = false;
    if (all) location.assign(`${location.pathname}?uploaded=true`);
  });

  function row(file) {
    const [item, name, bar, percent, text] = ["li", "span", "progress", "span", "span"].map(tag => document.createElement(tag));
    name.textContent = file.name;
    bar.max = 1;
    bar.value = 0;
    bar.setAttribute("aria-label", file.name);
    // The bar says it to those who listen; what is more than a number is announced.
    percent.setAttribute("aria-hidden", "true");
    percent.className = text.className = "hint";
    text.setAttribute("role", "status");
    item.append(name, bar, percent, text);
    list.append(item);
    return {
      show: bytes => { bar.value = bytes / file.size; text.textContent = "";
        percent.textContent = says.sending.replace("{0}", Math.floor(bytes * 100 / file.size)); },
      say: (sentence, wrong) => { text.textContent = sentence; text.className = wrong ? "error" : "hint"; },
    };
  }

  async function send(file, row, alone) {
    const words = { filename: file.name, fingerprint: `${file.name} ${file.size} ${file.lastModified}` };
    for (const field of form.querySelectorAll("select, input[type=text], input:not([type]), input[name$='.Kind']"))
      words[field.name.split(".").pop().toLowerCase()] = field.value;
    if (!alone) delete words.title;
    const metadata = Object.entries(words).map(([name, value]) => `${name} ${base64(value)}`).join(",");
    let address, offset, pauses = 0, refusal;
    while (true) {
      const answer = !address ? await ask("POST", form.dataset.upload, { "Upload-Length": file.size, "Upload-Metadata": metadata })
        : offset === undefined ? await ask("HEAD", address)
        : await ask("PATCH", address, { "Upload-Offset": offset, "Content-Type": "application/offset+octet-stream" },
          file.slice(offset, offset + piece), sent => row.show(offset + sent));
      if (answer.status === 201) address = answer.getResponseHeader("Location");
      else if (answer.status === 200 || answer.status === 204) {
        offset = Number(answer.getResponseHeader("Upload-Offset"));
        pauses = 0;
        row.show(offset);
        if (offset === file.size) { row.say(says.done); return true; }
      } else if (answer.status === 401) {
        row.say(says.expired, true);
        return false;
      } else if (answer.status === 0 || answer.status >= 500) {
        offset = undefined;
        row.say(says.broken);
        await pause(Math.min(longestPause, 2 ** pauses++));
      } else if (answer.status === 409 && offset !== undefined) {
        // Perhaps only the place was wrong: whoever asks where to go on hears what is the matter.
        refusal = sentence(answer);
        offset = undefined;
      } else {
        row.say(refusal ?? sentence(answer) ?? says.refused, true);
        return false;
      }
    }
  }
}

function ask(method, address, headers, body, progress) {
  return new Promise(done => {
    const request = new XMLHttpRequest();
    request.open(method, address);
    for (const [name, value] of Object.entries({ "Tus-Resumable": "1.0.0", Accept: "application/problem+json", ...headers }))
      request.setRequestHeader(name, value);
    if (progress) request.upload.onprogress = event => progress(event.loaded);
    request.onloadend = () => done(request);
    request.send(body ?? null);
  });
}

function sentence(answer) {
  try {
    const { detail, title } = JSON.parse(answer.responseText);
    return detail || title;
  } catch {
    return undefined;
  }
}

// As long as it takes, or until the connection is back.
function pause(seconds) {
  return new Promise(done => {
    const timer = setTimeout(over, seconds * 1000);
    addEventListener("online", over);
    function over() { clearTimeout(timer); removeEventListener("online", over); done(); }
  });
}

function base64(text) {
  return btoa(String.fromCharCode(...new TextEncoder().encode(text)));
}
