import { jest } from '@jest/globals';
import { firstValueFrom } from 'rxjs';

import { failureText, MAX_BODY_BYTES, MAX_BODY_MS } from '../../../src/wire/reading/failure-text.js';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const textOf = (body: BodyInit | null): Promise<string> => firstValueFrom(failureText(new Response(body)));

describe('failureText', () => {
  it.each([
    ['a text', 'Grüße', 'Grüße'],
    ['a text behind a byte order mark', '\uFEFF{}', '{}'],
    ['nothing', '', ''],
    ['no body at all', null, ''],
  ])('is %s', async (_, body, text) => {
    expect(await textOf(body)).toBe(text);
  });

  it('puts together a character that was cut between two chunks', async () => {
    const whole = bytes('ü');
    const pieces = [whole.subarray(0, 1), whole.subarray(1)];
    const cut = new ReadableStream({ pull: (controller) => { const piece = pieces.shift(); if (piece === undefined) controller.close(); else controller.enqueue(piece); } });
    expect(await textOf(cut)).toBe('ü');
  });

  it('reads so far and no further, and cancels the rest', async () => {
    const cancel = jest.fn<() => void>();
    const endless = new ReadableStream({ pull: (controller) => { controller.enqueue(new Uint8Array(30_000).fill(120)); }, cancel });
    expect(await textOf(endless)).toHaveLength(MAX_BODY_BYTES);
    expect(cancel).toHaveBeenCalledTimes(1);
  });

  it('waits so long and no longer, and gives what has come', async () => {
    jest.useFakeTimers();
    const cancel = jest.fn<() => void>();
    const stalled = new ReadableStream({ start: (controller) => { controller.enqueue(bytes('half')); }, cancel });
    const text = textOf(stalled);
    await jest.advanceTimersByTimeAsync(MAX_BODY_MS);
    expect(await text).toBe('half');
    expect(cancel).toHaveBeenCalledTimes(1);
    jest.useRealTimers();
  });

  it('gives what came before a reset', async () => {
    const pieces = [bytes('half')];
    const broken = new ReadableStream({ pull: (controller) => { const piece = pieces.shift(); if (piece === undefined) controller.error(new Error('reset')); else controller.enqueue(piece); } });
    expect(await textOf(broken)).toBe('half');
  });
});
