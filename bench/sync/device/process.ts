// A device in Node: takes its orders from the standard input, one a line, as `bench tablet` does.

import { createInterface } from 'node:readline';
import { writeFileSync } from 'node:fs';
import type { Edit } from '../model/sheet';
import type { Open } from './device';

type Order =
  | { do: 'fetch' | 'listen' | 'hear' | 'losers' }
  | { do: 'sync'; weak?: boolean }
  | { do: 'edit'; edits: Edit[] }
  | { do: 'dump'; file: string };

const [name, url, account] = process.argv.slice(2);
const { open } = (await import(`./${name}.ts`)) as { open: Open };
// A new one each time: nobody goes on where another has stopped.
const device = await open({ url, account: Number(account), name: `${name}-${process.pid}`, durable: false });

async function obey(order: Order): Promise<object> {
  switch (order.do) {
    case 'edit':
      await device.edit(order.edits);
      return {};
    case 'dump':
      writeFileSync(order.file, (await device.sheets()).map((sheet) => JSON.stringify(sheet)).join('\n'));
      return {};
    case 'losers':
      return { losers: await device.losers() };
    case 'sync':
      await device.sync(order.weak);
      return { quiet: device.quiet };
    default:
      await device[order.do]();
      return { quiet: device.quiet };
  }
}

const say = (answer: object): void => void process.stdout.write(`${JSON.stringify(answer)}\n`);
process.on('unhandledRejection', (error) => console.error('unhandled:', error));
say({});
for await (const line of createInterface({ input: process.stdin })) {
  try {
    say(await obey(JSON.parse(line) as Order));
  } catch (error) {
    say({ error: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  }
}
process.exit(0);
