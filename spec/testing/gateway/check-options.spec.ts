import { checkOptions } from '../../../src/testing/gateway/check-options.js';

describe('checkOptions', () => {
  it.each([{}, { script: [], port: 0, cors: true, keepRequests: Infinity }, { script: () => ({}), strict: { apiKey: 'k', models: ['m'] } }])('lets %j pass', (options) => {
    expect(() => { checkOptions(options); }).not.toThrow();
  });

  it.each([
    [{ scripts: [] }, 'mockGateway: knows no field "scripts"; it has script, protocols, port, cors, strict, keepRequests'],
    [{ script: {} }, 'mockGateway: script must be a list of replies or a function'],
    [{ port: 65_536 }, 'mockGateway: port must be a whole number from 0 to 65535'],
    [{ protocols: ['messages'] }, 'mockGateway: protocols must be a list of protocols'],
    [{ strict: { basePath: 'v1' } }, 'mockGateway: strict: basePath must be empty or a path that begins with a slash'],
  ])('says what is wrong with %j', (options, message) => {
    expect(() => { checkOptions(options); }).toThrow(new TypeError(message));
  });
});
