import assert from 'node:assert/strict';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { readFileSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';

import { serveChat } from '../../../docs/examples/chat/server/chat-server.js';
import { type Fault, faults } from '../../../docs/examples/chat/src/app/faults.js';
import type { Checks } from '../../install/checks.js';

/** What a reader sees of each failure, at the end, and on the way there. */
const seen: Readonly<Record<Fault, { readonly end: readonly string[]; readonly way?: string; readonly has?: string; readonly hasNot?: string }>> = {
  none: { end: ['keep what had come'], has: '.code code', hasNot: 'app-failure' },
  resumed: { way: 'Attempt 2 begins in', end: ['goes on where it was: the connection broke', 'keep what had come'], hasNot: 'app-failure, del' },
  tool: { way: 'called', end: ['Thought for', 'has answered', 'Kyiv: 18 °C', 'A jacket will do.'], hasNot: 'app-failure' },
  queue: { way: 'In the queue: other answers have to end first', end: ['keep what had come'], hasNot: 'app-failure' },
  busy: { way: 'Attempt 2 begins in', end: ['overloaded_error, so attempt 3 begins', 'the answer is whole'], hasNot: 'app-failure' },
  broken: { end: ['The answer broke off here.', 'The connection broke', 'Try again'] },
  restart: { way: 'Attempt 2', end: ['begins anew', 'the answer is whole'], has: 'del.void', hasNot: 'app-failure' },
  cut: { end: ['The answer broke off here.', 'Try again'], has: 'app-failure' },
  late: { end: ['The answer broke off here.', 'The servers are overloaded.', 'Try again'] },
  silent: { end: ['The answer broke off here.', 'The model went silent.'] },
  limit: { way: 'Try again in', end: ['Too many requests in this minute.'] },
  quota: { end: ['You have used up your quota.', 'Use another model'] },
  session: { end: ['Your session is over.', 'Sign in again'] },
  long: { end: ['too long for this model', 'Shorten the question'] },
  blocked: { end: ['The provider stopped the answer here.'], hasNot: 'app-failure' },
  page: { end: ['A web page came', 'Sign in again'], has: 'app-failure' },
};

/** The chat as its reader sees it: each fault, the keyboard, a screen reader, a phone. */
export async function checkChat(checks: Checks, project: string, browser: Browser): Promise<void> {
  await using chat = await serveChat(join(project, 'dist/browser'));
  const axe = readFileSync(join(project, 'node_modules/axe-core/axe.min.js'), 'utf8');

  const check = (name: string, visit: (page: Page) => Promise<void>, options: Parameters<Browser['newPage']>[0] = {}): Promise<void> =>
    checks.checkLater(`the chat: ${name}`, async () => {
      const page = await browser.newPage({ viewport: { width: 1_280, height: 800 }, ...options });
      page.setDefaultTimeout(20_000);
      const broken: string[] = [];
      page.on('pageerror', (error) => broken.push(error.message));
      try {
        await page.goto(chat.url);
        await visit(page);
        assert.deepEqual(broken, []);
      } finally {
        await page.close();
      }
    });

  const ask = async (page: Page, fault: Fault): Promise<void> => {
    await page.getByLabel(faults[fault], { exact: true }).check();
    await page.getByLabel('Your question').fill('What happens when a stream fails?');
    await page.keyboard.press('Enter');
  };
  const ended = (page: Page): Promise<unknown> => page.getByRole('button', { name: 'Send' }).waitFor();
  const refuseFindings = async (page: Page): Promise<void> => {
    await page.evaluate(axe);
    const findings = await page.evaluate(async () => {
      const { violations } = await (globalThis as unknown as { axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> } }).axe.run();
      return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
    });
    assert.deepEqual(findings, []);
  };

  for (const [fault, { end, way, has, hasNot }] of Object.entries(seen) as [Fault, (typeof seen)[Fault]][]) {
    await check(faults[fault], async (page) => {
      await ask(page, fault);
      if (way !== undefined) await page.getByText(way).first().waitFor();
      await ended(page);
      for (const words of end) await page.getByText(words).first().waitFor();
      if (has !== undefined) await page.locator(has).first().waitFor();
      if (hasNot !== undefined) assert.equal(await page.locator(hasNot).count(), 0);
      await refuseFindings(page);
    }, { colorScheme: Object.keys(seen).indexOf(fault) % 2 === 0 ? 'light' : 'dark' });
  }

  await check('what broke off is whole after a second try', async (page) => {
    await ask(page, 'broken');
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByText('The answer is whole.').waitFor({ state: 'attached' });
    assert.equal(await page.locator('app-failure').count(), 0);
  });

  await check('after a reload in the middle an answer goes on: nothing is lost, nothing comes twice', async (page) => {
    await ask(page, 'none');
    await page.getByText('The toolkit makes one error').first().waitFor();
    const before = await page.locator('app-markdown').innerText();
    await page.reload();
    await page.getByText('The answer goes on where it was: the page was loaded again').first().waitFor();
    assert.equal(await page.getByRole('status').textContent(), 'The answer goes on where it was.');
    await page.getByText('keep what had come').first().waitFor();
    await ended(page);
    const after = await page.locator('app-markdown').innerText();
    const soFar = before.replace(/\s+/g, ' ').trim().slice(0, -12);
    assert.ok(after.replace(/\s+/g, ' ').startsWith(soFar), after);
    assert.equal(after.split('A stream of an answer can fail').length, 2);
    await refuseFindings(page);
    // A whole one is there again, and the next question goes on from it.
    await page.reload();
    await page.getByText('keep what had come').first().waitFor();
    assert.equal(await page.getByText('goes on where it was').count(), 0);
    await ask(page, 'none');
    await page.getByText('Three things decide').first().waitFor();
  });

  await check('what was stopped before a reload is stopped after it, and ends at the backend', async (page) => {
    const deleted = page.waitForResponse((response) => response.request().method() === 'DELETE');
    // At the first word, in the page itself: on a slow machine the answer would have ended before a key is pressed from here.
    await page.evaluate(() => {
      const observer = new MutationObserver(() => {
        if (document.querySelector('.live') === null) return;
        observer.disconnect();
        document.querySelector('textarea')?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }));
      });
      observer.observe(document.body, { childList: true, subtree: true });
    });
    await ask(page, 'none');
    assert.equal((await deleted).status(), 200);
    const words = await page.locator('app-markdown').innerText();
    await page.reload();
    await page.getByText('Stopped.', { exact: true }).first().waitFor();
    assert.ok((await page.locator('app-markdown').innerText()).startsWith(words.trim().slice(0, 20)));
    assert.equal(await page.locator('app-failure').count(), 0);
  });

  await check('a stop reaches the backend once, at whatever moment, and a later one asks nothing', async (page) => {
    const backend: string[] = [];
    const note = (message: unknown): void => {
      const { request, socket } = message as { readonly request: IncomingMessage; readonly socket: Socket };
      if (String(socket.localPort) !== new URL(chat.url).port) backend.push(request.method ?? '');
    };
    subscribe('http.server.request.start', note);
    const cancelled = (): Promise<unknown> => page.waitForResponse((response) => response.request().method() === 'DELETE');
    // Before the answer has an id, and twice in its middle.
    let deleted = cancelled();
    await ask(page, 'none');
    await page.keyboard.press('Escape');
    await deleted;
    deleted = cancelled();
    await ask(page, 'none');
    await page.locator('.live').first().waitFor();
    await page.getByRole('button', { name: 'Stop' }).click();
    await page.keyboard.press('Escape');
    await deleted;
    await page.keyboard.press('Escape');
    await ask(page, 'quota');
    await page.locator('app-failure').waitFor();
    unsubscribe('http.server.request.start', note);
    assert.equal(backend.filter((method) => method === 'DELETE').length, 2, backend.join(' '));
  });

  await check('who asks while everybody has to wait is told how long', async (page) => {
    await ask(page, 'limit');
    await page.locator('app-failure').waitFor();
    await page.getByLabel('Your question').fill('');
    await ask(page, 'none');
    await page.getByText('The provider asks everybody to wait: it goes on in').waitFor();
    await page.getByText('keep what had come').first().waitFor();
  });

  await check('the words of a question that failed before any output go back into the box', async (page) => {
    await ask(page, 'quota');
    await page.locator('app-failure').waitFor();
    assert.equal(await page.getByLabel('Your question').inputValue(), 'What happens when a stream fails?');
    await ask(page, 'none');
    await page.getByText('keep what had come').first().waitFor();
  });

  await check('the keyboard alone asks, breaks a line, stops, and tries again', async (page) => {
    const box = page.getByLabel('Your question');
    const focused = (): Promise<string> => page.evaluate(() => document.activeElement?.textContent?.trim() ?? '');
    while (!(await box.evaluate((element) => element === document.activeElement))) await page.keyboard.press('Tab');
    await page.keyboard.type('One line');
    await page.keyboard.press('Shift+Enter');
    await page.keyboard.type('and another');
    assert.equal(await box.inputValue(), 'One line\nand another');
    await page.keyboard.press('Enter');
    await page.locator('.live').first().waitFor();
    await page.keyboard.press('Escape');
    await page.getByText('Stopped.', { exact: true }).first().waitFor();
    assert.ok(await box.evaluate((element) => element === document.activeElement));
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    for (let presses = Object.keys(faults).indexOf('quota'); presses > 0; presses--) await page.keyboard.press('ArrowDown');
    while (!(await box.evaluate((element) => element === document.activeElement))) await page.keyboard.press('Shift+Tab');
    await page.keyboard.type('Again');
    await page.keyboard.press('Enter');
    await page.locator('app-failure').waitFor();
    while ((await focused()) !== 'Use another model') await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('Enter');
    await page.getByText('The answer is whole.').waitFor({ state: 'attached' });
  });

  await check('the keys of an input method neither send nor stop', async (page) => {
    const press = (key: string): Promise<void> => page.evaluate((named) => {
      document.querySelector('textarea')?.dispatchEvent(new KeyboardEvent('keydown', { key: named, bubbles: true, isComposing: true }));
    }, key);
    await page.getByLabel('Your question').fill('日本');
    await press('Enter');
    assert.equal(await page.getByLabel('Your question').inputValue(), '日本');
    await page.keyboard.press('Enter');
    await page.locator('.live').first().waitFor();
    await press('Escape');
    await ended(page);
    await page.getByText('keep what had come').first().waitFor();
  });

  await check('sentences are told whole, and each status once', async (page) => {
    await ask(page, 'none');
    await page.getByText('A stream of an answer can fail', { exact: false }).first().waitFor();
    await ended(page);
    const told = await page.getByRole('log').locator('p').allTextContents();
    assert.ok(told.length > 3 && told.includes('Then the status says 200 OK, and the failure comes as one more event:'), JSON.stringify(told));
    assert.equal(await page.getByRole('status').textContent(), 'The answer is whole.');
  });

  await check('a reader who has scrolled up stays there, and a button leads back', async (page) => {
    await ask(page, 'none');
    await ended(page);
    await ask(page, 'none');
    await page.locator('.live').first().waitFor();
    await page.waitForFunction(() => (document.querySelector('main')?.scrollTop ?? 0) > 60);
    await page.evaluate(() => document.querySelector('main')?.scrollTo(0, 0));
    await page.getByRole('button', { name: 'To the newest' }).waitFor();
    await page.waitForTimeout(400);
    assert.equal(await page.evaluate(() => document.querySelector('main')?.scrollTop), 0);
    await page.getByRole('button', { name: 'To the newest' }).click();
    await page.waitForFunction(() => (document.querySelector('main')?.scrollTop ?? 0) > 60);
  }, { viewport: { width: 1_280, height: 480 } });

  await check('a reader who has scrolled up a little stays there too', async (page) => {
    await ask(page, 'none');
    await page.waitForFunction(() => (document.querySelector('main')?.scrollTop ?? 0) > 60);
    await page.mouse.move(300, 200);
    const top = await page.evaluate(() => document.querySelector('main')?.scrollTop ?? 0);
    await page.mouse.wheel(0, -15);
    await page.getByRole('button', { name: 'To the newest' }).waitFor();
    await page.getByText('keep what had come').first().waitFor({ state: 'attached' });
    assert.ok((await page.evaluate(() => document.querySelector('main')?.scrollTop ?? 0)) <= top + 40);
  }, { viewport: { width: 1_280, height: 480 } });

  await check('being offline is told before a request is made', async (page) => {
    await page.context().setOffline(true);
    await page.getByLabel('Your question').fill('Anybody there?');
    await page.keyboard.press('Enter');
    await page.getByText('You are offline.').waitFor();
    assert.equal(await page.getByLabel('Your question').inputValue(), 'Anybody there?');
    await page.context().setOffline(false);
    await page.getByText('You are offline.').waitFor({ state: 'detached' });
  });

  await check('a phone, and 320 px, have no sideways scrolling, and the menu opens', async (page) => {
    const place = async (): Promise<unknown> => page.locator('main').boundingBox();
    const before = await place();
    await page.getByRole('button', { name: 'What can fail' }).click();
    await page.getByLabel(faults.cut, { exact: true }).check();
    assert.deepEqual(await place(), before, 'the menu lies above the conversation');
    await refuseFindings(page);
    await page.getByLabel('Your question').fill('What happens when a stream fails, and its line is rather long?');
    await page.keyboard.press('Enter');
    await page.locator('aside').waitFor({ state: 'hidden' });
    await page.locator('app-failure').waitFor();
    for (const selector of ['html', 'main']) {
      const [wide, visible] = await page.locator(selector).evaluate((element) => [element.scrollWidth, element.clientWidth] as const);
      assert.ok(wide <= visible, `${selector} is ${String(wide)} px wide in ${String(visible)}`);
    }
    await refuseFindings(page);
  }, { viewport: { width: 320, height: 640 }, colorScheme: 'dark' });
}
