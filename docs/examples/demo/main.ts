import { processTerminal } from '../../../src/cli/terminal/process-terminal.js';
import { demo } from './demo.js';

process.exitCode = await demo(process.argv.slice(2), process.env, processTerminal());
