// What the page asks the lab to do. Each promise is true, or false when the lab refused.

async function post(address, fields) {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) {
    for (const one of Array.isArray(value) ? value : [value]) form.append(name, one);
  }
  try {
    return (await fetch(address, {method: "POST", body: form})).ok;
  } catch {
    return false;
  }
}

const talkAddress = (talk, what) => `/talks/${encodeURIComponent(talk)}/${what}`;

export const write = (talk, who, text, file) => post(talkAddress(talk, "messages"), {who, text, file});
export const press = (talk, who, number, row, place) =>
  post(talkAddress(talk, "presses"), {who, number, row, place});
export const moveClock = (to) => post("/clock", {to});
export const behave = (kind) => post("/trouble", {kind});

// Opens the stream of what the page shows; `columns` are [{talk, who}], `calls` the drawer.
export function listen(columns, calls) {
  const open = columns.map(({talk, who}) => `${talk}@${who}`).join(",");
  const query = new URLSearchParams(calls ? {open, calls: "1"} : {open});
  return new EventSource(`/events?${query}`);
}
