// The browser's WebSocket, or in Node one that is alike.

/** Opens a line. What comes over it is heard from the first message on. */
export async function connect(url: string, hear: (data: unknown, socket: WebSocket) => void): Promise<WebSocket> {
  const Socket: typeof WebSocket = globalThis.WebSocket ?? ((await import('ws')).WebSocket as unknown as typeof WebSocket);
  const socket = new Socket(url.replace(/^http/, 'ws'));
  socket.binaryType = 'arraybuffer';
  socket.addEventListener('message', ({ data }) => hear(data, socket));
  await new Promise<void>((resolve, reject) => {
    socket.addEventListener('open', () => resolve(), { once: true });
    socket.addEventListener('error', () => reject(new Error('the line does not open')), { once: true });
  });
  return socket;
}

export function closed(socket: WebSocket): Promise<void> {
  if (socket.readyState === 3) return Promise.resolve();
  return new Promise((resolve) => {
    socket.addEventListener('close', () => resolve(), { once: true });
    socket.close();
  });
}
