import { chatCompletions, messages } from 'framewise';

import { readOptions, readWorkerOptions } from '../../../docs/examples/batch/options.js';

const files = ['--in', 'i', '--out', 'o', '--dead', 'd'];
const all = [...files, '--base-url', 'https://api.example.com/v1'];

describe('the options of a batch', () => {
  it('have defaults, and take the key from the environment', () => {
    expect(readOptions(all, { FRAMEWISE_API_KEY: 'k' })).toEqual({
      input: 'i', output: 'o', dead: 'd', baseUrl: 'https://api.example.com/v1', apiKey: 'k', protocol: chatCompletions, concurrency: 16, redis: undefined, ordered: false, again: undefined,
    });
    expect(readOptions([...all, '--protocol', 'messages', '--concurrency', '3', '--ordered', '--again', 'all', '--redis', 'redis://r'], {})).toMatchObject({ protocol: messages, concurrency: 3, redis: 'redis://r', ordered: true, again: 'all' });
    expect(readWorkerOptions(['--redis', 'redis://r'], {})).toEqual({ redis: 'redis://r', baseUrl: undefined, apiKey: '', protocol: undefined, concurrency: 16 });
  });

  it('are those of the demo where nothing is named, and help where it is asked for', () => {
    expect(readOptions([], {})).toEqual({ demo: { redis: undefined, concurrency: 16 } });
    expect(readOptions(['--redis', 'redis://r'], {})).toEqual({ demo: { redis: 'redis://r', concurrency: 16 } });
    expect([readOptions(['-h'], {}), readWorkerOptions(['--help'], {})]).toEqual(['help', 'help']);
  });

  it.each<[args: string[], message: string]>([
    [files, '--base-url is missing.'],
    [['--in', 'i', '--base-url', 'https://h'], '--out is missing.'],
    [['--in', '', '--out', 'o', '--dead', 'd', '--base-url', 'https://h'], '--in is missing.'],
    [[...files, '--base-url', 'api.example.com'], '--base-url must be a URL'],
    [[...all, '--protocol', 'grpc'], '--protocol must be one of chat-completions, responses, messages.'],
    [[...all, '--concurrency', '0'], '--concurrency must be a whole number of at least 1.'],
    [[...all, '--concurrency', '1.5'], '--concurrency must be a whole number of at least 1.'],
    [[...all, '--concurrency', 'many'], '--concurrency must be a whole number of at least 1.'],
    [[...all, '--concurency', '3'], "Unknown option '--concurency'"],
    [[...all, 'stray'], 'stray'],
  ])('are refused: %j', (args, message) => {
    expect(() => readOptions(args, {})).toThrow(message);
  });
});
