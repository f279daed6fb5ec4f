import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { type MockGateway, mockGateway, type Reply } from 'framewise/testing';
import type { Browser } from 'playwright-core';

import { nodeOf } from '../../../docs/examples/chat/server/angular-project.js';
import { serveApp } from '../../../docs/examples/chat/server/serve-app.js';
import type { Checks } from '../../install/checks.js';

const hello: Reply = { text: 'Hello there' };
const stalled: Reply = { text: 'one two', fault: { kind: 'stall', afterText: 'one' } };

/** What a server renders of an application whose component asks at once. */
export async function checkSsr(checks: Checks, project: string, browser: Browser): Promise<void> {
  const renderer = spawn(nodeOf(project), ['render.js'], { cwd: project, stdio: ['ignore', 'pipe', 'inherit'] });
  const exit = once(renderer, 'exit');
  const [said] = (await once(renderer.stdout, 'data')) as [Buffer];
  let gateway: MockGateway | undefined;
  const app = await serveApp(join(project, 'dist/browser'), { serverOf: () => gateway?.baseUrl ?? '', renderer: String(said).trim() });

  const check = (name: string, script: readonly Reply[], visit: (gateway: MockGateway) => Promise<void>): Promise<void> =>
    checks.checkLater(`on a server: ${name}`, async () => {
      await using own = await mockGateway({ script });
      gateway = own;
      await visit(own);
    });
  const render = async (query = ''): Promise<{ readonly status: string | undefined; readonly text: string | undefined }> => {
    const page = (await (await fetch(`${app.url}/${query}`)).text()).replaceAll(/<!--.*?-->/g, '');
    return { status: /<p[^>]*>(.*?)<\/p>/.exec(page)?.[1], text: /<pre[^>]*>(.*?)<\/pre>/.exec(page)?.[1] };
  };

  await check('send makes no request, status stays idle, and the page does not wait', [], async (own) => {
    assert.deepEqual(await render(), { status: 'idle', text: '' });
    assert.equal(own.requests.length, 0);
  });

  await check('with onServer the answer is in the page', [hello], async (own) => {
    assert.deepEqual(await render('?ms=20000'), { status: 'done', text: 'Hello there' });
    assert.equal(own.requests.length, 1);
  });

  await check('after its time the request is aborted, and what had come is rendered', [stalled], async (own) => {
    const startMs = performance.now();
    assert.deepEqual(await render('?ms=700'), { status: 'stopped', text: 'one' });
    assert.ok(performance.now() - startMs >= 690);
    assert.equal(await (await own.requestAt(0)).closed, 'client');
  });

  await check('a failure does not disturb the next page', [{ status: 503 }, hello], async () => {
    assert.equal((await render('?ms=20000')).status, 'error');
    assert.equal((await render('?ms=20000')).status, 'done');
  });

  await check('the browser takes the page over and asks, without a word on the console', [hello], async (own) => {
    const page = await browser.newPage();
    const words: string[] = [];
    page.on('console', (message) => words.push(message.text()));
    page.on('pageerror', (error) => words.push(error.message));
    await page.goto(app.url);
    await page.waitForFunction(() => document.querySelector('[role=status]')?.textContent === 'done');
    assert.equal(await page.textContent('pre'), 'Hello there');
    assert.deepEqual(words.filter((text) => !text.includes('hydrated')), []);
    assert.equal(own.requests.length, 1);
    await page.close();
  });

  await app[Symbol.asyncDispose]();
  renderer.kill();
  await exit;
}
