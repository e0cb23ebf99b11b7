// The line between a device and its office: a proxy on loopback that counts what passes, and that can
// be as bad as the edge of a mobile network.

import { once } from 'node:events';
import { type IncomingMessage, type Server, type ServerResponse, createServer, request } from 'node:http';
import { type Socket, connect } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

/** What passed. Heads are the request and status lines with all header fields. */
export interface Traffic {
  requests: number;
  up: number;
  down: number;
  headsUp: number;
  headsDown: number;
}

/** 50 kbit/s each way, 0.8 s to the office and back. What stalls does so for five seconds. */
const WEAK = { bytesPerMs: 50 / 8, wayMs: 400, stallMs: 5_000 };

const nothing = (): Traffic => ({ requests: 0, up: 0, down: 0, headsUp: 0, headsDown: 0 });

function headLength(first: string, raw: string[]): number {
  let length = Buffer.byteLength(first) + 4;
  for (let at = 0; at < raw.length; at += 2) length += Buffer.byteLength(raw[at]) + Buffer.byteLength(raw[at + 1]) + 4;
  return length;
}

/** Which of the answers on a weak line are cut: the first and every fifth; the second stalls. */
const isCut = (answer: number): boolean => answer === 1 || answer % 5 === 0;

export class Line {
  /** Whether it is weak: slow, the second answer stalls, and half of the first and of every fifth is lost. */
  weak = false;
  /** How many answers were cut. */
  cuts = 0;
  /** What pages are sent from here, by path, so that they and their office are of one origin. It is not counted. */
  readonly pages = new Map<string, { type: string; body: string | Buffer }>();
  private passed = nothing();
  private answers = 0;
  private readonly sockets = new Set<Socket>();
  private way: Record<'up' | 'down', Promise<void>> = { up: Promise.resolve(), down: Promise.resolve() };

  private constructor(
    readonly port: number,
    private readonly proxy: Server,
    private readonly officePort: number,
  ) {}

