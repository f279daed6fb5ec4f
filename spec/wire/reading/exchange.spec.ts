import { jest } from '@jest/globals';
import { NEVER } from 'rxjs';

import { Exchange } from '../../../src/wire/reading/exchange.js';
import { holdIntervals } from '../../support/hold-intervals.js';

describe('an exchange', () => {
  it('asks the headers for the id of the request when an error wants it, and not before', () => {
    const asked: string[] = [];
    const headers = new Headers({ 'x-request-id': 'req_1' });
    const exchange = new Exchange(['key'], NEVER);
    expect([exchange.requestId, exchange.secrets]).toEqual([undefined, ['key']]);
    exchange.headers = { get: (name) => (asked.push(name), headers.get(name)) };
    expect(asked).toEqual([]);
    expect(exchange.requestId).toBe('req_1');
    expect(asked).toContain('x-request-id');
  });

  it('ends with its stream, or behind a whole answer with what is left of the body', () => {
    holdIntervals();
    const [cut, whole] = [new Exchange([], NEVER), new Exchange([], NEVER)];
    cut.unsubscribe();
    expect(cut.signal.aborted).toBe(true);
    whole.isWhole = true;
    whole.unsubscribe();
    whole.drain({ next: () => new Promise(() => undefined), cancel: () => undefined });
    expect(whole.signal.aborted).toBe(false);
    jest.runAllTimers();
    expect(whole.signal.aborted).toBe(true);
    jest.useRealTimers();
  });

  it('tells when its connection is free: with its end, or behind the rest of the body', async () => {
    const told: string[] = [];
    const [cut, whole] = [new Exchange([], NEVER), new Exchange([], NEVER)];
    cut.whenFree(() => told.push('cut'));
    cut.unsubscribe();
    cut.whenFree(() => told.push('cut before'));
    expect(told).toEqual(['cut', 'cut before']);
    whole.whenFree(() => told.push('whole'));
    whole.isWhole = true;
    whole.unsubscribe();
    whole.drain({ next: () => Promise.resolve({ done: true }), cancel: () => undefined });
    expect(told).not.toContain('whole');
    for (let turn = 0; turn < 3; turn += 1) await Promise.resolve();
    expect(told).toContain('whole');
  });

  it('tells it one turn of the loop later where there is a connection: its client gives it out again then', async () => {
    const told: string[] = [];
    const exchange = new Exchange([], NEVER);
    exchange.isRemote = true;
    exchange.whenFree(() => told.push('free'));
    setImmediate(() => told.push('turn'));
    exchange.unsubscribe();
    expect(told).toEqual([]);
    await new Promise((resolve) => { setImmediate(resolve); });
    expect(told).toEqual(['turn', 'free']);
  });
});
