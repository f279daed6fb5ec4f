import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

import { ts } from './support/typescript.js';

const src = fileURLToPath(new URL('../src', import.meta.url));

/** Each source file, below `src`, with what it imports: packages by name, files by their path below `src`. */
const files = new Map(
  readdirSync(src, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => {
      const imported = ts.preProcessFile(readFileSync(join(src, file), 'utf8')).importedFiles.map(({ fileName }) => fileName);
      return [file, imported.map((name) => (name.startsWith('.') ? normalize(join(dirname(file), name.replace(/\.js$/, '.ts'))) : name))];
    }),
);

const filesIn = (folder: string): [string, string[]][] => [...files].filter(([file]) => file.startsWith(`${folder}/`));
const folderOf = (path: string): string => path.split('/')[0] ?? '';
const isPackage = (name: string): boolean => !name.endsWith('.ts');

/** Folders that are entry points of their own: they see the toolkit as its users do. */
const entryPoints = ['serving', 'testing', 'cli', 'nestjs', 'angular', 'angular/testing', 'redis', 'opentelemetry'];
/** What an entry point sees beside the toolkit, and what refuses bad options: `serving` has the write halves in it, the command line the mock gateway, `angular` the one reader of failed bodies. */
const alsoSeen: Readonly<Record<string, readonly string[]>> = {
  serving: ['stage.ts', 'protocols/writing.ts', ...['chat-completions', 'responses', 'messages'].map((name) => `protocols/${name}/write/writing.ts`)],
  testing: ['serving/index.ts'],
  cli: ['serving/index.ts', 'testing/index.ts'],
  nestjs: ['serving/index.ts'],
  angular: ['wire/reading/failure-text.ts'],
  'angular/testing': ['serving/index.ts'],
  redis: ['serving/index.ts'],
};
const core = [...files].filter(([file]) => !entryPoints.includes(folderOf(file)));

/** `file -> import` for every import that breaks a rule: an empty list is what each test wants to see. */
function broken(of: [string, string[]][], breaks: (imported: string) => boolean): string[] {
  return of.flatMap(([file, imported]) => imported.filter(breaks).map((name) => `${file} -> ${name}`));
}

