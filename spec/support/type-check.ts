import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { CompilerOptions, Program } from 'typescript';

import { parsed, ts } from './typescript.js';

const root = fileURLToPath(new URL('../..', import.meta.url));

export interface TypeChecked {
  readonly program: Program;
  /** What is wrong in these files, each as `file:line: message`; the file's path begins at the root of the repository. */
  readonly problems: readonly string[];
}

/**
 * Type-checks files as `tsc -p tsconfig.json` does, in one program, because to load the libraries takes longer than all the rest.
 *
 * @param paths files, from the root of the repository.
 * @param virtual the text of those among them that are not on the disk.
 */
export function typeCheck(paths: readonly string[], virtual: ReadonlyMap<string, string> = new Map()): TypeChecked {
  const options = projectOptions();
  const host = ts.createCompilerHost(options);
  const disk = ts.createCompilerHost(options);
  const textOf = (path: string): string | undefined => virtual.get(relative(root, path));
  host.fileExists = (path) => textOf(path) !== undefined || disk.fileExists(path);
  host.readFile = (path) => textOf(path) ?? disk.readFile(path);

  const parse = host.getSourceFile.bind(host);
  host.getSourceFile = (path, ...how) => {
    const text = host.readFile(path);
    const known = parsed.get(path);
    if (text !== undefined && known?.text === text) return known.file;
    const file = parse(path, ...how);
    if (file && text !== undefined) parsed.set(path, { text, file });
    return file;
  };

  const program = ts.createProgram(paths.map((path) => join(root, path)), options, host);
  const problems = paths.flatMap((path) => {
    const file = program.getSourceFile(join(root, path));
    if (file === undefined) return [`${path}: not found`];
    return [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)].map((problem) => {
      const { line } = file.getLineAndCharacterOfPosition(problem.start ?? 0);
      return `${path}:${String(line + 1)}: ${ts.flattenDiagnosticMessageText(problem.messageText, '\n')}`;
    });
  });
  return { program, problems };
}

function projectOptions(): CompilerOptions {
  const path = join(root, 'tsconfig.json');
  const { config } = ts.readConfigFile(path, (file) => ts.sys.readFile(file)) as { config: unknown };
  return ts.parseJsonConfigFileContent(config, { ...ts.sys, readDirectory: () => [] }, dirname(path)).options;
}
