import { terminalStyle } from '../../../src/cli/terminal/style.js';

describe('terminalStyle', () => {
  const terminal = { isTTY: true, columns: 80 };

  it.each([
    ['a terminal', terminal, {}, true],
    ['a terminal with NO_COLOR', terminal, { NO_COLOR: '1' }, false],
    ['a terminal with an empty NO_COLOR', terminal, { NO_COLOR: '' }, true],
    ['a dumb terminal', terminal, { TERM: 'dumb' }, false],
    ['a pipe', {}, {}, false],
  ])('of %s: %j and %j give colour: %j', (_, output, environment, isColoured) => {
    expect(terminalStyle(output, environment).paint('bad', 'x') !== 'x').toBe(isColoured);
  });

  it.each([
    ['as wide as the terminal', terminal, 80],
    ['never too narrow', { isTTY: true, columns: 20 }, 48],
    ['never too wide', { isTTY: true, columns: 300 }, 120],
    ['the same in every pipe', { columns: 20 }, 100],
    ['ready for a terminal that does not know', { isTTY: true, columns: 0 }, 100],
  ])('is %s', (_, output, widthChars) => {
    expect(terminalStyle(output, {}).widthChars).toBe(widthChars);
  });
});
