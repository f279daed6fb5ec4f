import { fileURLToPath } from 'node:url';

import { statusRow } from '../../../src/errors/words/status-rows.js';
import { isKnownWord, wordRow } from '../../../src/errors/words/word-row.js';
import { typeCheck } from '../../support/type-check.js';

const path = 'src/errors/words/known-error-type.ts';
const { program } = typeCheck([path]);

/** The words of a union that this file exports. */
function wordsOf(name: string): string[] {
  const file = program.getSourceFile(fileURLToPath(new URL(`../../../${path}`, import.meta.url)));
  const checker = program.getTypeChecker();
  const module = file && checker.getSymbolAtLocation(file);
  const union = module && checker.getExportsOfModule(module).find((symbol) => symbol.name === name);
  const type = union && checker.getDeclaredTypeOfSymbol(union);
  return type?.isUnion() === true ? type.types.flatMap((each) => (each.isStringLiteral() ? [each.value] : [])) : [];
}

describe('the known error types', () => {
  it('are the words of the statuses, and no more than those', () => {
    const statuses = Array.from({ length: 500 }, (_, index) => statusRow(100 + index).type);
    expect(wordsOf('StatusErrorType').sort()).toEqual([...new Set(statuses)].sort());
  });

  it("are the toolkit's own words, each with a row", () => {
    const words = wordsOf('OwnErrorType');
    expect(words.length).toBeGreaterThan(10);
    expect(words.filter((word) => wordRow(word, 'transport') === undefined)).toEqual([]);
  });

  it('are never taken for a secret, but for the one that says nothing', () => {
    expect(wordsOf('KnownErrorType').filter((word) => !isKnownWord(word))).toEqual(['unknown_error']);
  });

  it('are words of servers, of which each has a row', () => {
    const own = wordsOf('OwnErrorType');
    const others = wordsOf('KnownErrorType').filter((word) => !own.includes(word) && word !== 'unknown_error');
    expect(others.filter((word) => wordRow(word, 'http') === undefined && !wordsOf('StatusErrorType').includes(word))).toEqual([]);
  });
});
