// The device's own authenticator (WebAuthn with the extension PRF): for the same credential and the same
// salt it answers the same 32 bytes, once it has seen that its owner is there. They never leave it otherwise.

// For as long as somebody looks for their finger or their code.
const timeout = 45_000;
const random = (length) => crypto.getRandomValues(new Uint8Array(length));
const answer = (credential) => credential?.getClientExtensionResults().prf;
const bytes = (buffer) => buffer && new Uint8Array(buffer);

// Whether this device may have one.
export async function available() {
  try {
    return await PublicKeyCredential.isUserVerifyingPlatformAuthenticatorAvailable();
  } catch {
    return false;
  }
}

// A credential of this device: [its name, what it answers]; nothing where it cannot, or nobody agreed.
export async function make(name, salt) {
  try {
    const credential = await navigator.credentials.create({
      publicKey: {
        challenge: random(32),
        timeout,
        rp: { name: 'Passerelle' },
        user: { id: random(16), name, displayName: name },
        pubKeyCredParams: [-7, -257].map((alg) => ({ type: 'public-key', alg })),
        authenticatorSelection: { authenticatorAttachment: 'platform', userVerification: 'required' },
        extensions: { prf: { eval: { first: salt } } },
      },
    });
    const prf = answer(credential);
    if (!prf?.enabled) return;
    const id = bytes(credential.rawId);
    // Some answer at once, the others when they are asked.
    const given = bytes(prf.results?.first) ?? (await get(id, salt));
    return given && [id, given];
  } catch (error) {
    console.warn('authenticator', error.name);
  }
}

// What it answers; nothing where it does not.
export async function get(id, salt) {
  try {
    const credential = await navigator.credentials.get({
      publicKey: {
        challenge: random(32),
        timeout,
        allowCredentials: [{ type: 'public-key', id }],
        userVerification: 'required',
        extensions: { prf: { eval: { first: salt } } },
      },
    });
    return bytes(answer(credential)?.results?.first);
  } catch (error) {
    console.warn('authenticator', error.name);
  }
}
