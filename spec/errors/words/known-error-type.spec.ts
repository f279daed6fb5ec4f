import { readFileSync } from 'node:fs';
import type { TypeNode } from 'typescript';

import { statusRow } from '../../../src/errors/words/status-rows.js';
import { isKnownWord, wordRow } from '../../../src/errors/words/word-row.js';
import { ts } from '../../support/typescript.js';

const source = readFileSync(new URL('../../../src/errors/words/known-error-type.ts', import.meta.url), 'utf8');
const unions = new Map(ts.createSourceFile('known-error-type.ts', source, ts.ScriptTarget.ESNext).statements.filter(ts.isTypeAliasDeclaration).map(({ name, type }) => [name.text, type]));

/** The words of a union that this file exports, with those of the unions in it. */
function wordsOf(name: string): string[] {
  const words = (type: TypeNode | undefined): string[] => {
    if (type && ts.isUnionTypeNode(type)) return type.types.flatMap(words);
    if (type && ts.isTypeReferenceNode(type) && ts.isIdentifier(type.typeName)) return wordsOf(type.typeName.text);
    if (type && ts.isLiteralTypeNode(type) && ts.isStringLiteral(type.literal)) return [type.literal.text];
    throw new Error(`${name} is no union of words`);
  };
  return words(unions.get(name));
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
