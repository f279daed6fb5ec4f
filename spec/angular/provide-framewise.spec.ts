import './jit/compiler.js';

import { provideFramewise } from 'framewise/angular';

describe('provideFramewise', () => {
  it.each<[mistake: string, options: unknown, message: string]>([
    ['no options', undefined, 'provideFramewise takes options by name: write provideFramewise() or provideFramewise({ ... }).'],
    ['an address alone', '/api', 'provideFramewise takes options by name: write provideFramewise() or provideFramewise({ ... }).'],
    ['an option that is written otherwise', { baseURL: '/api' }, 'There is no option baseURL: it is called baseUrl.'],
    ['a key, which belongs on a server', { baseUrl: '/api', apiKey: 'key' }, 'provideFramewise knows no option apiKey; it has headers, baseUrl.'],
  ])('answers %s where it is written', (_, options, message) => {
    expect(() => provideFramewise(options as never)).toThrow(new TypeError(message));
  });
});
