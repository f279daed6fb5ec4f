import { provideHttpClient, withInterceptors } from '@angular/common/http';
import { bootstrapApplication } from '@angular/platform-browser';
import { provideFramewise, withReliability } from 'framewise/angular';

import { Chat } from './app/chat';
import { readKept } from './app/kept-answers';
import { upstream } from './app/upstream';

const silent = { warn: () => undefined, error: () => undefined };

bootstrapApplication(Chat, {
  providers: [
    provideHttpClient(withInterceptors([readKept])),
    // Failures are shown, so nobody needs them on the console too.
    provideFramewise({ baseUrl: '/api' }, withReliability({ upstream, maxRetries: 2, initialDelayMs: 1_500, jitter: 'none', maxRetryAfterMs: 5_000, betweenFramesMs: 5_000, logger: silent })),
  ],
}).catch((error: unknown) => {
  console.error(error);
});
