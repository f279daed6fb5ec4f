import { cancelAnswer, collect, reliably, responses, resumableFrames } from 'framewise';
import { type MockGateway, mockGateway, type Reply } from 'framewise/testing';
import { last, lastValueFrom } from 'rxjs';

import { KeptAnswer } from '../../../src/testing/gateway/kept-answer.js';

const impatient = { initialDelayMs: 1, maxDelayMs: 2, jitter: 'none' } as const;
const hello: Reply = { text: 'Hello, wide world' };
const request = ({ baseUrl }: MockGateway) => ({ baseUrl, apiKey: 'key', body: { model: 'any', background: true } });

describe('a kept answer', () => {
  it('knows the id that its events tell, its own or a given one, and the place behind each of them', () => {
    expect(new KeptAnswer(hello, responses).id).toBe('mock-answer');
    const answer = new KeptAnswer(hello, responses, 'another');
    expect(answer.id).toBe('another');
    expect(answer.behind(({ sequence_number: number }) => number === 2)).toBe(3);
    expect(answer.behind(() => false)).toBeUndefined();
  });

  it('is cancelled where it stands, and says so to who reads it', async () => {
    await using gateway = await mockGateway({ script: [{ ...hello, fault: { kind: 'stall', afterText: 'Hello,' } }] });
    const answer = lastValueFrom(resumableFrames(responses, request(gateway), impatient).pipe(reliably(), collect(), last()));
    await (await gateway.requestAt(0)).stalled;
    await cancelAnswer(responses, request(gateway), 'mock-answer');
    expect(await answer).toMatchObject({ text: 'Hello,', finishReason: 'other' });
    expect(await (await fetch(`${gateway.baseUrl}/responses/mock-answer`)).json()).toMatchObject({ status: 'cancelled' });
    await cancelAnswer(responses, request(gateway), 'mock-answer');
  });


  it('is whole where it is cancelled behind its end', async () => {
    await using gateway = await mockGateway({ script: [hello] });
    await lastValueFrom(resumableFrames(responses, request(gateway), impatient));
    await cancelAnswer(responses, request(gateway), 'mock-answer');
    expect(await (await fetch(`${gateway.baseUrl}/responses/mock-answer`)).json()).toMatchObject({ status: 'completed' });
  });
});
