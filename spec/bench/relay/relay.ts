/** One relay, in a process of its own. It tells its port to the parent, then, each time it is asked, the processor time that it took since; it ends with the parent. */
import { relays } from './relays.js';

const [name = '', upstreamPort = ''] = process.argv.slice(2);
const open = relays[name as keyof typeof relays];
const port = await open(`http://127.0.0.1:${upstreamPort}`);

let before = process.cpuUsage();
process.on('message', () => {
  const { user, system } = process.cpuUsage(before);
  before = process.cpuUsage();
  process.send?.(user + system);
});
process.on('disconnect', () => process.exit());
process.send?.(port);
