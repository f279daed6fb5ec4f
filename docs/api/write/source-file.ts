import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const root = fileURLToPath(new URL('../../..', import.meta.url));

/** A source file as it stands, unchecked; `path` begins at the root of the repository. */
export function sourceFile(path: string): ts.SourceFile {
  return ts.createSourceFile(path, readFileSync(join(root, path), 'utf8'), ts.ScriptTarget.Latest, true);
}

/** The path of what `file` imports as `specifier`. */
export function importedPath(file: ts.SourceFile, specifier: string): string {
  return join(dirname(file.fileName), specifier).replace(/\.js$/, '.ts');
}
