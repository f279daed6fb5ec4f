import { provideHttpClient, withInterceptors, withXhr } from '@angular/common/http';
import { provideZoneChangeDetection } from '@angular/core';
import { bootstrapApplication } from '@angular/platform-browser';
import { provideFramewise, withReliability } from 'framewise/angular';

import { App } from './app';
import { count, ending, hasty, signIn } from './interceptors';

const framewise = provideFramewise({ baseUrl: '/api' }, withReliability({ maxRetries: 1, initialDelayMs: 50, logger: { warn: () => undefined, error: () => undefined } }));
const interceptors = withInterceptors([signIn, count]);

/** How the page is set up, by its query: as it should be, or wrongly. */
const setups = {
  right: () => [provideHttpClient(interceptors), framewise],
  hasty: () => [provideHttpClient(withInterceptors([hasty])), framewise],
  ending: () => [provideHttpClient(withInterceptors([ending])), framewise],
  order: () => [framewise, provideHttpClient(interceptors)],
  xhr: () => [provideHttpClient(interceptors, withXhr()), framewise],
};
/** The one build has zone.js, the other one has not. */
const zone = 'Zone' in globalThis ? [provideZoneChangeDetection()] : [];
const setup = new URLSearchParams(location.search).get('setup') ?? 'right';

bootstrapApplication(App, { providers: [...zone, ...setups[setup as keyof typeof setups]()] }).catch((error: unknown) => {
  console.error(error);
});
