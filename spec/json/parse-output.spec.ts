import { parseOutput } from '../../src/json/parse-output.js';

describe('parseOutput', () => {
  it('parses JSON', () => {
    expect(parseOutput(' {"a":[1]} ')).toEqual({ value: { a: [1] } });
    expect(parseOutput('['.repeat(200) + ']'.repeat(200))).toHaveProperty('value');
  });

  it('says why a text is none', () => {
    expect(parseOutput('{"a":')).toMatchObject({ problem: 'not valid JSON', cause: { name: 'SyntaxError' } });
    expect(parseOutput('')).toMatchObject({ problem: 'not valid JSON' });
    expect(parseOutput('['.repeat(201) + ']'.repeat(201))).toEqual({ problem: 'nested more than 200 levels deep' });
  });
});
