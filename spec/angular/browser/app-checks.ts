import assert from 'node:assert/strict';
import { messages } from 'framewise';
import { type MockGateway, mockGateway, type ScriptEntry, writeAnswer } from 'framewise/testing';
import type { Browser, Page } from 'playwright-core';

import { serveApp } from '../../../docs/examples/chat/server/serve-app.js';
import type { Checks } from '../../install/checks.js';
import { median } from '../../support/median.js';

/** What the page shows of itself. */
interface Driver {
  readonly seen: { readonly requests: string[]; readonly events: number[] };
  countFrames(): void;
  frames(): number;
  renders(): number;
  ticks(): number;
  isStable(): boolean;
  user(): Promise<unknown>;
  readonly read: Readonly<Record<'angular' | 'core' | 'hand', () => Promise<number>>>;
}
declare const driver: Driver;

const overloaded = { type: 'overloaded_error', message: 'Overloaded' };
const stalled: ScriptEntry = { text: 'one two', fault: { kind: 'stall', afterText: 'one' } };
const pieces = (count: number): string[] => Array.from({ length: count }, (_, index) => ` word${String(index)}`);

type Visit = (page: Page, gateway: MockGateway, warnings: readonly string[]) => Promise<void>;
type Check = (name: string, script: readonly ScriptEntry[], visit: Visit, query?: string) => Promise<void>;

interface Visited extends AsyncDisposable {
  readonly url: string;
  /** Opens the page on a gateway of this script, and closes both. */
  readonly check: Check;
}

async function openApp(checks: Checks, folder: string, browser: Browser, label = ''): Promise<Visited> {
  let gateway: MockGateway | undefined;
  const app = await serveApp(folder, { serverOf: () => gateway?.baseUrl ?? '' });
  const check: Check = (name, script, visit, query = '') =>
    checks.checkLater(label + name, async () => {
      await using own = await mockGateway({ script });
      gateway = own;
      const page = await browser.newPage();
      const warnings: string[] = [];
      page.on('console', (message) => {
        if (['warning', 'error'].includes(message.type())) warnings.push(message.text());
      });
      try {
        await page.goto(app.url + query);
        await visit(page, own, warnings);
      } finally {
        await page.close();
      }
    });
  return { url: app.url, check, [Symbol.asyncDispose]: () => app[Symbol.asyncDispose]() };
}

const status = (page: Page, words: string): Promise<void> => page.waitForFunction((expected) => document.querySelector('[role=status]')?.textContent === expected, words, { timeout: 5_000 }).then(() => undefined);
const textOf = (page: Page): Promise<string | null> => page.textContent('pre');

