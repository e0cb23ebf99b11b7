// What a page of a contestant offers to the measures. `device` is the module of its device.

import { open } from 'device';
import type { Device } from '../device/device';
import type { Edit } from '../model/sheet';

let device: Device | undefined;

const it = (): Device => {
  if (!device) throw new Error('the device is not open');
  return device;
};

const bench = {
  /** Opens what the device keeps and reads all of it; gives the number of records and the moment. */
  async open(account: number): Promise<{ count: number; ms: number }> {
    device = await open({ url: location.origin, account, name: 'bench', durable: true });
    const count = (await device.sheets()).length;
    return { count, ms: performance.now() };
  },
  fetch: () => it().fetch(),
  sync: () => it().sync(),
  sheets: () => it().sheets(),
  edit: (edits: Edit[]) => it().edit(edits),
  close: () => it().close(),
  /** How long an edit takes until nothing more of it is on its way to the disk; at most five seconds. */
  async durable(edit: Edit): Promise<number> {
    const before = writes.done;
    const begun = performance.now();
    await it().edit([edit]);
    while (writes.done === before || writes.open > 0) {
      if (performance.now() - begun > 5_000) return 5_000;
      await new Promise((resolve) => setTimeout(resolve, 0));
    }
    return writes.last - begun;
  },
};

declare global {
  // eslint-disable-next-line no-var
  var bench: PageBench;
}

export type PageBench = typeof bench;
globalThis.bench = bench;
