// Starts the program of this page: registers the service worker, loads the program, says so when
// it cannot be loaded. Which program it is, the shell says.

const boot = document.getElementById('boot');
const failed = document.getElementById('boot-error');
const { program, module } = document.body.dataset;

async function start() {
  const loaded = await import(program);
  await loaded.default({ module_or_path: module });
}

// Asks the service worker to keep this program. Not before it runs: what has just been fetched
// need not be fetched twice, and nobody waits for it.
async function keep() {
  const { active } = await navigator.serviceWorker.ready;
  active?.postMessage({ type: 'keep' });
}

if ('serviceWorker' in navigator) {
  // Without it the application works as long as there is a network.
  navigator.serviceWorker
    .register('/sw.js', { updateViaCache: 'none' })
    .catch((error) => console.warn('service worker', error));
}

start()
  .then(() => void ('serviceWorker' in navigator && keep()))
  .catch((error) => {
    console.error(error);
    failed?.removeAttribute('hidden');
  })
  .finally(() => boot?.remove());
