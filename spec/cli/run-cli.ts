import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

export interface Run {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Running {
  readonly child: ChildProcess;
  /** Resolves when standard output contains this. */
  readonly says: (text: string) => Promise<void>;
  /** What standard output has said so far. */
  readonly output: () => string;
  readonly ended: Promise<Run>;
}

/** A child process compiles the sources first, and this machine may be busy. */
export const PATIENCE_MS = 60_000;

/** Starts the command line as its users do, with nothing of this process's environment but the path. */
export function startCli(args: readonly string[], env: Readonly<Record<string, string>> = {}): Running {
  const child = spawn(process.execPath, ['--import', 'tsx', 'src/cli/framewise.ts', ...args], { cwd: root, env: { PATH: process.env['PATH'], ...env } });
  let stdout = '';
  let stderr = '';
  const waiting: { text: string; resolve: () => void }[] = [];
  child.stdin.on('error', () => undefined);
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
    for (const { text: wanted, resolve } of waiting) if (stdout.includes(wanted)) resolve();
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  return {
    child,
    output: () => stdout,
    says: (text) => new Promise((resolve) => {
      if (stdout.includes(text)) resolve();
      else waiting.push({ text, resolve });
    }),
    ended: new Promise((resolve) => {
      child.on('close', (code) => { resolve({ code, stdout, stderr }); });
    }),
  };
}

/** Runs the command line to its end. */
export function runCli(args: readonly string[], input = ''): Promise<Run> {
  const { child, ended } = startCli(args);
  child.stdin?.end(input);
  return ended;
}
