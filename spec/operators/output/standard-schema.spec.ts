import { lastValueFrom } from 'rxjs';
import * as z from 'zod';

import { checkSchema, type StandardSchema, validate } from '../../../src/operators/output/standard-schema.js';

describe('checkSchema', () => {
  it('takes a Standard Schema, and names what is none', () => {
    expect(() => { checkSchema('schema', z.string()); }).not.toThrow();
    for (const none of [undefined, null, {}, { parse: () => 1 }]) {
      expect(() => { checkSchema('schema', none as unknown as StandardSchema); }).toThrow(new TypeError('schema must be a Standard Schema, as zod 4 makes them.'));
    }
  });
});

describe('validate', () => {
  it('answers at once where the schema does', () => {
    const seen: unknown[] = [];
    validate(z.string().transform((text) => text.length), 'four').subscribe({ next: (result) => seen.push(result), error: () => undefined });
    expect(seen).toEqual([{ value: 4 }]);
  });

  it('waits for a promise', async () => {
    const later = z.string().refine((text) => Promise.resolve(text === 'yes'));
    await expect(lastValueFrom(validate(later, 'yes'))).resolves.toMatchObject({ value: 'yes' });
    await expect(lastValueFrom(validate(later, 'no'))).resolves.toMatchObject({ issues: [expect.anything()] });
  });

  it('lets what a schema throws pass', () => {
    const broken = { '~standard': { version: 1, vendor: 'mine', validate: () => { throw new Error('bug'); } } } as const;
    expect(() => validate(broken, 1)).toThrow('bug');
  });
});