describe('the import graph', () => {
  it('covers the source', () => {
    expect(files.size).toBeGreaterThan(30);
  });

  it('takes three packages into the core, and no node: module', () => {
    const packages = ['rxjs', 'eventsource-parser', '@streamparser/json'];
    expect(broken(core, (name) => isPackage(name) && !packages.includes(name))).toEqual([]);
  });

  it('keeps rxjs out of the protocols', () => {
    expect(broken(filesIn('protocols'), (name) => name === 'rxjs')).toEqual([]);
  });

  it('lets only wire/ import eventsource-parser', () => {
    expect(broken([...files].filter(([file]) => !file.startsWith('wire/')), (name) => name === 'eventsource-parser')).toEqual([]);
  });

  it('keeps wire/, protocols/ and operators/ from knowing each other', () => {
    const layers = ['wire', 'protocols', 'operators'];
    for (const layer of layers) {
      expect(broken(filesIn(layer), (name) => name.includes('/') && layers.includes(folderOf(name)) && folderOf(name) !== layer)).toEqual([]);
    }
  });

  it('keeps upstream/ beside the operators, and away from protocols and bytes', () => {
    expect(broken(filesIn('upstream'), (name) => ['operators', 'protocols', 'wire'].includes(folderOf(name)))).toEqual([]);
    expect(broken([...filesIn('wire'), ...filesIn('protocols')], (name) => folderOf(name) === 'upstream')).toEqual([]);
  });

  it('keeps the ground below everything else', () => {
    const ground = ['answer', 'check-options.ts', 'errors', 'json', 'frame.ts', 'longest-timer.ts', 'payload-object.ts', 'protocol.ts', 'response-info.ts', 'scope', 'stage.ts', 'stream-notes.ts'];
    const onGround = core.filter(([file]) => ground.includes(folderOf(file)));
    expect(onGround.length).toBeGreaterThan(ground.length);
    expect(broken(onGround, (name) => name.endsWith('.ts') && !ground.includes(folderOf(name)))).toEqual([]);
  });

  it('lets entry points see of the toolkit what its users see', () => {
    for (const entry of entryPoints) {
      const seen = ['index.ts', 'check-options.ts', ...(alsoSeen[entry] ?? [])];
      // An entry point inside of another one is its own, and sees what stands around it.
      const own = filesIn(entry).filter(([file]) => !entryPoints.some((other) => other.startsWith(`${entry}/`) && file.startsWith(`${other}/`)));
      expect(broken(own, (name) => name.endsWith('.ts') && folderOf(name) !== folderOf(entry) && !seen.includes(name))).toEqual([]);
    }
  });

  it('keeps what writes out of what reads: only serving/ loads it', () => {
    const isWriting = (name: string): boolean => name === 'protocols/writing.ts' || /^protocols\/[^/]+\/write\//.test(name);
    expect(broken(core.filter(([file]) => !isWriting(file)), isWriting)).toEqual([]);
  });

  it('takes no package into the command line, only node: modules', () => {
    expect(broken(filesIn('cli'), (name) => isPackage(name) && !name.startsWith('node:'))).toEqual([]);
  });

  it('keeps decorators, components, directives, pipes and modules out of angular/, so that plain tsc can compile it', () => {
    const compiled = filesIn('angular').filter(([file]) => /^\s*@(?!\w+ )\w+\(|\b(?:Component|Directive|Pipe|NgModule|Injectable|Input|Output)\b\s*[(,}]/m.test(codeOf(file)));
    expect(compiled.map(([file]) => file)).toEqual([]);
    expect(filesIn('angular').length).toBeGreaterThan(10);
  });

  it('lets no protocol know another', () => {
    const protocols = filesIn('protocols').flatMap(([file]) => (file.endsWith('/protocol.ts') ? [dirname(file)] : []));
    expect(protocols).toHaveLength(3);
    for (const protocol of protocols) {
      const others = protocols.filter((other) => other !== protocol);
      expect(broken(filesIn(protocol), (name) => others.some((other) => name.startsWith(`${other}/`)))).toEqual([]);
    }
  });

  it('runs one way in every folder, between its files and its folders: no circle, no import back up', () => {
    expect(circles()).toEqual([]);
  });
});

/** A file without its comments. */
function codeOf(file: string): string {
  return readFileSync(join(src, file), 'utf8').replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, '');
}

/** For every folder, the circles in which its files and folders, each folder taken as one, import each other. */
function circles(): string[] {
  const folders = new Set([...files.keys()].flatMap((file) => ancestorsOf(file)));
  return [...folders].flatMap((folder) => {
    const childOf = (path: string): string | undefined =>
      folder === '.' ? folderOf(path) : path.startsWith(`${folder}/`) ? folderOf(path.slice(folder.length + 1)) : undefined;
    const edges = new Map<string, Set<string>>();
    for (const [file, imported] of files) {
      const from = childOf(file);
      if (from === undefined) continue;
      const to = imported.filter((name) => !isPackage(name)).map(childOf).filter((child) => child !== undefined && child !== from);
      edges.set(from, new Set([...(edges.get(from) ?? []), ...(to as string[])]));
    }
    return [...edges.keys()].filter((child) => reaches(child, child, edges)).map((child) => `${folder}/${child}`);
  });
}

function ancestorsOf(file: string): string[] {
  const folder = dirname(file);
  return folder === '.' ? ['.'] : [folder, ...ancestorsOf(folder)];
}

function reaches(from: string, goal: string, edges: ReadonlyMap<string, ReadonlySet<string>>, seen = new Set<string>()): boolean {
  return [...(edges.get(from) ?? [])].some((next) => {
    if (next === goal) return true;
    if (seen.has(next)) return false;
    seen.add(next);
    return reaches(next, goal, edges, seen);
  });
}

/**
 * Files and folders of functions or classes that another spec shows. Each is a part that only the file uses which that spec is named
 * after, or a sibling in three protocols, or part of an entry point that works only as a whole, inside its framework.
 */
