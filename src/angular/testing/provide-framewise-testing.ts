import { HttpBackend } from '@angular/common/http';
import { type EnvironmentProviders, makeEnvironmentProviders } from '@angular/core';

import { COALESCING } from '../features.js';
import { FramewiseTesting, WaitingRequests } from './framewise-testing.js';
import { TestingBackend } from './testing-backend.js';

/**
 * Answers streams from a script in place of a server: interceptors, retries and signals are the real ones. Put it last, after
 * `provideHttpClient()`, `provideHttpClientTesting()` and `provideFramewise()`. Text is written at once, not once for each animation frame.
 *
 * @example
 * ```ts
 * const t = TestBed.inject(FramewiseTesting).expectOne(messages);
 * await t.say('Hel');
 * expect(component.answer.text()).toBe('Hel');
 * await t.end();
 * ```
 */
export function provideFramewiseTesting(): EnvironmentProviders {
  return makeEnvironmentProviders([
    { provide: WaitingRequests, useFactory: () => new WaitingRequests() },
    { provide: FramewiseTesting, useFactory: () => new FramewiseTesting() },
    { provide: HttpBackend, useFactory: () => new TestingBackend() },
    { provide: COALESCING, useValue: 'none' },
  ]);
}
