// What somebody was typing when the device was locked: sealed, put away, and typed again for them once
// they are back on that page.

const BEFORE = 'passerelle.draft.';
const PATIENCE = 5_000;
const LOOK_EVERY = 50;
const NAMED_FIELDS = 'input:not([type=password], [type=file], [type=hidden], [type=search]), select, textarea';

const pause = (time) => new Promise((resolve) => setTimeout(resolve, time));
const place = (user) => `${BEFORE}${user}${location.pathname}`;
const isTicked = ({ type }) => type === 'checkbox' || type === 'radio';
const stateOf = (field) => (isTicked(field) ? field.checked : field.value);
const wasTyped = (field) =>
  isTicked(field) ? field.checked !== field.defaultChecked : field.value !== (field.defaultValue ?? '');
const fields = () =>
  [...document.querySelectorAll('main form')]
    .flatMap((form) => [...form.elements])
    .filter((field) => field.matches(NAMED_FIELDS));
// Identities are counted anew on each load; what a field is called is not. A card says more once it is picked:
// which wish it is.
function nameOf(field) {
  const label = field.labels?.[0];
  return `${field.type} ${(label?.querySelector('.choice-title') ?? label)?.textContent.trim()}`;
}

async function keyFor(user, key) {
  const text = new TextEncoder();
  const from = await crypto.subtle.importKey('raw', key, 'HKDF', false, ['deriveKey']);
  const how = { name: 'HKDF', hash: 'SHA-256', salt: text.encode(user), info: text.encode('passerelle 1 draft') };
  return crypto.subtle.deriveKey(how, from, { name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
}

// Puts away what is typed here whenever the device is locked, and types what was put away before.
export async function watch(user, key) {
  const sealing = await keyFor(user, key);
  addEventListener('passerelle:lock', ({ detail }) => detail.push(putAway(user, sealing)));
  await typeAgain(user, sealing);
}

async function putAway(user, key) {
  const typed = fields();
  if (!typed.some(wasTyped)) return;
  const text = JSON.stringify(typed.map((field) => [nameOf(field), stateOf(field)]));
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const sealed = await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, key, new TextEncoder().encode(text));
  const bytes = String.fromCharCode(...iv, ...new Uint8Array(sealed));
  localStorage.setItem(place(user), btoa(bytes));
}

async function typeAgain(user, key) {
  let typed;
  try {
    const bytes = Uint8Array.from(atob(localStorage.getItem(place(user))), (letter) => letter.charCodeAt(0));
    const how = { name: 'AES-GCM', iv: bytes.slice(0, 12) };
    typed = JSON.parse(new TextDecoder().decode(await crypto.subtle.decrypt(how, key, bytes.slice(12))));
  } catch {
    // Nothing was put away here, or with a key of before.
    return;
  }
  const met = new Map();
  for (const [name, state] of typed) {
    const before = met.get(name) ?? 0;
    met.set(name, before + 1);
    const field = await found(name, before);
    if (!field || stateOf(field) === state) continue;
    if (isTicked(field)) {
      if (state || field.type === 'checkbox') field.click();
    } else {
      field.value = state;
      for (const event of ['input', 'change']) field.dispatchEvent(new Event(event, { bubbles: true }));
    }
  }
  localStorage.removeItem(place(user));
}

// The form may have to be read from the store first, and a field may wait for the one before it.
async function found(name, before) {
  for (let waited = 0; waited < PATIENCE; waited += LOOK_EVERY) {
    const all = fields();
    const field = all.filter((other) => nameOf(other) === name)[before];
    if (field || (all.length && waited > 10 * LOOK_EVERY)) return field;
    await pause(LOOK_EVERY);
  }
}
