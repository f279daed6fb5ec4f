import { requestIdOf } from 'framewise';

describe('requestIdOf', () => {
  it.each([
    'x-request-id', 'request-id', 'X-Generation-Id', 'apim-request-id', 'x-ms-request-id', 'x-amzn-requestid', 'x-ds-trace-id',
    'mistral-correlation-id', 'x-siliconcloud-trace-id', 'cf-ray',
  ])('reads %s', (name) => {
    expect(requestIdOf(new Headers({ [name]: 'id-1' }))).toBe('id-1');
  });

  it('takes the id of the provider before that of what stands in front of it', () => {
    expect(requestIdOf(new Headers({ 'cf-ray': 'ray', 'request-id': 'req' }))).toBe('req');
  });

  it('is undefined where there is none', () => {
    expect(requestIdOf(new Headers({ 'x-request-id': '' }))).toBeUndefined();
    expect(requestIdOf(undefined)).toBeUndefined();
  });
});