/** What a user of the application sees, and what it costs. */
export async function checkApp(checks: Checks, folder: string, browser: Browser): Promise<void> {
  await using app = await openApp(checks, folder, browser);
  const { check } = app;

  await check('it begins idle and ends done, without a word on the console', [{ text: 'Grüße, 🌍', chunks: { bytes: 1 } }], async (page, _, warnings) => {
    await status(page, 'idle 0');
    await page.click('text=Send');
    await status(page, 'done 1');
    assert.equal(await textOf(page), 'Grüße, 🌍');
    assert.deepEqual(warnings, []);
  });

  await check('interceptors see the request at its relative URL, and its events', [{ text: 'Hello' }], async (page, own) => {
    await page.click('text=Send');
    await status(page, 'done 1');
    const seen = await page.evaluate(() => driver.seen);
    assert.deepEqual(seen, { requests: ['POST /api/v1/messages'], events: [0, 2, 4] });
    const { headers, body } = await own.requestAt(0);
    assert.equal(headers['authorization'], 'Bearer of-the-user');
    assert.deepEqual(body, { model: 'any', messages: [{ role: 'user', content: 'Hello' }], stream: true });
  });

  await check('the XSRF token of the page goes along', [{ text: 'Hello' }], async (page, own) => {
    await page.context().addCookies([{ name: 'XSRF-TOKEN', value: 'token-of-the-page', url: app.url }]);
    await page.click('text=Send');
    await status(page, 'done 1');
    assert.equal((await own.requestAt(0)).headers['x-xsrf-token'], 'token-of-the-page');
    await page.context().clearCookies();
  });

  await check('a request that no stream has made is Angular\'s own', [], async (page) => {
    assert.deepEqual(await page.evaluate(() => driver.user()), { name: 'Ada' });
  });

  await check('it streams from the first output on, and the application is not stable until the end', [{ text: 'one two', fault: { kind: 'stall', afterText: 'one' } }], async (page, own) => {
    await page.click('text=Send');
    await status(page, 'streaming 1');
    assert.equal(await textOf(page), 'one');
    assert.equal(await page.evaluate(() => driver.isStable()), false);
    (await own.requestAt(0)).resume();
    await status(page, 'done 1');
    await page.waitForFunction(() => driver.isStable());
  });

  await check('an overload is retried, and the attempt is told', [{ status: 529, error: overloaded }, { text: 'Hello' }], async (page) => {
    await page.click('text=Send');
    await status(page, 'done 2');
    assert.equal(await textOf(page), 'Hello');
  });

  await check('a late error keeps what has come, tells what to do, and a retry goes on', [{ text: 'one', error: { type: 'invalid_request_error', message: 'No' } }, { text: 'whole' }], async (page) => {
    await page.click('text=Send');
    await status(page, 'error 1');
    assert.equal(await textOf(page), 'one');
    assert.match((await page.textContent('[role=alert]')) ?? '', /^invalid_request_error: \S/);
    await page.getByRole('button', { name: 'Retry' }).click();
    await status(page, 'done 1');
    assert.equal(await textOf(page), 'whole');
  });

  await check('an answer that breaks off keeps what has come', [{ text: 'one two', fault: { kind: 'end', afterText: 'one' } }], async (page) => {
    await page.click('text=Send');
    await status(page, 'error 1');
    assert.match((await page.textContent('[role=alert]')) ?? '', /^truncated_stream/);
    assert.equal(await textOf(page), 'one');
  });

  await check('a redirect is not followed, and said', [{ status: 302, headers: { location: 'https://elsewhere.example/' } }], async (page) => {
    await page.click('text=Send');
    await status(page, 'error 1');
    assert.match((await page.textContent('[role=alert]')) ?? '', /^unexpected_redirect/);
  });

  await check('a connection that breaks is said, and keeps what has come', [{ text: 'one two', fault: { kind: 'close', afterText: 'one', afterMs: 300 } }], async (page) => {
    await page.click('text=Send');
    await status(page, 'error 1');
    assert.match((await page.textContent('[role=alert]')) ?? '', /^connection_closed/);
    assert.equal(await textOf(page), 'one');
  });

  for (const [setup, who] of [['hasty', 'the time of an interceptor'], ['ending', 'what an interceptor throws later']] as const) {
    await check(`${who} ends the answer with its reason`, [stalled, stalled], async (page, own) => {
      await page.click('text=Send');
      await status(page, 'error 1');
      assert.match((await page.textContent('[role=alert]')) ?? '', /^timeout/);
      assert.equal(await textOf(page), 'one');
      assert.equal(await (await own.requestAt(0)).closed, 'client');
    }, `/?setup=${setup}`);
  }

  await check('stop ends the request at the server and keeps what has come', [stalled], async (page, own) => {
    await page.click('text=Send');
    await status(page, 'streaming 1');
    await page.click('text=Stop');
    await status(page, 'stopped 1');
    assert.equal(await (await own.requestAt(0)).closed, 'client');
    assert.equal(await textOf(page), 'one');
  });

  await check('a new send ends the last request', [stalled, { text: 'Hello' }], async (page, own) => {
    await page.click('text=Send');
    await status(page, 'streaming 1');
    await page.click('text=Send');
    assert.equal(await (await own.requestAt(0)).closed, 'client');
    await status(page, 'done 1');
    assert.equal(await textOf(page), 'Hello');
  });

  await check('a component that goes ends its request within a second', [stalled], async (page, own) => {
    await page.click('text=Send');
    await status(page, 'streaming 1');
    const startMs = performance.now();
    await page.click('text=Toggle');
    assert.equal(await (await own.requestAt(0)).closed, 'client');
    assert.ok(performance.now() - startMs < 1_000);
  });

  for (const [setup, words] of [['order', 'after provideHttpClient()'], ['xhr', 'without withXhr()']] as const) {
    await check(`one warning says that answers come whole: ${setup}`, [{ text: 'one two' }, { status: 429, error: { type: 'insufficient_quota', message: 'Used up' } }], async (page, _, warnings) => {
      await page.click('text=Send');
      await status(page, 'done 1');
      assert.equal(await textOf(page), 'one two');
      await page.click('text=Send');
      await status(page, 'error 1');
      assert.match((await page.textContent('[role=alert]')) ?? '', /^insufficient_quota/);
      assert.equal(warnings.filter((text) => text.startsWith('framewise:')).length, 1);
      assert.ok(warnings.some((text) => text.includes(words)));
    }, `/?setup=${setup}`);
  }

  await checkRenders(check);

  const answer = { body: writeAnswer(messages, { text: pieces(16_000) }), contentType: 'text/event-stream', chunks: { bytes: 65_536 } };
  const rounds = 7;
  await check('16,000 frames with two interceptors take at most 1.5 times what a bare fetch reader takes', Array.from({ length: 3 * (rounds + 2) }, () => answer), async (page) => {
    const times = await page.evaluate(async (count) => {
      const all: Record<'hand' | 'core' | 'angular', number[]> = { hand: [], core: [], angular: [] };
      for (let round = -2; round < count; round++) {
        for (const way of ['hand', 'core', 'angular'] as const) {
          const startMs = performance.now();
          if ((await driver.read[way]()) < 100_000) throw new Error(`${way} did not read it all`);
          if (round >= 0) all[way].push(performance.now() - startMs);
        }
      }
      return all;
    }, rounds);
    const [hand, core, angular] = [times.hand, times.core, times.angular].map(median) as [number, number, number];
    console.log(`       by hand ${hand.toFixed(0)} ms, the core ${core.toFixed(0)} ms, through HttpClient ${angular.toFixed(0)} ms`);
    assert.ok(angular <= 1.5 * hand, `${(angular / hand).toFixed(2)} times`);
  });
}

