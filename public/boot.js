// Starts the application: registers the service worker, loads the program, says so when it
// cannot be loaded. The addresses are filled in by the build.

const boot = document.getElementById('boot');
const failed = document.getElementById('boot-error');

async function start() {
  const app = await import('%%app.js%%');
  await app.default({ module_or_path: '%%app_bg.wasm%%' });
}

if ('serviceWorker' in navigator) {
  // Without it the application works as long as there is a network.
  navigator.serviceWorker
    .register('/sw.js', { updateViaCache: 'none' })
    .catch((error) => console.warn('service worker', error));
}

start()
  .catch((error) => {
    console.error(error);
    failed?.removeAttribute('hidden');
  })
  .finally(() => boot?.remove());
