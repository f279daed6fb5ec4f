// What is installed beside the toolkit must be free to use: every production dependency, and what it depends on itself.
import { readFileSync } from 'node:fs';

const free = new Set(['MIT', 'ISC', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', '0BSD']);
const lock = JSON.parse(readFileSync('package-lock.json', 'utf8'));
const shipped = Object.entries(lock.packages).filter(([path, entry]) => path !== '' && !entry.dev);
const refused = shipped.filter(([, { license }]) => !free.has(license)).map(([path, { license }]) => `${path}: ${license}`);

console.log(`${shipped.length} packages are installed with the toolkit: ${shipped.map(([path]) => path.replace('node_modules/', '')).join(', ')}`);
if (refused.length > 0) {
  console.error(`not free: ${refused.join('; ')}`);
  process.exitCode = 1;
}
