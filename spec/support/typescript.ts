import type typescript from 'typescript';

type TypeScript = typeof typescript;

/** What the environment of the specs gives them: a `require` of the process, whose modules outlive a file of specs. */
declare const requireOnce: (name: string) => unknown;

/** The compiler. It is loaded once for each process, since that takes most of a second. */
export const ts = requireOnce('typescript') as TypeScript;

/** What was parsed for an earlier program of this process, by path: the libraries take longer than all the rest, and their text stays the same. */
export const parsed = requireOnce('./parsed-files.cjs') as Map<string, { readonly text: string; readonly file: typescript.SourceFile }>;
