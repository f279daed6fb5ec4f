import { existsSync, readFileSync, readdirSync } from 'node:fs';
import ts from 'typescript';
import { findDeclaration, type Declared } from './find-declaration.js';
import { importedPath, sourceFile } from './source-file.js';

/** One exported name. */
export interface Exported {
  readonly name: string;
  readonly isType: boolean;
  /** What one imports it from. */
  readonly from: string;
  /** The source file that the entry point takes it from. */
  readonly path: string;
  readonly declared: readonly Declared[];
}

const packageFile = new URL('../../../package.json', import.meta.url);
const src = new URL('../../../src/', import.meta.url);

/** Everything that the package exports, by its entry points: `src/index.ts`, and each folder below `src/` that has its own and is in `exports`. */
export function entryPoints(): readonly Exported[] {
  const { name, exports } = JSON.parse(readFileSync(packageFile, 'utf8')) as { name: string; exports: Record<string, unknown> };
  const folders = readdirSync(src).filter((folder) => existsSync(new URL(`${folder}/index.ts`, src)) && `./${folder}` in exports);
  return [exportsOf('src/index.ts', name), ...folders.map((folder) => exportsOf(`src/${folder}/index.ts`, `${name}/${folder}`))].flat();
}

function exportsOf(path: string, from: string): readonly Exported[] {
  const file = sourceFile(path);
  return file.statements.filter(ts.isExportDeclaration).flatMap(({ moduleSpecifier, exportClause, isTypeOnly }) => {
    if (moduleSpecifier === undefined || !ts.isStringLiteral(moduleSpecifier) || exportClause === undefined || !ts.isNamedExports(exportClause)) return [];
    const source = importedPath(file, moduleSpecifier.text);
    return exportClause.elements.map((element): Exported => {
      const name = element.name.text;
      return { name, isType: isTypeOnly || element.isTypeOnly, from, path: source, declared: findDeclaration(source, name) };
    });
  });
}