  /** Lays a line to the office on a port. */
  static async to(officePort: number): Promise<Line> {
    const proxy = createServer({ keepAliveTimeout: 60_000 });
    proxy.listen(0, '127.0.0.1');
    await once(proxy, 'listening');
    const address = proxy.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    const line = new Line(address.port, proxy, officePort);
    proxy.on('connection', (socket) => {
      socket.setNoDelay(true);
      line.sockets.add(socket);
      socket.on('close', () => line.sockets.delete(socket));
      // Whoever was cut off has closed it.
      socket.on('error', () => socket.destroy());
    });
    proxy.on('request', (asked, answer) => {
      const page = line.pages.get(asked.url ?? '');
      if (page) {
        answer.writeHead(200, { 'content-type': page.type }).end(page.body);
        return;
      }
      line.pass(asked, answer).catch(() => answer.socket?.destroy());
    });
    proxy.on('upgrade', (asked: IncomingMessage, socket: Socket, head: Buffer) => line.tunnel(asked, socket, head));
    return line;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** What passed since it was last asked. */
  take(): Traffic {
    const passed = this.passed;
    this.passed = nothing();
    return passed;
  }

  async close(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    this.proxy.closeAllConnections();
    this.proxy.close();
    await once(this.proxy, 'close');
  }

  /** Lets bytes go one way: what is on its way holds up what comes after it. */
  private async carry(way: 'up' | 'down', bytes: number): Promise<void> {
    if (!this.weak) return;
    const carried = this.way[way].then(() => pause(bytes / WEAK.bytesPerMs));
    this.way[way] = carried;
    await carried;
    await pause(WEAK.wayMs);
  }

  private async pass(asked: IncomingMessage, answer: ServerResponse): Promise<void> {
    const head = headLength(`${asked.method} ${asked.url} HTTP/1.1`, asked.rawHeaders);
    this.passed.requests += 1;
    this.passed.headsUp += head;
    const body = await whole(asked);
    this.passed.up += body.length;
    await this.carry('up', head + body.length);
    const onward = request({
      host: '127.0.0.1',
      port: this.officePort,
      path: asked.url,
      method: asked.method,
      headers: asked.headers,
    });
    onward.end(body);
    const [given] = (await once(onward, 'response')) as [IncomingMessage];
    const headDown = headLength(`HTTP/1.1 ${given.statusCode} ${given.statusMessage}`, given.rawHeaders);
    const content = await whole(given);
    this.passed.headsDown += headDown;
    const headers = { ...given.headers };
    delete headers['transfer-encoding'];
    delete headers.connection;
    if (asked.method !== 'HEAD') headers['content-length'] = String(content.length);
    if (!this.weak) {
      this.passed.down += content.length;
      answer.writeHead(given.statusCode ?? 502, headers);
      answer.end(content);
      return;
    }
    this.answers += 1;
    const number = this.answers;
    if (number === 2) await pause(WEAK.stallMs);
    const half = Math.floor(content.length / 2);
    await this.carry('down', headDown + half);
    this.passed.down += half;
    answer.writeHead(given.statusCode ?? 502, headers);
    answer.write(content.subarray(0, half));
    if (isCut(number)) {
      this.cuts += 1;
      answer.socket?.destroy();
      return;
    }
    await this.carry('down', content.length - half);
    this.passed.down += content.length - half;
    answer.end(content.subarray(half));
  }

  /** A connection that stays open both ways. Its opening counts as a request, its frames as bodies. */
  private tunnel(asked: IncomingMessage, device: Socket, head: Buffer): void {
    this.passed.requests += 1;
    const first = `${asked.method} ${asked.url} HTTP/1.1`;
    const lines: string[] = [first];
    for (let at = 0; at < asked.rawHeaders.length; at += 2) lines.push(`${asked.rawHeaders[at]}: ${asked.rawHeaders[at + 1]}`);
    this.passed.headsUp += headLength(first, asked.rawHeaders);
    const office = connect(this.officePort, '127.0.0.1');
    office.setNoDelay(true);
    const end = (): void => {
      device.destroy();
      office.destroy();
    };
    for (const socket of [device, office]) {
      socket.on('error', end);
      socket.on('close', end);
    }
    office.write(`${lines.join('\r\n')}\r\n\r\n`);
    if (head.length > 0) office.write(head);
    device.on('data', (bytes: Buffer) => {
      this.passed.up += bytes.length;
      void this.carry('up', bytes.length).then(() => office.writable && office.write(bytes));
    });
    let opened = false;
    // Of a line that stays open the first answer is the one that stalls or is cut.
    let answered = 0;
    office.on('data', (bytes: Buffer) => {
      let frames = bytes;
      if (!opened) {
        const ends = bytes.indexOf('\r\n\r\n');
        if (ends >= 0) {
          opened = true;
          this.passed.headsDown += ends + 4;
          device.write(bytes.subarray(0, ends + 4));
          frames = bytes.subarray(ends + 4);
        }
      }
      if (frames.length === 0) return;
      answered += 1;
      void this.bringFrames(frames, answered === 1, device, end);
    });
  }

  private async bringFrames(frames: Buffer, isFirst: boolean, device: Socket, end: () => void): Promise<void> {
    if (!this.weak) {
      this.passed.down += frames.length;
      if (device.writable) device.write(frames);
      return;
    }
    if (isFirst) this.answers += 1;
    const number = this.answers;
    if (isFirst && number === 2) {
      // What comes after it waits too.
      this.way.down = this.way.down.then(() => pause(WEAK.stallMs));
    }
    const isLost = isFirst && isCut(number);
    const arriving = isLost ? Math.floor(frames.length / 2) : frames.length;
    await this.carry('down', arriving);
    this.passed.down += arriving;
    if (device.writable) device.write(frames.subarray(0, arriving));
    if (isLost) {
      this.cuts += 1;
      end();
    }
  }
}

async function whole(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
