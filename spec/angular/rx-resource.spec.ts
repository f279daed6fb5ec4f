import './jit/compiler.js';

import { readFileSync } from 'node:fs';
import { provideHttpClient } from '@angular/common/http';
import { ApplicationRef, type EnvironmentInjector, runInInjectionContext, TransferState } from '@angular/core';
import { provideFramewise } from 'framewise/angular';
import { mockGateway, type Reply } from 'framewise/testing';

import { Explanation } from '../../docs/examples/rx-resource.js';
import { createApp } from './support/create-app.js';

const root = new URL('../../', import.meta.url);
const stalled: Reply = { text: 'one two', fault: { kind: 'stall', afterText: 'one' } };

async function open(script: readonly Reply[]): Promise<{ gateway: Awaited<ReturnType<typeof mockGateway>>; app: EnvironmentInjector; explanation: Explanation; until: (holds: () => boolean) => Promise<void>; [Symbol.asyncDispose](): Promise<void> }> {
  const gateway = await mockGateway({ script });
  const app = createApp({ provide: TransferState, useValue: new TransferState() }, provideHttpClient(), provideFramewise({ baseUrl: gateway.baseUrl }));
  const explanation = runInInjectionContext(app, () => new Explanation());
  const until = async (holds: () => boolean): Promise<void> => {
    while (!holds()) {
      app.get(ApplicationRef).tick();
      await new Promise((resolve) => setImmediate(resolve));
    }
  };
  return { gateway, app, explanation, until, [Symbol.asyncDispose]: async () => { app.destroy(); await gateway.close(); } };
}

describe('the recipe for rxResource', () => {
  it('is what the page shows', () => {
    expect(readFileSync(new URL('docs/angular.md', root), 'utf8')).toContain(`\`\`\`ts\n${readFileSync(new URL('docs/examples/rx-resource.ts', root), 'utf8')}\`\`\``);
  });

  it('asks nothing without a topic, and grows with one', async () => {
    await using page = await open([{ text: 'one two' }]);
    const { value } = page.explanation.explanation;
    page.app.get(ApplicationRef).tick();
    expect([value(), page.gateway.requests.length]).toEqual([{ text: '' }, 0]);
    page.explanation.topic.set('marbles');
    await page.until(() => value().text === 'one two');
    expect(await page.gateway.requestAt(0)).toMatchObject({ body: { messages: [{ role: 'user', content: 'marbles' }] } });
  });

  it('keeps what had come beside the error', async () => {
    await using page = await open([{ text: 'one', error: { type: 'invalid_request_error', message: 'No' } }]);
    const { value, error } = page.explanation.explanation;
    page.explanation.topic.set('marbles');
    await page.until(() => value().error !== undefined);
    expect(value()).toMatchObject({ text: 'one', error: { type: 'invalid_request_error' } });
    expect(error()).toBeUndefined();
  });

  it('ends the request for the old topic at a new one', async () => {
    await using page = await open([stalled, { text: 'three' }]);
    const { value } = page.explanation.explanation;
    page.explanation.topic.set('marbles');
    await page.until(() => value().text === 'one');
    page.explanation.topic.set('frames');
    await page.until(() => value().text === 'three');
    expect(await (await page.gateway.requestAt(0)).closed).toBe('client');
  });
});
