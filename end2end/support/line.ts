// A bad line between a device and the server: a small proxy on loopback that can cut answers in
// half, send requests twice, and be as slow as the edge of a mobile network.

import { type IncomingMessage, type Server as HttpServer, type ServerResponse, createServer, request } from 'node:http';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';

/** What happens to the exchange of commands; everything else passes untouched. */
export type Mischief = 'none' | 'cut-answer' | 'send-twice' | 'lose-answer' | 'portal';

/** The edge of a mobile network: 50 kbit/s each way, 0.8 s to the server and back. */
const WEAK = { bytesPerMs: 50 / 8, wayMs: 400, headBytes: 500, stallMs: 5_000 };

interface Answer {
  status: number;
  headers: IncomingMessage['headers'];
  body: Buffer;
}

export class Line {
  mischief: Mischief = 'none';
  /**
   * Whether it is weak: everything takes its time, the second answer stalls, and of the first and of every
   * fifth only half arrives.
   */
  weak = false;
  /** How many exchanges met the mischief. */
  met = 0;
  /** Paths asked for, in order. */
  asked: string[] = [];
  /** Which paths are not answered before something else has happened. */
  private held: { paths: RegExp; until: Promise<void> } | undefined;
  /** Answers that came over the weak line, whole or not. */
  private answers = 0;
  /** What is on its way holds up what comes after it. */
  private way: Promise<void> = Promise.resolve();
  private constructor(
    readonly port: number,
    private readonly proxy: HttpServer,
  ) {}

  /** Lays a line to the server on a port. */
  static async to(serverPort: number): Promise<Line> {
    const proxy = createServer().listen(0, '127.0.0.1');
    await once(proxy, 'listening');
    const address = proxy.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    const line = new Line(address.port, proxy);
    proxy.on('request', (asked, answer) => {
      const chunks: Buffer[] = [];
      line.asked.push(asked.url ?? '');
      asked.on('data', (chunk: Buffer) => chunks.push(chunk));
      asked.on('end', () => {
        const exchange = asked.url === '/api/sync/v1';
        void line
          .isHeld(asked.url ?? '')
          .then(() => line.pass(serverPort, asked, Buffer.concat(chunks), exchange ? line.mischief : 'none'))
          .then((given) => {
            if (given === 'cut') {
              answer.socket?.destroy();
              return;
            }
            const { status, headers, body } = given;
            if (line.weak) {
              void line.bring(given, answer);
              return;
            }
            if (exchange && line.mischief === 'cut-answer') {
              line.met += 1;
              answer.writeHead(status, headers);
              answer.write(body.subarray(0, Math.floor(body.length / 2)), () => answer.socket?.destroy());
              return;
            }
            answer.writeHead(status, headers);
            answer.end(body);
          })
          .catch(() => answer.socket?.destroy());
      });
    });
    return line;
  }

  /** Holds back what is asked of these paths, until the function that it gives is called. */
  hold(paths: RegExp): () => void {
    let release = () => undefined as void;
    this.held = { paths, until: new Promise((released) => (release = released)) };
    return release;
  }

  private async isHeld(path: string): Promise<void> {
    if (this.held?.paths.test(path)) await this.held.until;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  async close(): Promise<void> {
    this.proxy.closeAllConnections();
    this.proxy.close();
    await once(this.proxy, 'close');
  }

  /** Lets so many bytes go one way over the weak line. */
  private async carry(bytes: number): Promise<void> {
    const free = this.way;
    const carried = free.then(() => pause((bytes + WEAK.headBytes) / WEAK.bytesPerMs));
    this.way = carried;
    await carried;
    await pause(WEAK.wayMs);
  }

  /** Brings an answer over the weak line, or half of it. */
  private async bring({ status, headers, body }: Answer, answer: ServerResponse): Promise<void> {
    this.answers += 1;
    const half = Math.floor(body.length / 2);
    const isCut = this.answers === 1 || this.answers % 5 === 0;
    if (this.answers === 2) await pause(WEAK.stallMs);
    await this.carry(half);
    answer.writeHead(status, headers);
    answer.write(body.subarray(0, half));
    if (isCut) {
      this.met += 1;
      answer.socket?.destroy();
      return;
    }
    await this.carry(body.length - half);
    answer.end(body.subarray(half));
  }

  private async pass(
    port: number,
    asked: IncomingMessage,
    body: Buffer,
    mischief: Mischief,
  ): Promise<Answer | 'cut'> {
    if (mischief === 'portal') {
      this.met += 1;
      const page = Buffer.from('<!doctype html><title>Wi-Fi</title><h1>Bienvenue</h1>');
      return { status: 200, headers: { 'content-type': 'text/html' }, body: page };
    }
    if (this.weak) await this.carry(body.length);
    const first = await forward(port, asked, body);
    if (mischief === 'send-twice') {
      this.met += 1;
      return forward(port, asked, body);
    }
    if (mischief === 'lose-answer') {
      this.met += 1;
      return 'cut';
    }
    return first;
  }
}

function forward(port: number, asked: IncomingMessage, body: Buffer): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const onward = request(
      { host: '127.0.0.1', port, path: asked.url, method: asked.method, headers: asked.headers },
      (given) => {
        const chunks: Buffer[] = [];
        given.on('data', (chunk: Buffer) => chunks.push(chunk));
        given.on('end', () => {
          const headers = { ...given.headers };
          // The body is sent whole, with its own length.
          delete headers['transfer-encoding'];
          const whole = Buffer.concat(chunks);
          headers['content-length'] = String(whole.length);
          resolve({ status: given.statusCode ?? 502, headers, body: whole });
        });
      },
    );
    onward.on('error', reject);
    onward.end(body);
  });
}
