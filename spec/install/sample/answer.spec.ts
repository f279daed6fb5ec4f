import { ApiError, collect, messages, reliably, streamFrames } from 'framewise';
import { mockGateway } from 'framewise/testing';
import { lastValueFrom } from 'rxjs';

const logger = { warn: () => undefined, error: () => undefined };

it('reads an answer over real HTTP, after a refusal', async () => {
  const gateway = await mockGateway({ script: [{ status: 529, error: { type: 'overloaded_error', message: 'Overloaded' } }, { text: 'Hello, world' }] });
  const request = { baseUrl: gateway.baseUrl, apiKey: 'test', body: { model: 'any' } };
  const answer = await lastValueFrom(streamFrames(messages, request).pipe(reliably({ initialDelayMs: 0, logger }), collect()));
  expect(answer.text).toBe('Hello, world');
  expect(gateway.requests.length).toBe(2);
  await gateway.close();
});

it('ends in its one error', async () => {
  const gateway = await mockGateway({ script: [{ status: 401, error: { type: 'authentication_error', message: 'Bad key' } }] });
  const request = { baseUrl: gateway.baseUrl, apiKey: 'test', body: { model: 'any' } };
  const outcome: unknown = await lastValueFrom(streamFrames(messages, request).pipe(reliably({ logger }), collect())).catch((error: unknown) => error);
  expect(ApiError.is(outcome) && outcome.type).toBe('authentication_error');
  await gateway.close();
});
