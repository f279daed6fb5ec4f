import { ResponseFold } from '../../../../src/protocols/responses/fold/response-fold.js';
import { changesCommand, changesOutput } from '../../../../src/protocols/responses/fold/shell-steps.js';

function folded(step: typeof changesCommand, ...events: object[]): unknown {
  const response = new ResponseFold();
  for (const event of events) step({ output_index: 0, ...event }, response);
  return response.output.list.at(0);
}

describe('changesCommand', () => {
  it('lengthens a command, and takes the one that is stated', () => {
    const events = [{ command_index: 0, delta: 'l' }, { command_index: 0, delta: 's' }, { command_index: 1, command: 'pwd' }, { command_index: 0, command: 'ls -l' }];
    expect(folded(changesCommand, ...events)).toMatchObject({ type: 'shell_call', action: { commands: ['ls -l', 'pwd'] } });
  });

  it('fills in commands that have not been heard of yet, and goes on with the last where there is no number', () => {
    expect(folded(changesCommand, { command_index: 2, delta: 'l' }, { delta: 's' })).toMatchObject({ action: { commands: ['', '', 'ls'] } });
  });

  it('does not let an empty statement overwrite', () => {
    expect(folded(changesCommand, { command_index: 0, delta: 'ls' }, { command_index: 0, command: '' })).toMatchObject({ action: { commands: ['ls'] } });
  });
});

describe('changesOutput', () => {
  it('lengthens what a command wrote, and takes chunks that are stated', () => {
    const events = [{ command_index: 0, delta: { stdout: 'a' } }, { command_index: 0, delta: { stdout: 'b', stderr: '!' } }, { command_index: 1, output: [{ stdout: 'x' }, { stdout: 'y' }] }];
    expect(folded(changesOutput, ...events)).toMatchObject({ type: 'shell_call_output', output: [{ stdout: 'ab', stderr: '!' }, { stdout: 'x' }, { stdout: 'y' }] });
  });
});
