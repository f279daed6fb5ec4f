// One instance of a backend, as a process of its own. It does what its parent tells it, and answers each order with the same number.
import { ApiError } from 'framewise';
import { redisAnswerLog } from 'framewise/redis';
import { ResumableAnswers } from 'framewise/serving';
import { lastValueFrom, map, reduce, take, timer } from 'rxjs';

import type { Order, Report } from './orders.js';

const url = process.argv[2] ?? '';
const answers = new ResumableAnswers(redisAnswerLog({ url, ...(JSON.parse(process.argv[3] ?? '{}') as object) }));

async function obey(order: Order): Promise<unknown> {
  switch (order.do) {
    case 'start':
      // Every answer has a pace of its own.
      return answers.start(order.id, timer(0, order.everyMs).pipe(take(order.events), map((n) => ({ data: `${order.id}/${String(n + 1)}` }))));
    case 'read': {
      const events$ = answers.read(order.id, order.lastEventId);
      const some$ = order.take === undefined ? events$ : events$.pipe(take(order.take));
      return lastValueFrom(some$.pipe(reduce((all: unknown[], { id, data }) => [...all, `${id ?? ''}:${data as string}`], [])));
    }
    case 'cancel':
      return answers.cancel(order.id);
    case 'measure':
      for (let times = 0; times < 4; times += 1) {
        globalThis.gc?.();
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
      return process.memoryUsage().heapUsed;
    case 'close':
      await answers.close();
      process.disconnect();
      return undefined;
  }
}

process.on('message', ({ number, order }: { number: number; order: Order }) => {
  const report = (outcome: Omit<Report, 'number'>): void => { if (process.connected) process.send?.({ number, ...outcome }); };
  obey(order).then(
    (result) => { report({ result }); },
    (error: unknown) => { report({ error: ApiError.is(error) ? error.type : String(error) }); },
  );
});
process.send?.({ number: 0 });
