import { jest } from '@jest/globals';

/**
 * Holds the clocks of RxJS, which are intervals, until they are told to go on: `jest.advanceTimersByTime(ms)`. Sockets and `fetch` know no
 * interval and go on, so a spec over a connection needs no real time. `jest.getTimerCount()` says what is left behind.
 */
export function holdIntervals(): void {
  jest.useFakeTimers({ doNotFake: ['Date', 'hrtime', 'nextTick', 'performance', 'queueMicrotask', 'setImmediate', 'clearImmediate', 'setTimeout', 'clearTimeout'] });
}
