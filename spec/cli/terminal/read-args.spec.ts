import { readArgs } from '../../../src/cli/terminal/read-args.js';

const read = (...args: string[]) => readArgs(args, { port: { type: 'string' }, loop: { type: 'boolean' } }, 1);

describe('readArgs', () => {
  it('gives options by their names, and the rest', () => {
    expect(read('a.json', '--port', '80', '--loop')).toMatchObject({ values: { port: '80', loop: true }, positionals: ['a.json'] });
  });

  it.each([
    [['--prot'], "Unknown option '--prot'."],
    [['--port='], '--port needs a value.'],
    [['a', 'b'], 'There is one file to read, not 2.'],
  ])('refuses %j in one line', (args, message) => {
    expect(() => read(...args)).toThrow(message);
  });

  it('does not repeat what is too much: it may be a key', () => {
    expect(() => readArgs(['sk-secret'], {}, 0)).toThrow('Only options are understood.');
  });
});
