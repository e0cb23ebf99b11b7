// What the server sent, as it was handed over: files, since nothing about invented people leaves.

import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

export interface Message {
  /** The address or the number it went to. */
  to: string;
  /** Empty for a text message. */
  subject: string;
  body: string;
}

/** All messages of a folder, those of a second in no order. */
export function messagesIn(folder: string): Message[] {
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder).filter((name) => !name.startsWith('.'));
  // Their names are identities that grow with time.
  return names.sort().map((name) => read(name, readFileSync(join(folder, name), 'utf8')));
}

function read(name: string, text: string): Message {
  const [head, ...rest] = text.split(/\r?\n\r?\n/);
  const body = rest.join('\n\n');
  if (name.endsWith('.txt')) return { to: head, subject: '', body };
  const header = (wanted: string) =>
    head
      .replace(/\r?\n[ \t]+/g, ' ')
      .split(/\r?\n/)
      .find((line) => line.toLowerCase().startsWith(`${wanted}:`))
      ?.slice(wanted.length + 1)
      .trim() ?? '';
  return {
    to: header('to'),
    subject: words(header('subject')),
    body: decoded(body, header('content-transfer-encoding')),
  };
}

/** Encoded words of a header (RFC 2047). */
function words(header: string): string {
  return header
    .replace(/\?=\s+=\?/g, '?==?')
    .replace(/=\?utf-8\?([bq])\?([^?]*)\?=/gi, (_, how: string, text: string) =>
      how.toLowerCase() === 'b' ? decoded(text, 'base64') : decoded(text.replaceAll('_', ' '), 'quoted-printable'),
    );
}

function decoded(text: string, encoding: string): string {
  switch (encoding.toLowerCase()) {
    case 'base64':
      return Buffer.from(text, 'base64').toString('utf8');
    case 'quoted-printable': {
      const bytes = text.replace(/=\r?\n/g, '').replace(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
      return Buffer.from(bytes, 'latin1').toString('utf8');
    }
    default:
      return text;
  }
}
