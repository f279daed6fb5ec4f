import { collect, failOnErrorFrame, messages, parseFrames, reliably, streamFrames, untilTerminal } from 'framewise';
import { mockGateway, writeAnswer } from 'framewise/testing';
import { lastValueFrom, of } from 'rxjs';

it('reads an answer in a test that has a page', async () => {
  expect(document.body.tagName).toBe('BODY');
  const answer = of(writeAnswer(messages, { text: 'Hello, world' })).pipe(parseFrames(messages), failOnErrorFrame(), untilTerminal(), collect());
  expect((await lastValueFrom(answer)).text).toBe('Hello, world');
});

it('asks a gateway from there', async () => {
  const gateway = await mockGateway({ cors: true, script: [{ text: 'Hello, world' }] });
  const request = { baseUrl: gateway.baseUrl, apiKey: 'test', body: { model: 'any' } };
  expect((await lastValueFrom(streamFrames(messages, request).pipe(reliably(), collect()))).text).toBe('Hello, world');
  await gateway.close();
});