async function checkRenders(check: Check): Promise<void> {
  await check('a burst is one render', [{ text: pieces(100), chunks: 'whole' }], async (page) => {
    await page.click('text=Send');
    await status(page, 'done 1');
    assert.equal(await page.evaluate(() => driver.renders()), 1);
  });

  await check('1,000 frames a second are at most 1.25 renders per animation frame', [{ text: pieces(2_000), betweenChunksMs: 1 }], async (page) => {
    await page.evaluate(() => { driver.countFrames(); });
    await page.click('text=Send');
    await page.waitForFunction(() => document.querySelector('[role=status]')?.textContent === 'done 1', undefined, { timeout: 30_000 });
    const [renders, ticks, frames] = await page.evaluate(() => [driver.renders(), driver.ticks(), driver.frames()] as const);
    console.log(`       ${String(renders)} renders and ${String(ticks)} change detections in ${String(frames)} animation frames`);
    assert.ok(ticks <= 1.25 * frames && renders > 10);
  });
}

/** The same application with zone.js. */
export async function checkZoneApp(checks: Checks, folder: string, browser: Browser): Promise<void> {
  await using app = await openApp(checks, folder, browser, 'with zone.js: ');
  const { check } = app;

  await check('an answer streams, is stopped, fails and is tried again', [stalled, { text: 'half', error: overloaded }, { text: 'whole' }], async (page, own, warnings) => {
    await page.click('text=Send');
    await status(page, 'streaming 1');
    assert.equal(await textOf(page), 'one');
    assert.equal(await page.evaluate(() => driver.isStable()), false);
    await page.click('text=Stop');
    await status(page, 'stopped 1');
    assert.equal(await (await own.requestAt(0)).closed, 'client');
    await page.waitForFunction(() => driver.isStable());
    await page.click('text=Send');
    await status(page, 'error 1');
    assert.equal(await textOf(page), 'half');
    await page.getByRole('button', { name: 'Retry' }).click();
    await status(page, 'done 1');
    assert.equal(await textOf(page), 'whole');
    assert.deepEqual(warnings, []);
  });

  await check('a component that goes ends its request', [stalled], async (page, own) => {
    await page.click('text=Send');
    await status(page, 'streaming 1');
    await page.click('text=Toggle');
    assert.equal(await (await own.requestAt(0)).closed, 'client');
  });

  await checkRenders(check);
}
