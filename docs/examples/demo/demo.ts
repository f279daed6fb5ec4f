import type { Terminal } from '../../../src/cli/terminal/terminal.js';
import { UsageError } from '../../../src/cli/terminal/usage-error.js';
import { askGateway } from './ask-gateway.js';
import { type Environment, readCommand, USAGE } from './options.js';
import { showRecording } from './show-recording.js';
import { story } from './story/story.js';
import { tellStory } from './tell-story.js';

/** @returns the exit code: 0 if all went as it must, 1 if not, 2 for arguments that say nothing the demo can do. */
export async function demo(args: readonly string[], environment: Environment, terminal: Terminal): Promise<number> {
  try {
    return (await wentWell(args, environment, terminal)) ? 0 : 1;
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    terminal.complain(`demo: ${error.message} See --help.`);
    return 2;
  }
}

async function wentWell(args: readonly string[], environment: Environment, terminal: Terminal): Promise<boolean> {
  const command = readCommand(args, environment, terminal);
  switch (command.mode) {
    case 'help':
      terminal.write(USAGE);
      return true;
    case 'story':
      return tellStory(story, terminal);
    case 'recording':
      return showRecording(command, terminal);
    case 'live':
      return askGateway(command, terminal);
  }
}
