import { isatty } from 'node:tty';

import type { Command } from './arguments/command.js';
import { readCommand } from './arguments/read-command.js';
import { USAGE } from './arguments/usage.js';
import { UsageError } from './arguments/usage-error.js';
import { askGateway } from './ask-gateway.js';
import { terminalStyle } from './render/terminal-style.js';
import { showRecording } from './show-recording.js';
import { story } from './story/story.js';
import { tellStory } from './tell-story.js';

const style = terminalStyle(process.stdout, process.env);

function write(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** @returns whether all went as it must. */
async function run(command: Command): Promise<boolean> {
  switch (command.mode) {
    case 'help':
      write(USAGE);
      return true;
    case 'story':
      return tellStory(story, write, style);
    case 'recording':
      return showRecording(command, process.stdin, write, style);
    case 'live':
      return askGateway(command, write, style);
  }
}

// Whoever reads the output may leave early: `npm run demo | head`.
process.stdout.on('error', () => process.exit());

try {
  const command = readCommand(process.argv.slice(2), process.env, { stdinIsTerminal: isatty(0) });
  process.exitCode = (await run(command)) ? 0 : 1;
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  process.stderr.write(`demo: ${error.message}\n`);
  process.exitCode = 2;
}
