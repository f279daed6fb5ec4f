import { inspect } from 'node:util';

import { LogDetails } from '../../../src/operators/logging/log-details.js';

describe('the details of a log line', () => {
  const details = new LogDetails({ host: 'gateway.example', model: undefined, message: 'It broke\nin two', advice: 'word '.repeat(60), raw: { a: { b: [1, { c: 2 }] } } });

  it('are printed on one line, whatever their length', () => {
    expect(inspect(details)).not.toContain('\n');
    expect(inspect(details, { colors: true, depth: 5 })).not.toContain('\n');
    expect(inspect(details)).toMatch(/^\{ host: 'gateway\.example', message: 'It broke\\nin two', advice: /);
  });

  it('are plain fields for a logger that writes JSON, and have no empty ones', () => {
    expect(Object.keys(details)).toEqual(['host', 'message', 'advice', 'raw']);
    expect(JSON.parse(JSON.stringify(details))).toMatchObject({ host: 'gateway.example', raw: { a: { b: [1, { c: 2 }] } } });
  });
});