const shownBy: Readonly<Record<string, string>> = {
  angular: 'angular/framewise',
  'cli/inspect/recording/disguise': 'cli/inspect/recording/disguise/unwrap',
  'cli/terminal/process-terminal': 'cli/framewise',
  nestjs: 'nestjs/answers',
  'open-frames': 'stream-frames',
  opentelemetry: 'opentelemetry/open-telemetry',
  'protocols/chat-completions/next-turn': 'protocols/next-turn',
  'protocols/messages/next-turn': 'protocols/next-turn',
  'protocols/responses/next-turn': 'protocols/next-turn',
  'protocols/chat-completions/read/choice-state': 'protocols/chat-completions/read/reader',
  'protocols/responses/read/response-state': 'protocols/responses/read/reader',
  'scope/observed-call': 'scope/observe-call',
  'serving/answers': 'serving/answers/resumable-answers',
  'redis/answers': 'redis/answers/redis-answer-log',
  'redis/link': 'redis/answers/redis-answer-log',
  resume: 'resume/resumable-frames',
  'serving/late-errors': 'serving/sse/sse',
  'serving/sse/event-sink': 'serving/sse/sse',
};

/** Files under twelve lines, with the reason that each is no part of another. */
const smallFiles: Readonly<Record<string, string>> = {
  'angular/http/is-testing-backend': 'users in two folders',
  'cli/framewise': 'the program',
  'cli/protocols': 'a table that people edit',
  'cli/report/escape-markup': 'users in two folders',
  'errors/words/error-origin': 'a public name',
  'longest-timer': 'users in several folders',
  'operators/logging/logger': 'a public name',
  'protocols/chat-completions/finish-reasons': 'a table that people edit',
  'protocols/chat-completions/next-turn': 'one for each protocol',
  'protocols/chat-completions/write/writing': 'one for each protocol',
  'protocols/fold/contradiction': 'users in several folders',
  'protocols/messages/finish-reasons': 'a table that people edit',
  'protocols/messages/write/writing': 'one for each protocol',
  'protocols/responses/next-turn': 'one for each protocol',
  'protocols/responses/write/writing': 'one for each protocol',
  'protocols/responses/write/written-item': 'it breaks a circle',
  'wire/opening/invalid-request': 'users in several folders',
};

const linesOf = (file: string): number => readFileSync(join(src, file), 'utf8').split('\n').length - 1;
const namesOf = (from: readonly string[]): string[] => from.map((file) => file.replace(/\.ts$/, ''));

describe('the files', () => {
  const sources = [...files.keys()];
  const specs = new Set(readdirSync(fileURLToPath(new URL('.', import.meta.url)), { recursive: true, encoding: 'utf8' }));

  it('have a spec of their name where they have functions or classes', () => {
    const behaving = sources.filter((file) => /^export (?:abstract )?(?:async )?(?:function|class) /m.test(readFileSync(join(src, file), 'utf8')));
    const hasSpec = (name: string): boolean => specs.has(`${name}.spec.ts`);
    const without = namesOf(behaving).filter((name) => !hasSpec(name));
    const placesOf = (name: string): string[] => [name, ...ancestorsOf(name)].filter((place) => Object.hasOwn(shownBy, place));
    expect(without.filter((name) => !placesOf(name).some((place) => hasSpec(shownBy[place] ?? '')))).toEqual([]);
    // An exception that nothing needs is gone.
    expect(Object.keys(shownBy).filter((place) => !without.some((name) => placesOf(name).includes(place)))).toEqual([]);
  });

  it('are small where there is a reason, and nowhere long', () => {
    expect(namesOf(sources.filter((file) => linesOf(file) < 12 && !file.endsWith('/index.ts'))).sort()).toEqual(Object.keys(smallFiles).sort());
    expect(sources.filter((file) => linesOf(file) > 200)).toEqual([]);
    const sorted = sources.map(linesOf).sort((a, b) => a - b);
    expect(sorted[sorted.length >> 1]).toBeLessThanOrEqual(60);
  });

  it('stand in folders of a dozen at most, but for siblings of one kind', () => {
    const counts = new Map<string, number>();
    for (const file of sources) counts.set(dirname(file), (counts.get(dirname(file)) ?? 0) + 1);
    expect([...counts].filter(([, count]) => count > 12).map(([folder]) => folder).sort()).toEqual(['operators']);
  });
});

describe('the core', () => {
  it('names no global of Node, so that it runs in browsers', () => {
    const found = core.flatMap(([file]) => {
      return /\b(?:Buffer|process|setImmediate|__dirname|require)\b\s*[.(]/.test(codeOf(file)) ? [relative(src, join(src, file))] : [];
    });
    expect(found).toEqual([]);
  });
});
