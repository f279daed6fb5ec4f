import { provideHttpClient } from '@angular/common/http';
import { type ApplicationConfig } from '@angular/core';
import { provideClientHydration } from '@angular/platform-browser';
import { provideFramewise, withReliability } from 'framewise/angular';

export const config: ApplicationConfig = {
  providers: [provideClientHydration(), provideHttpClient(), provideFramewise({ baseUrl: '/api' }, withReliability({ maxRetries: 0, logger: false }))],
};
