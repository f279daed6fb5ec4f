import assert from 'node:assert';
import { collect, messages, reliably, streamFrames } from 'framewise';
import { mockGateway } from 'framewise/testing';
import { lastValueFrom } from 'rxjs';

const gateway = await mockGateway({ script: [{ text: 'Hello, world' }] });
const frames = streamFrames(messages, { baseUrl: gateway.baseUrl, apiKey: 'test', body: { model: 'any' } });
assert.equal((await lastValueFrom(frames.pipe(reliably(), collect()))).text, 'Hello, world');
await gateway.close();
